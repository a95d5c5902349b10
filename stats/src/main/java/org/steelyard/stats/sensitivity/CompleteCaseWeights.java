package org.steelyard.stats.sensitivity;

import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.LogisticRegression;

/**
 * Weights that make those with a known value stand for everybody: 1 / P(known | x), logistic.
 *
 * <p><b>Estimand.</b> {@link #mean}: the mean had nobody's value been missing. <b>Assumptions</b>: missing at random given x; everybody could have been known; the
 * logistic model. <b>Formula</b> Σ wy / Σ w over the known; standard error from the influence w(y − μ) plus the model's share −E[w(y − μ)(1 − π) x]' V s, s the score of the model [1].
 *
 * <p>[1] Seaman and White, Stat Methods Med Res 2013;22:278-295, doi:10.1177/0962280210395740.
 *
 * @param weight 0 where the value is missing
 * @param probability of being known
 */
public record CompleteCaseWeights(double[] weight, double[] probability, GlmFit model) {

    public static CompleteCaseWeights of(DesignMatrix design, boolean[] known) {
        Checks.sameLength(design.rows(), known.length);
        double[] y = new double[known.length];
        for (int i = 0; i < y.length; i++) {
            y[i] = known[i] ? 1 : 0;
        }
        GlmFit fit = LogisticRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(design, y);
        double[] weight = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            weight[i] = known[i] ? 1 / fit.fitted()[i] : 0;
        }
        return new CompleteCaseWeights(weight, fit.fitted(), fit);
    }

    /** @param values what stands where the value is missing is not read */
    public Estimate mean(DesignMatrix design, double[] values, double level) {
        int n = weight.length;
        Checks.sameLength(n, values.length);
        double sum = 0;
        double total = 0;
        for (int i = 0; i < n; i++) {
            sum += weight[i] > 0 ? weight[i] * values[i] : 0;
            total += weight[i];
        }
        double mean = sum / total;
        double[] own = new double[n];
        for (int i = 0; i < n; i++) {
            own[i] = weight[i] > 0 ? weight[i] * (values[i] - mean) / total : 0;
        }
        double variance = 0;
        for (double influence : influence(design, own, Numerics.standard())) {
            variance += influence * influence;
        }
        return Estimate.normal(mean, Math.sqrt(variance), level);
    }

    /**
     * Each person's influence on an estimate that weighs by these weights, those without a value included: they say how the model of being known was fitted.
     *
     * @param own influence on the estimate with the weights as given, proportional to the weight; 0 where the value is missing
     */
    public double[] influence(DesignMatrix design, double[] own, Numerics numerics) {
        int n = weight.length;
        Checks.sameLength(n, own.length, design.rows());
        double[] slope = new double[n];
        for (int i = 0; i < n; i++) {
            slope[i] = own[i] * (1 - probability[i]);
        }
        double[] direction = model.bread().times(design.transposeTimes(slope, numerics));
        double[] share = design.times(direction, numerics);
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = own[i] - model.scoreResiduals()[i] * share[i];
        }
        return out;
    }
}
