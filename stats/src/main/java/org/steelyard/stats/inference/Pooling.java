package org.steelyard.stats.inference;

import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;

/**
 * Whether estimates of the same quantity differ more than chance allows, and their inverse-variance mean.
 *
 * <p><b>Formula</b>: with w = 1/se² and ȳ = Σwy/Σw on the estimates' scale, Q = Σ w (y − ȳ)² is chi-squared with k − 1 degrees of freedom
 * when all estimate one number [1]. Used for interaction between subgroups. {@link #random} adds DerSimonian and Laird's between-study variance
 * [2]. <b>Assumptions</b>: independent estimates with known standard errors.
 *
 * <ol>
 *   <li>Cochran, Biometrics 1954;10:101-129, doi:10.2307/3001666.
 *   <li>DerSimonian and Laird, Control Clin Trials 1986;7:177-188, doi:10.1016/0197-2456(86)90046-2.
 * </ol>
 */
public final class Pooling {

    /**
     * @param betweenVariance 0 for the fixed-effect mean
     * @param inconsistency I², share of the variation beyond chance, in [0, 1)
     */
    public record Result(Estimate pooled, ChiSquared heterogeneity, double betweenVariance, double inconsistency) {}

    private Pooling() {}

    /** Cochran's Q over estimates that are all on one scale. */
    public static ChiSquared heterogeneity(List<Estimate> estimates) {
        return fixed(estimates, 0.95).heterogeneity();
    }

    /**
     * The same for vectors: with V_k the covariance of y_k and ȳ = (Σ V_k⁻¹)⁻¹ Σ V_k⁻¹ y_k, Q = Σ (y_k − ȳ)' V_k⁻¹ (y_k − ȳ) is chi-squared with (number − 1) times length degrees of freedom.
     *
     * @param values of one length; {@code covariances} positive definite
     */
    public static ChiSquared heterogeneity(List<double[]> values, List<Matrix> covariances) {
        int length = values.getFirst().length;
        Matrix total = Matrix.zero(length, length);
        double[] sum = new double[length];
        for (int k = 0; k < values.size(); k++) {
            Matrix precision = PositiveDefinite.inverse(covariances.get(k), "covariance");
            total = total.plus(precision);
            double[] pulled = precision.times(values.get(k));
            for (int j = 0; j < length; j++) {
                sum[j] += pulled[j];
            }
        }
        double[] mean = PositiveDefinite.solve(total, sum, "precision");
        double q = 0;
        for (int k = 0; k < values.size(); k++) {
            double[] gap = values.get(k).clone();
            for (int j = 0; j < length; j++) {
                gap[j] -= mean[j];
            }
            q += PositiveDefinite.inverse(covariances.get(k), "covariance").quadraticForm(gap);
        }
        return ChiSquared.of(q, (values.size() - 1) * length);
    }

    public static Result fixed(List<Estimate> estimates, double level) {
        return weighted(estimates, level, 0);
    }

    public static Result random(List<Estimate> estimates, double level) {
        ChiSquared q = heterogeneity(estimates);
        double sum = 0;
        double squares = 0;
        for (Estimate e : estimates) {
            double w = 1 / (e.se() * e.se());
            sum += w;
            squares += w * w;
        }
        double scale = sum - squares / sum;
        double between = q.df() == 0 ? 0 : Math.max(0, (q.statistic() - q.df()) / scale);
        return weighted(estimates, level, between);
    }

    private static Result weighted(List<Estimate> estimates, double level, double between) {
        Scale scale = commonScale(estimates);
        double[] mean = weightedMean(estimates, between);
        double[] fixed = weightedMean(estimates, 0);
        double q = 0;
        for (Estimate e : estimates) {
            double d = e.transformed() - fixed[0];
            q += d * d / (e.se() * e.se());
        }
        int df = estimates.size() - 1;
        Estimate pooled = Estimate.wald(scale, mean[0], Math.sqrt(1 / mean[1]), level, Double.POSITIVE_INFINITY);
        double inconsistency = q > df ? (q - df) / q : 0;
        return new Result(pooled, ChiSquared.of(q, df), between, inconsistency);
    }

    /** Mean and sum of weights. */
    private static double[] weightedMean(List<Estimate> estimates, double between) {
        double sum = 0;
        double total = 0;
        for (Estimate e : estimates) {
            double w = 1 / (e.se() * e.se() + between);
            sum += w * e.transformed();
            total += w;
        }
        return new double[] {sum / total, total};
    }

    private static Scale commonScale(List<Estimate> estimates) {
        if (estimates.isEmpty()
                || estimates.stream().anyMatch(e -> !(e.se() > 0) || !Double.isFinite(e.transformed()))) {
            throw EstimationError.EMPTY_TABLE.at(
                    "estimates",
                    Text.of("合并或异质性检验要求每个估计值有限且标准误大于 0", "pooling needs finite estimates with standard errors above 0"),
                    Text.of("去掉无法估计的亚组", "leave out subgroups that cannot be estimated"));
        }
        Scale scale = estimates.getFirst().scale();
        if (estimates.stream().anyMatch(e -> e.scale() != scale)) {
            throw new IllegalArgumentException("estimates on different scales cannot be pooled");
        }
        return scale;
    }
}
