package org.steelyard.stats.calibration;

import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.NelderMead;
import org.steelyard.stats.internal.Roots;

/**
 * Systematic error that changes with the true effect, from negative and positive controls.
 *
 * <p><b>Model</b> [1]: log RR_i ~ N(a + bθ_i, (c + d|θ_i|)² + se_i²), θ the true log effect, c and d not negative, by maximum likelihood; a and b are profiled out.
 * <b>Calibrated interval</b>: the true effects θ for which the estimate lies within the level's quantiles of its distribution; the point is (log RR − a)/b; se is the
 * interval's half width over the quantile. <b>Assumption</b>: as {@link EmpiricalNull}; synthetic positive controls carry the error of the negative controls they
 * were made from.
 *
 * <p>[1] Schuemie et al., Proc Natl Acad Sci 2018;115:2571-2577, doi:10.1073/pnas.1708282114.
 */
public record SystematicErrorModel(double meanIntercept, double meanSlope, double sdIntercept, double sdSlope) {

    private static final double WIDEST = 50;

    public static SystematicErrorModel fit(double[] logEstimate, double[] standardError, double[] trueLog) {
        Checks.sameLength(logEstimate.length, standardError.length, trueLog.length);
        Checks.finite("log estimate", logEstimate);
        Checks.finite("standard error", standardError);
        Checks.finite("true effect", trueLog);
        DesignError.requireSetting(
                java.util.Arrays.stream(trueLog).distinct().count() > 1,
                "true effect",
                "至少两种真实效应",
                "at least two different true effects");
        Profile profile = new Profile(logEstimate, standardError, trueLog);
        double[] sd =
                NelderMead.minimise(profile::minusLogLikelihood, new double[] {0.2, 0.05}, new double[] {0.1, 0.05});
        double[] mean = profile.mean(sd);
        return new SystematicErrorModel(mean[0], mean[1], Math.abs(sd[0]), Math.abs(sd[1]));
    }

    private record Profile(double[] y, double[] se, double[] x) {

        private double variance(double[] sd, int i) {
            double s = Math.abs(sd[0]) + Math.abs(sd[1]) * Math.abs(x[i]);
            return s * s + se[i] * se[i];
        }

        /** Weighted least squares of y on x. */
        double[] mean(double[] sd) {
            double w = 0;
            double wx = 0;
            double wy = 0;
            double wxx = 0;
            double wxy = 0;
            for (int i = 0; i < y.length; i++) {
                double weight = 1 / variance(sd, i);
                w += weight;
                wx += weight * x[i];
                wy += weight * y[i];
                wxx += weight * x[i] * x[i];
                wxy += weight * x[i] * y[i];
            }
            double slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
            return new double[] {(wy - slope * wx) / w, slope};
        }

        double minusLogLikelihood(double[] sd) {
            double[] m = mean(sd);
            double sum = 0;
            for (int i = 0; i < y.length; i++) {
                double v = variance(sd, i);
                double r = y[i] - m[0] - m[1] * x[i];
                sum += (Math.log(v) + r * r / v) / 2;
            }
            return sum;
        }
    }

    /** The estimate and its interval on the ratio scale. */
    public Estimate calibrate(double logEstimate, double standardError, double level) {
        double z = NormalDistribution.of(0, 1).inverseCumulativeProbability(1 - (1 - level) / 2);
        double middle = (logEstimate - meanIntercept) / meanSlope;
        double lower = limit(logEstimate, standardError, z);
        double upper = limit(logEstimate, standardError, -z);
        double se = (upper - lower) / (2 * z);
        double p = 2 * NormalDistribution.of(0, 1).survivalProbability(Math.abs(score(0, logEstimate, standardError)));
        return new Estimate(
                Scale.LOG, Math.exp(middle), se, Math.exp(lower), Math.exp(upper), level, p, Double.POSITIVE_INFINITY);
    }

    private double limit(double logEstimate, double standardError, double z) {
        return Roots.between(x -> score(x, logEstimate, standardError) - z, -WIDEST, WIDEST);
    }

    private double score(double trueLog, double logEstimate, double standardError) {
        double sd = sdIntercept + sdSlope * Math.abs(trueLog);
        return (logEstimate - meanIntercept - meanSlope * trueLog) / Math.hypot(sd, standardError);
    }
}
