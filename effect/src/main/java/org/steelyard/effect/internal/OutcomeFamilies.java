package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.Family;
import org.steelyard.stats.regression.GeneralizedLinearModel;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.NegativeBinomialFit;
import org.steelyard.stats.regression.NegativeBinomialRegression;
import org.steelyard.stats.regression.RobustCovariance;

/** Models with a logarithmic link, of counts and costs: Poisson (quasi-likelihood), negative binomial, gamma. */
final class OutcomeFamilies {

    private OutcomeFamilies() {}

    /**
     * @param coefficients of the design's columns, the intercept among them
     * @param variance of the coefficient of treatment
     */
    record LogLinear(double[] coefficients, double treatment, double variance) {}

    static OutcomeFamily family(Work work) {
        OutcomeFamily asked =
                work.analysis().outcomeModel().map(o -> o.family()).orElse(OutcomeFamily.USUAL);
        if (asked != OutcomeFamily.USUAL) {
            return asked;
        }
        return work.outcome().type() == OutcomeType.COST ? OutcomeFamily.GAMMA : OutcomeFamily.POISSON;
    }

    /**
     * What a model is fitted to.
     *
     * @param y outcome
     * @param time observed; ones for a mean
     * @param weight how many people each stands for
     */
    record Observed(double[] y, double[] time, double[] weight) {

        Optional<double[]> weights() {
            return Arrays.stream(weight).allMatch(w -> w == 1) ? Optional.empty() : Optional.of(weight);
        }
    }

    /** Fits the model to people of both arms. */
    static LogLinear fit(OutcomeFamily family, DesignMatrix design, Observed observed, Numerics numerics) {
        int k = design.terms().indexOf(OutcomeModel.TREATMENT);
        return switch (family) {
            case NEGATIVE_BINOMIAL -> {
                NegativeBinomialFit fit = NegativeBinomialRegression.withDefaults()
                        .with(numerics)
                        .fit(design, observed.y(), observed.weights(), offset(observed.time()));
                yield new LogLinear(
                        fit.coefficients(),
                        k < 0 ? Double.NaN : fit.coefficients()[k],
                        k < 0 ? Double.NaN : fit.covariance().at(k, k));
            }
            case POISSON, USUAL -> robust(Family.POISSON, design, observed, numerics);
            case GAMMA -> {
                requirePositive(observed.y());
                yield robust(Family.GAMMA, design, observed, numerics);
            }
        };
    }

    private static LogLinear robust(Family family, DesignMatrix design, Observed observed, Numerics numerics) {
        int k = design.terms().indexOf(OutcomeModel.TREATMENT);
        GlmFit fit = GeneralizedLinearModel.of(family)
                .with(numerics)
                .fit(design, observed.y(), observed.weights(), offset(observed.time()));
        Matrix covariance = RobustCovariance.hc0(design, fit);
        return new LogLinear(
                fit.coefficients(),
                k < 0 ? Double.NaN : fit.coefficients()[k],
                k < 0 ? Double.NaN : covariance.at(k, k));
    }

    private static Optional<double[]> offset(double[] time) {
        double[] log = new double[time.length];
        boolean plain = true;
        for (int i = 0; i < log.length; i++) {
            log[i] = Math.log(time[i]);
            plain &= log[i] == 0;
        }
        return plain ? Optional.empty() : Optional.of(log);
    }

    private static void requirePositive(double[] y) {
        for (double v : y) {
            if (!(v > 0)) {
                throw Failure.of(
                        EffectError.BAD_VALUE,
                        "",
                        Text.of(
                                "伽马模型要求所有取值大于 0，此处有 0 或负值",
                                "a gamma model needs values above 0, and some are 0 or less"),
                        Text.of(
                                "在 outcomeModel 中改用 family: poisson（拟似然），或改用加权",
                                "use family: poisson (quasi-likelihood) in outcomeModel, or weighting"));
            }
        }
    }

    /** Mean of the model for each row, at one unit of time. */
    static double[] predict(double[] coefficients, DesignMatrix design) {
        double[] eta = design.times(coefficients);
        for (int i = 0; i < eta.length; i++) {
            eta[i] = StrictMath.exp(eta[i]);
        }
        return eta;
    }

    static DesignMatrix design(CovariateDesign covariates, boolean[] treated) {
        return covariates.treatedFirst(OutcomeModel.TREATMENT, treated, true);
    }
}
