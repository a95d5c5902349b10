package org.steelyard.protocol.method;

import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;

/**
 * A margin that decides. Equivalence (two one-sided tests): the 1 − 2 alpha interval lies within both bounds. Non-inferiority: it lies on the good side of the
 * one bound that is given.
 *
 * @param lower on the measure's own scale
 * @param alpha one-sided
 * @param reason where the margin comes from
 */
public record MarginRule(
        MarginQuestion question,
        Measure measure,
        Optional<Double> lower,
        Optional<Double> upper,
        double alpha,
        Text reason) {

    public enum MarginQuestion {
        EQUIVALENCE,
        NON_INFERIORITY
    }
}
