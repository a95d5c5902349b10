package org.steelyard.stats.transport;

import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.GlmOptions;
import org.steelyard.stats.regression.LogisticRegression;

/**
 * Weights that make the people of a study (or an external control arm) look like a target population.
 *
 * <p><b>Estimand.</b> {@link Target#OTHERS}: the effect in the target sample alone (transport): weights p(target | x)/p(study | x). {@link Target#EVERYBODY}: in study and target together
 * (generalisation): 1/p(study | x). <b>Assumptions</b>: given x, effects (or, for external controls, outcomes) do not depend on where people come from; everybody in the target could have been
 * in the study; the logistic model of belonging. <b>Diagnostics</b>: effective size, largest share, distance of means before and after ({@link #distance}).
 *
 * <p>[1] Westreich et al., Am J Epidemiol 2017;186:1010-1014, doi:10.1093/aje/kwx164; [2] Dahabreh et al., Stat Med 2020;39:1999-2014, doi:10.1002/sim.8426.
 *
 * @param weight per row of the study, mean 1
 * @param probability of belonging to the study, study rows first, then target
 */
public record TransportWeights(
        double[] weight, double[] probability, GlmFit model, double effectiveSize, double largestShare) {

    /** Whom the weighted study stands for. */
    public enum Target {
        OTHERS,
        EVERYBODY
    }

    public static TransportWeights of(List<String> terms, double[][] study, double[][] target, Target whom) {
        int n = study[0].length;
        int m = target[0].length;
        double[][] columns = new double[terms.size()][n + m];
        for (int j = 0; j < columns.length; j++) {
            System.arraycopy(study[j], 0, columns[j], 0, n);
            System.arraycopy(target[j], 0, columns[j], n, m);
        }
        double[] member = new double[n + m];
        Arrays.fill(member, 0, n, 1);
        GlmFit fit = LogisticRegression.withDefaults()
                .with(GlmOptions.defaults().withTolerance(1e-12))
                .fit(DesignMatrix.withIntercept(terms, columns), member);
        double[] weight = new double[n];
        double sum = 0;
        double squares = 0;
        double largest = 0;
        for (int i = 0; i < n; i++) {
            double p = fit.fitted()[i];
            weight[i] = whom == Target.OTHERS ? (1 - p) / p : 1 / p;
            sum += weight[i];
            squares += weight[i] * weight[i];
            largest = Math.max(largest, weight[i]);
        }
        double mean = sum / n;
        double[] scaled = Arrays.stream(weight).map(w -> w / mean).toArray();
        return new TransportWeights(scaled, fit.fitted(), fit, sum * sum / squares, largest / sum);
    }

    /** Difference of weighted means, treated minus control, in the target; standard error from the influence of people, weights taken as known. */
    public Estimate difference(double[] outcome, boolean[] treated, double level) {
        Checks.sameLength(weight.length, outcome.length, treated.length);
        Checks.bothArms(treated, weight, 2);
        double[] mean = new double[2];
        double[] total = new double[2];
        for (int i = 0; i < weight.length; i++) {
            int arm = treated[i] ? 1 : 0;
            mean[arm] += weight[i] * outcome[i];
            total[arm] += weight[i];
        }
        mean[0] /= total[0];
        mean[1] /= total[1];
        double variance = 0;
        for (int i = 0; i < weight.length; i++) {
            int arm = treated[i] ? 1 : 0;
            double influence = weight[i] * (outcome[i] - mean[arm]) / total[arm];
            variance += influence * influence;
        }
        return Estimate.normal(mean[1] - mean[0], Math.sqrt(variance), level);
    }

    /** Weighted mean of a study column minus the target's mean, over the target's standard deviation. */
    public double distance(double[] study, double[] target) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < weight.length; i++) {
            sum += weight[i] * study[i];
            total += weight[i];
        }
        double sd = Math.sqrt(org.steelyard.stats.internal.Sums.variance(target));
        double gap = sum / total - org.steelyard.stats.internal.Sums.mean(target);
        return sd > 0 ? gap / sd : gap;
    }

    /**
     * Matching-adjusted indirect comparison: weights exp(x'a) of the study's people that give it the means published for another study.
     *
     * <p><b>Formula</b>: a minimises Σ exp((x_i − target)'a), convex, by Newton's method; at the minimum the weighted means are the target's. To match a standard deviation too, give the square as a
     * further column with mean m² + s². <b>Cannot</b>: reach means outside the study's range (an error), nor balance what was not published; an unanchored comparison (without a common
     * control arm) also needs every prognostic factor in x. Signorovitch et al., Value Health 2012;15:940-947, doi:10.1016/j.jval.2012.05.004.
     *
     * @param weight mean 1
     */
    public record Maic(double[] weight, double[] coefficients, double effectiveSize, double largestShare) {}

    private static final int MOST_STEPS = 200;

    public static Maic maic(List<String> terms, double[][] study, double[] targetMeans) {
        Checks.sameLength(terms.size(), study.length, targetMeans.length);
        int n = study[0].length;
        double[][] centred = new double[study.length][n];
        double[] scale = new double[study.length];
        for (int j = 0; j < study.length; j++) {
            Checks.finite(terms.get(j), study[j]);
            scale[j] = Math.max(1e-300, Math.sqrt(org.steelyard.stats.internal.Sums.variance(study[j])));
            for (int i = 0; i < n; i++) {
                centred[j][i] = (study[j][i] - targetMeans[j]) / scale[j];
            }
        }
        DesignMatrix x = DesignMatrix.of(terms, centred);
        double[] a = new double[study.length];
        double[] w = exponentials(x, a);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] gradient = x.transposeTimes(w, Numerics.standard());
            double total = Arrays.stream(w).sum();
            if (Arrays.stream(gradient).allMatch(g -> Math.abs(g) <= 1e-12 * total)) {
                return summary(w, a, scale);
            }
            Matrix hessian = x.crossProduct(w, Numerics.standard());
            double[] move =
                    org.steelyard.stats.linear.Cholesky.of(hessian, 1e-14).solve(gradient);
            double[] next = minus(a, move, 1);
            double[] trial = exponentials(x, next);
            for (double share = 1; !(Arrays.stream(trial).sum() <= total) && share > 1e-8; share /= 2) {
                next = minus(a, move, share / 2);
                trial = exponentials(x, next);
            }
            a = next;
            w = trial;
            if (Arrays.stream(a).anyMatch(v -> !(Math.abs(v) < 100))
                    || Arrays.stream(w).sum() < 1e-8 * n) {
                break;
            }
        }
        throw DesignError.OUT_OF_REACH.at(
                "target means",
                Text.of("目标均值超出研究人群所能加权达到的范围", "no weights of the study's people reach the target's means"),
                Text.of("减少匹配变量或检查目标均值", "match on fewer variables, or check the target's means"));
    }

    private static double[] exponentials(DesignMatrix x, double[] a) {
        return Arrays.stream(x.times(a)).map(Math::exp).toArray();
    }

    private static double[] minus(double[] a, double[] move, double share) {
        double[] next = a.clone();
        for (int j = 0; j < next.length; j++) {
            next[j] -= share * move[j];
        }
        return next;
    }

    private static Maic summary(double[] w, double[] a, double[] scale) {
        double sum = Arrays.stream(w).sum();
        double squares = Arrays.stream(w).map(v -> v * v).sum();
        double largest = Arrays.stream(w).max().orElse(0);
        double mean = sum / w.length;
        double[] coefficients = a.clone();
        for (int j = 0; j < coefficients.length; j++) {
            coefficients[j] /= scale[j];
        }
        double[] weight = Arrays.stream(w).map(v -> v / mean).toArray();
        return new Maic(weight, coefficients, sum * sum / squares, largest / sum);
    }
}
