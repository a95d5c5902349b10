package org.steelyard.stats.causal.internal;

import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.RegressionFit;

/**
 * How each person moves a quantity through a model's coefficients: person i moves the coefficients by B x_i s_i, with B the bread and s_i
 * the score residual.
 */
public final class ModelInfluence {

    private ModelInfluence() {}

    /**
     * One value per row on which the model was fitted.
     *
     * @param fitted the rows on which the model was fitted
     * @param gradient derivative of the quantity by the coefficients
     */
    public static double[] of(RegressionFit fit, DesignMatrix fitted, double[] gradient, Numerics numerics) {
        double[] moved = fitted.times(fit.bread().times(gradient), numerics);
        double[] residuals = fit.scoreResiduals();
        for (int i = 0; i < moved.length; i++) {
            moved[i] *= residuals[i];
        }
        return moved;
    }
}
