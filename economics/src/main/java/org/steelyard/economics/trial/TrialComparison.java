package org.steelyard.economics.trial;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Mean differences of cost and effect between two arms with their covariance, the ratio's intervals, and net-benefit regression.
 *
 * <p>Var ΔC, Var ΔE and Cov add up s²/n of both arms. Fieller's limits solve (ΔC − λΔE)² = z² Var(ΔC − λΔE); where the leading coefficient ΔE² − z² Var ΔE is not positive they bound no interval, and
 * that is said. The delta method's interval is the ratio's first-order approximation. Net-benefit regression of NB = λE − C on the arm has coefficient λΔE − ΔC; its standard error is that of least
 * squares (equal variances).
 *
 * <p>References: Willan, O'Brien. Health Econ 1996;5:297–305, doi:10.1002/(SICI)1099-1050(199607)5:4&lt;297::AID-HEC216&gt;3.0.CO;2-T. Hoch, Briggs, Willan. Health Econ 2002;11:415–430, doi:10.1002/hec.678.
 */
public record TrialComparison(
        double deltaCost, double deltaEffect, double varianceCost, double varianceEffect, double covariance, int n) {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** An arm. */
    public record Arm(double[] cost, double[] effect) {
        public Arm {
            if (cost.length != effect.length || cost.length < 2) {
                throw new IllegalArgumentException("a cost and an effect for each of at least two people");
            }
        }

        double[] netBenefit(double threshold) {
            double[] out = new double[cost.length];
            for (int i = 0; i < out.length; i++) {
                out[i] = threshold * effect[i] - cost[i];
            }
            return out;
        }
    }

    /** @param bounded whether the limits enclose the ratios that agree with the data */
    public record RatioInterval(double lower, double upper, boolean bounded) {}

    /** @param p two-sided, t with n − 2 degrees of freedom @param acceptability one-sided probability that the net benefit is positive */
    public record NetBenefit(
            double value, double se, double p, double acceptability, double seUnequal, double acceptabilityNormal) {}

    public static TrialComparison of(Arm treated, Arm control) {
        return new TrialComparison(
                mean(treated.cost) - mean(control.cost),
                mean(treated.effect) - mean(control.effect),
                product(treated.cost, treated.cost) + product(control.cost, control.cost),
                product(treated.effect, treated.effect) + product(control.effect, control.effect),
                product(treated.cost, treated.effect) + product(control.cost, control.effect),
                treated.cost.length + control.cost.length);
    }

    private static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return sum / x.length;
    }

    /** Covariance of two means. */
    private static double product(double[] x, double[] y) {
        double mx = mean(x);
        double my = mean(y);
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += (x[i] - mx) * (y[i] - my);
        }
        return sum / (x.length - 1) / x.length;
    }

    public double icer() {
        return deltaCost / deltaEffect;
    }

    public RatioInterval fieller(double level) {
        double z = NORMAL.inverseCumulativeProbability((1 + level) / 2);
        double a = deltaEffect * deltaEffect - z * z * varianceEffect;
        double b = deltaCost * deltaEffect - z * z * covariance;
        double c = deltaCost * deltaCost - z * z * varianceCost;
        double discriminant = b * b - a * c;
        if (discriminant < 0) {
            return new RatioInterval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false);
        }
        double root = Math.sqrt(discriminant);
        double one = (b - root) / a;
        double two = (b + root) / a;
        return new RatioInterval(Math.min(one, two), Math.max(one, two), a > 0);
    }

    public double deltaMethodSe() {
        double r = icer();
        return Math.sqrt(varianceCost - 2 * r * covariance + r * r * varianceEffect) / Math.abs(deltaEffect);
    }

    public RatioInterval deltaMethod(double level) {
        double z = NORMAL.inverseCumulativeProbability((1 + level) / 2);
        double half = z * deltaMethodSe();
        return new RatioInterval(icer() - half, icer() + half, true);
    }

    public static NetBenefit netBenefit(Arm treated, Arm control, double threshold) {
        double[] a = treated.netBenefit(threshold);
        double[] b = control.netBenefit(threshold);
        double value = mean(a) - mean(b);
        int n = a.length + b.length;
        double pooled =
                (product(a, a) * a.length * (a.length - 1) + product(b, b) * b.length * (b.length - 1)) / (n - 2);
        double se = Math.sqrt(pooled * (1.0 / a.length + 1.0 / b.length));
        double unequal = Math.sqrt(product(a, a) + product(b, b));
        TDistribution t = TDistribution.of(n - 2);
        return new NetBenefit(
                value,
                se,
                2 * t.survivalProbability(Math.abs(value / se)),
                t.cumulativeProbability(value / se),
                unequal,
                NORMAL.cumulativeProbability(value / unequal));
    }
}
