package org.steelyard.stats.regression;

import java.util.List;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.linear.Matrix;

/** What every fitted regression knows. Arrays are owned by the fit: read them, do not write to them. */
public sealed interface RegressionFit permits GlmFit, LinearFit {

    List<String> terms();

    double[] coefficients();

    /** Model-based covariance of the coefficients. */
    Matrix covariance();

    /** Inverse of the information {@code X'WX}, without dispersion: the bread of a sandwich. */
    Matrix bread();

    /** Factor of row i in the score: the score is the sum over rows of {@code x_i} times this. Prior weights are in it. */
    double[] scoreResiduals();

    /** Fitted means, one per row. */
    double[] fitted();

    default double[] standardErrors() {
        double[] d = covariance().diagonal();
        for (int i = 0; i < d.length; i++) {
            d[i] = Math.sqrt(d[i]);
        }
        return d;
    }

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

    default double standardError(String term) {
        int i = indexOf(term);
        return Math.sqrt(covariance().at(i, i));
    }

    /** Two-sided p of the Wald test that the coefficient is zero, by the normal distribution. */
    default double waldP(String term) {
        double z = Math.abs(coefficient(term) / standardError(term));
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }
}
