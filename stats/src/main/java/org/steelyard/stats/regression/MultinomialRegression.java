package org.steelyard.stats.regression;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.internal.MultinomialNewton;

/**
 * Multinomial logistic regression by maximum likelihood: {@code log P(Y = k | x) / P(Y = 0 | x) = x'b_k}.
 *
 * <p>Newton's method on all coefficients together, with step halving. Separation and collinear terms are errors, as in
 * {@link LogisticRegression}; with a ridge neither is. R's {@code nnet::multinom} uses BFGS and stops earlier.
 *
 * <p>Agresti A. Categorical Data Analysis. 3rd ed. 2013, chapter 8. ISBN 978-0-470-46363-5
 */
public final class MultinomialRegression {

    private final GlmOptions options;

    private MultinomialRegression(GlmOptions options) {
        this.options = options;
    }

    public static MultinomialRegression withDefaults() {
        return new MultinomialRegression(GlmOptions.defaults());
    }

    public MultinomialRegression with(GlmOptions newOptions) {
        return new MultinomialRegression(newOptions);
    }

    public MultinomialRegression with(Numerics numerics) {
        return with(options.with(numerics));
    }

    public MultinomialRegression withRidge(double ridge) {
        return with(options.withRidge(ridge));
    }

    /** @param category from 0 to {@code categories - 1}; without a ridge each must occur */
    public MultinomialFit fit(DesignMatrix design, int[] category, int categories) {
        return fit(design, category, categories, Optional.empty());
    }

    public MultinomialFit fit(DesignMatrix design, int[] category, int categories, Optional<double[]> weights) {
        return new MultinomialNewton(design, category, categories, options).fit(weights);
    }

    /** Probabilities: one array per category, one value per row. */
    public static double[][] predict(MultinomialFit fit, DesignMatrix design) {
        if (!design.terms().equals(fit.terms())) {
            throw new IllegalArgumentException("the design has other terms than the model");
        }
        int p = design.columns();
        double[] flat = fit.coefficients().toArray();
        double[][] predictors = new double[fit.categories()][];
        predictors[0] = new double[design.rows()];
        for (int k = 1; k < predictors.length; k++) {
            predictors[k] = design.times(Arrays.copyOfRange(flat, (k - 1) * p, k * p));
        }
        MultinomialNewton.softmax(predictors);
        return predictors;
    }
}
