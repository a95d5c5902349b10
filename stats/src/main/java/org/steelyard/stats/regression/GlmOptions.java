package org.steelyard.stats.regression;

import org.steelyard.stats.linear.Numerics;

/**
 * Settings of an iterative fit.
 *
 * @param tolerance the fit has converged when the deviance changes by less than this, relative to its size plus 0.1
 * @param ridge penalty: half of this times the squared coefficients is taken from the log-likelihood, the intercept not
 *     penalised; zero for none
 * @param requireConvergence fail when the iterations run out, rather than return an unconverged fit
 * @param numerics kernel and threads
 */
public record GlmOptions(
        double tolerance, int maxIterations, double ridge, boolean requireConvergence, Numerics numerics) {

    public GlmOptions {
        if (!(tolerance > 0) || maxIterations < 1 || !(ridge >= 0)) {
            throw new IllegalArgumentException("tolerance above 0, at least one iteration, ridge of 0 or more");
        }
    }

    /** As R's {@code glm.control}, but for up to 50 iterations. */
    public static GlmOptions defaults() {
        return new GlmOptions(1e-8, 50, 0, true, Numerics.standard());
    }

    public GlmOptions withTolerance(double value) {
        return new GlmOptions(value, maxIterations, ridge, requireConvergence, numerics);
    }

    public GlmOptions withMaxIterations(int value) {
        return new GlmOptions(tolerance, value, ridge, requireConvergence, numerics);
    }

    public GlmOptions withRidge(double value) {
        return new GlmOptions(tolerance, maxIterations, value, requireConvergence, numerics);
    }

    public GlmOptions requiringConvergence(boolean value) {
        return new GlmOptions(tolerance, maxIterations, ridge, value, numerics);
    }

    public GlmOptions with(Numerics value) {
        return new GlmOptions(tolerance, maxIterations, ridge, requireConvergence, value);
    }
}
