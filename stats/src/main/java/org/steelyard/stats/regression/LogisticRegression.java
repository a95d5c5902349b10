package org.steelyard.stats.regression;

import java.util.Optional;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;

/**
 * Logistic regression by maximum likelihood.
 *
 * <p><b>Estimand.</b> Log odds ratios: {@code logit P(Y = 1 | x) = x'b}. <b>Assumes</b> independent rows, a linear
 * predictor that holds, and overlap (no combination of terms predicts the outcome perfectly).
 *
 * <p><b>Method.</b> Iteratively reweighted least squares from R's starting values, {@code b <- b + (X'WX)^-1 X'v(y - p)}
 * with {@code W = v p (1 - p)} and {@code v} the prior weights; steps that raise the deviance are halved. As in R the
 * covariance is the inverse information at which the last step was taken.
 *
 * <p><b>Arguments.</b> {@code y} holds 0 and 1 (proportions in between are taken as they are), {@code weights} are not
 * negative: frequencies or sampling weights. The log-likelihood is {@code sum v (y log p + (1-y) log(1-p))}.
 *
 * <p><b>Errors.</b> Collinear or constant terms, separation (complete or quasi-complete) and failure to converge are
 * errors that name the term. R returns NA for the first, and for the others huge coefficients with at most a warning.
 * Separation shows as a Newton step that goes on moving some linear predictor by about one unit while the deviance no
 * longer changes (Albert and Anderson 1984 describe the geometry).
 *
 * <p>1. McCullagh P, Nelder JA. Generalized Linear Models. 2nd ed. 1989. doi:10.1007/978-1-4899-3242-6. 2. Albert A,
 * Anderson JA. Biometrika 1984;71:1-10. doi:10.1093/biomet/71.1.1.
 */
public final class LogisticRegression {

    private final GeneralizedLinearModel model;

    private LogisticRegression(GeneralizedLinearModel model) {
        this.model = model;
    }

    public static LogisticRegression withDefaults() {
        return new LogisticRegression(GeneralizedLinearModel.of(Family.BINOMIAL));
    }

    public LogisticRegression with(Numerics numerics) {
        return with(model.options().with(numerics));
    }

    public LogisticRegression with(GlmOptions options) {
        return new LogisticRegression(model.with(options));
    }

    /** Relative change of the deviance that ends the iterations; 1e-8 by default, 1e-12 suits a propensity score. */
    public LogisticRegression withTolerance(double tolerance) {
        return with(model.options().withTolerance(tolerance));
    }

    public LogisticRegression withMaxIterations(int iterations) {
        return with(model.options().withMaxIterations(iterations));
    }

    /** Adds a ridge penalty; separation is then no error, since the penalised maximum exists. */
    public LogisticRegression withRidge(double ridge) {
        return with(model.options().withRidge(ridge));
    }

    /** Starts from these coefficients, for instance those of the full sample in a bootstrap. */
    public LogisticRegression startingFrom(double[] coefficients) {
        return new LogisticRegression(model.startingFrom(coefficients));
    }

    public GlmFit fit(DesignMatrix design, double[] outcome) {
        return model.fit(design, outcome, Optional.empty(), Optional.empty());
    }

    public GlmFit fit(DesignMatrix design, double[] outcome, double[] weights) {
        return model.fit(design, outcome, Optional.of(weights), Optional.empty());
    }

    /** Probabilities that a fitted model gives to other rows. */
    public static double[] predict(GlmFit fit, DesignMatrix design) {
        return GeneralizedLinearModel.predict(fit, design);
    }
}
