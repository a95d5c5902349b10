package org.steelyard.stats.regression;

import java.util.List;
import org.steelyard.stats.linear.Matrix;

/**
 * A fitted multinomial logistic model. Category 0 is the reference.
 *
 * @param coefficients one row per category but the first, one column per term: log odds against category 0
 * @param covariance of the coefficients taken row after row
 */
public record MultinomialFit(
        List<String> terms,
        int categories,
        Matrix coefficients,
        Matrix covariance,
        double logLikelihood,
        int iterations,
        boolean converged,
        String kernel) {

    public MultinomialFit {
        terms = List.copyOf(terms);
    }
}
