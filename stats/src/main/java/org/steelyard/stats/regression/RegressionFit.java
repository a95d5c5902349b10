package org.steelyard.stats.regression;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.NamedCoefficients;

/** What every fitted regression knows. Arrays are owned by the fit: read them, do not write to them. */
public sealed interface RegressionFit extends NamedCoefficients permits GlmFit, LinearFit {

    /** Model-based covariance of the coefficients. */
    @Override
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

    /** Two-sided p of the Wald test that the coefficient is zero, by the normal distribution. */
    default double waldP(String term) {
        double z = Math.abs(coefficient(term) / standardError(term));
        return 2 * NormalDistribution.of(0, 1).survivalProbability(z);
    }
}
