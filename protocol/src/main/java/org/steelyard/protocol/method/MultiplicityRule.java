package org.steelyard.protocol.method;

import java.util.List;

/**
 * Several questions answered together.
 *
 * @param family analyses; the first measure of each is tested
 * @param alpha error rate of the whole family, two-sided
 * @param weights of {@code fallback} and {@code graph}: shares of alpha, one for each of the family
 * @param edges of {@code graph}: where the share of a rejected hypothesis goes, a row for each of the family
 */
public record MultiplicityRule(
        String id,
        MultiplicityMethod method,
        List<String> family,
        double alpha,
        List<Double> weights,
        List<List<Double>> edges) {

    public enum MultiplicityMethod {
        BONFERRONI,
        HOLM,
        HOCHBERG,
        HOMMEL,
        BENJAMINI_HOCHBERG,
        BENJAMINI_YEKUTIELI,
        FIXED_SEQUENCE,
        FALLBACK,
        GRAPH
    }
}
