package org.steelyard.stats.emulation;

import java.util.List;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Parallel;
import org.steelyard.stats.linear.Matrix;

/**
 * Cumulative incidence had everybody who started a trial been assigned treatment, and had everybody been assigned none.
 *
 * <p><b>Formula.</b> F_a(k) = 1 − mean over trials of Π_{j≤k} (1 − h(j | a, x)), h from the fitted hazard model. <b>Variance</b>: delta method with
 * the robust covariance of the coefficients, the trials' covariates taken as given; ∂S/∂b = −S Σ_{j≤k} h_j x_j.
 *
 * <p>Hernán MA, Epidemiology 2010;21:13-15, doi:10.1097/EDE.0b013e3181c1ea43.
 *
 * @param followUp 0, 1, …, horizon: risk at index k is that up to the end of follow-up period k
 */
public record StandardisedRisks(
        int[] followUp, List<Estimate> treated, List<Estimate> untreated, List<Estimate> difference) {

    private static final int PARTS = 32;

    public StandardisedRisks {
        treated = List.copyOf(treated);
        untreated = List.copyOf(untreated);
        difference = List.copyOf(difference);
    }

    /** @param horizon last follow-up period */
    public static StandardisedRisks of(SequentialTrials trials, PooledLogisticFit fit, int horizon, double level) {
        int[] starts = trials.trialStarts();
        Sums[] arms = new Sums[2];
        for (int arm = 0; arm < 2; arm++) {
            arms[arm] = sums(trials, fit, starts, new int[] {horizon, arm});
        }
        Matrix v = fit.robustCovariance();
        int[] times = java.util.stream.IntStream.rangeClosed(0, horizon).toArray();
        return new StandardisedRisks(
                times,
                estimates(arms[1], v, starts.length, level),
                estimates(arms[0], v, starts.length, level),
                estimates(arms[1].minus(arms[0]), v, starts.length, level));
    }

    private static List<Estimate> estimates(Sums sums, Matrix v, int trials, double level) {
        return java.util.stream.IntStream.range(0, sums.risk.length)
                .mapToObj(k -> Estimate.normal(
                        sums.risk[k] / trials, Math.sqrt(v.quadraticForm(sums.gradient[k])) / trials, level))
                .toList();
    }

    private static Sums sums(SequentialTrials trials, PooledLogisticFit fit, int[] starts, int[] horizonAndArm) {
        int p = fit.terms().size();
        int horizon = horizonAndArm[0];
        List<Sums> parts = Parallel.map(PARTS, 1, part -> {
            Sums sums = new Sums(horizon + 1, p);
            int from = (int) ((long) part * starts.length / PARTS);
            int to = (int) ((long) (part + 1) * starts.length / PARTS);
            double[] x = new double[p];
            for (int t = from; t < to; t++) {
                double[] slope = new double[p];
                double survival = 1;
                for (int k = 0; k <= horizon; k++) {
                    trials.fill(x, starts[t], k, horizonAndArm[1] == 1);
                    double h = 1 / (1 + Math.exp(-dot(x, fit.coefficients())));
                    survival *= 1 - h;
                    sums.add(k, survival, slope, new Hazard(h, x));
                }
            }
            return sums;
        });
        return parts.stream().reduce(new Sums(horizon + 1, p), Sums::plus);
    }

    private record Hazard(double h, double[] x) {}

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static final class Sums {
        private final double[] risk;
        private final double[][] gradient;

        Sums(int times, int p) {
            risk = new double[times];
            gradient = new double[times][p];
        }

        void add(int k, double survival, double[] slope, Hazard hazard) {
            risk[k] += 1 - survival;
            for (int j = 0; j < slope.length; j++) {
                slope[j] += hazard.h() * hazard.x()[j];
                gradient[k][j] += survival * slope[j];
            }
        }

        Sums plus(Sums other) {
            return combine(other, 1);
        }

        Sums minus(Sums other) {
            return combine(other, -1);
        }

        private Sums combine(Sums other, double sign) {
            Sums sum = new Sums(risk.length, gradient[0].length);
            for (int k = 0; k < risk.length; k++) {
                sum.risk[k] = risk[k] + sign * other.risk[k];
                for (int j = 0; j < gradient[k].length; j++) {
                    sum.gradient[k][j] = gradient[k][j] + sign * other.gradient[k][j];
                }
            }
            return sum;
        }
    }
}
