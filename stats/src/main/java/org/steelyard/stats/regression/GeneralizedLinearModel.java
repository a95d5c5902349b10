package org.steelyard.stats.regression;

import java.util.Optional;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.internal.Distribution;
import org.steelyard.stats.regression.internal.Irls;

/**
 * Generalised linear models by iteratively reweighted least squares: logistic, Poisson with log link, gamma with log
 * link. Method, errors and differences from R as {@link LogisticRegression} says; the gamma's dispersion is Pearson's.
 *
 * <p>Arguments: the outcome is within 0 to 1 (binomial), not negative (Poisson) or positive (gamma); weights are not
 * negative; the offset is added to the linear predictor.
 *
 * <p>McCullagh P, Nelder JA. Generalized Linear Models. 2nd ed. 1989. doi:10.1007/978-1-4899-3242-6
 */
public final class GeneralizedLinearModel {

    private final Family family;
    private final GlmOptions options;
    private final Optional<double[]> start;

    private GeneralizedLinearModel(Family family, GlmOptions options, Optional<double[]> start) {
        this.family = family;
        this.options = options;
        this.start = start;
    }

    public static GeneralizedLinearModel of(Family family) {
        return new GeneralizedLinearModel(family, GlmOptions.defaults(), Optional.empty());
    }

    public GlmOptions options() {
        return options;
    }

    public GeneralizedLinearModel with(GlmOptions newOptions) {
        return new GeneralizedLinearModel(family, newOptions, start);
    }

    public GeneralizedLinearModel with(Numerics numerics) {
        return with(options.with(numerics));
    }

    public GeneralizedLinearModel startingFrom(double[] coefficients) {
        return new GeneralizedLinearModel(family, options, Optional.of(coefficients.clone()));
    }

    public GlmFit fit(DesignMatrix design, double[] outcome) {
        return fit(design, outcome, Optional.empty(), Optional.empty());
    }

    public GlmFit fit(DesignMatrix design, double[] outcome, Optional<double[]> weights, Optional<double[]> offset) {
        return new Irls(Distribution.of(family), options).fit(new Irls.Input(design, outcome, weights, offset), start);
    }

    /** The coefficients of {@link #fit} alone, for resamples: no covariance, no likelihood. */
    public double[] coefficients(DesignMatrix design, double[] outcome) {
        Irls.Input input = new Irls.Input(design, outcome, Optional.empty(), Optional.empty());
        return new Irls(Distribution.of(family), options).coefficients(input, start);
    }

    /** Means that a fitted model (without offset) gives to other rows, whose columns must be the model's. */
    public static double[] predict(GlmFit fit, DesignMatrix design) {
        if (!design.terms().equals(fit.terms())) {
            throw new IllegalArgumentException("the design has other terms than the model");
        }
        double[] means = design.times(fit.coefficients());
        Distribution distribution = Distribution.of(fit.family());
        for (int i = 0; i < means.length; i++) {
            means[i] = distribution.mean(means[i]);
        }
        return means;
    }
}
