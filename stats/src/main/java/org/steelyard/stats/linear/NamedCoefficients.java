package org.steelyard.stats.linear;

import java.util.List;

/** The coefficients of a model, found by the names of its terms. */
public interface NamedCoefficients {

    /** One name a coefficient, in their order. */
    List<String> terms();

    double[] coefficients();

    /** Square, in the order of the terms: the one that {@link #standardError} is taken from. */
    Matrix covariance();

    /** @throws IllegalArgumentException when the model has no such term */
    default int indexOf(String term) {
        int index = terms().indexOf(term);
        if (index < 0) {
            throw new IllegalArgumentException("no such term: " + term);
        }
        return index;
    }

    default double coefficient(String term) {
        return coefficients()[indexOf(term)];
    }

    /** Square root of the term's variance. */
    default double standardError(String term) {
        int i = indexOf(term);
        return Math.sqrt(covariance().at(i, i));
    }
}
