package org.steelyard.economics.survival.internal;

import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.steelyard.economics.survival.Family;

/** Logarithm of density and survival of the families. */
public final class Density {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final double LOG_ROOT_2_PI = 0.9189385332046727;
    /** Below it the generalised gamma is a log-normal to all digits. */
    private static final double NEARLY_ZERO = 1e-5;

    private Density() {}

    /** @param p natural parameters */
    public static double logDensity(Family family, double[] p, double t) {
        return switch (family) {
            case EXPONENTIAL -> StrictMath.log(p[0]) - p[0] * t;
            case WEIBULL -> {
                double z = StrictMath.log(t / p[1]);
                yield StrictMath.log(p[0] / p[1]) + (p[0] - 1) * z - StrictMath.exp(p[0] * z);
            }
            case WEIBULL_PH ->
                StrictMath.log(p[0] * p[1]) + (p[0] - 1) * StrictMath.log(t) - p[1] * StrictMath.pow(t, p[0]);
            case GOMPERTZ -> StrictMath.log(p[1]) + p[0] * t + logSurvival(family, p, t);
            case LOGNORMAL -> {
                double z = (StrictMath.log(t) - p[0]) / p[1];
                yield -StrictMath.log(t * p[1]) - LOG_ROOT_2_PI - z * z / 2;
            }
            case LOGLOGISTIC -> {
                double z = p[0] * StrictMath.log(t / p[1]);
                yield StrictMath.log(p[0] / t) + z - 2 * softPlus(z);
            }
            case GAMMA ->
                p[0] * StrictMath.log(p[1]) + (p[0] - 1) * StrictMath.log(t) - p[1] * t - LogGamma.value(p[0]);
            case GENERALISED_GAMMA -> generalisedGamma(p, t);
            case GENERALISED_F -> generalisedF(p, t);
        };
    }

    public static double logSurvival(Family family, double[] p, double t) {
        return switch (family) {
            case EXPONENTIAL -> -p[0] * t;
            case WEIBULL -> -StrictMath.pow(t / p[1], p[0]);
            case WEIBULL_PH -> -p[1] * StrictMath.pow(t, p[0]);
            case GOMPERTZ -> p[0] == 0 ? -p[1] * t : -p[1] / p[0] * StrictMath.expm1(p[0] * t);
            case LOGNORMAL -> logUpper((StrictMath.log(t) - p[0]) / p[1]);
            case LOGLOGISTIC -> -softPlus(p[0] * StrictMath.log(t / p[1]));
            case GAMMA -> StrictMath.log(RegularizedGamma.Q.value(p[0], p[1] * t));
            case GENERALISED_GAMMA -> {
                double w = (StrictMath.log(t) - p[0]) / p[1];
                if (Math.abs(p[2]) < NEARLY_ZERO) {
                    yield logUpper(w);
                }
                double k = 1 / (p[2] * p[2]);
                double x = k * StrictMath.exp(p[2] * w);
                yield StrictMath.log(p[2] > 0 ? RegularizedGamma.Q.value(k, x) : RegularizedGamma.P.value(k, x));
            }
            case GENERALISED_F -> {
                double[] s = shapes(p);
                double e = StrictMath.exp((StrictMath.log(t) - p[0]) * s[2] / p[1]);
                yield StrictMath.log(RegularizedBeta.value(s[1] / (s[1] + s[0] * e), s[1], s[0]));
            }
        };
    }

    private static double generalisedGamma(double[] p, double t) {
        double w = (StrictMath.log(t) - p[0]) / p[1];
        double q = p[2];
        if (Math.abs(q) < NEARLY_ZERO) {
            return -StrictMath.log(t * p[1]) - LOG_ROOT_2_PI - w * w / 2;
        }
        double k = 1 / (q * q);
        return -StrictMath.log(p[1] * t)
                + StrictMath.log(Math.abs(q))
                + k * StrictMath.log(k)
                + k * (q * w - StrictMath.exp(q * w))
                - LogGamma.value(k);
    }

    /** s₁, s₂ and δ of Prentice's parameters. */
    private static double[] shapes(double[] p) {
        double square = p[2] * p[2] + 2 * p[3];
        double delta = Math.sqrt(square);
        return new double[] {2 / (square + p[2] * delta), 2 / (square - p[2] * delta), delta};
    }

    private static double generalisedF(double[] p, double t) {
        double[] s = shapes(p);
        double w = (StrictMath.log(t) - p[0]) * s[2] / p[1];
        return StrictMath.log(s[2])
                + s[0] * w
                + s[0] * (StrictMath.log(s[0]) - StrictMath.log(s[1]))
                - StrictMath.log(p[1] * t)
                - (s[0] + s[1]) * StrictMath.log1p(s[0] / s[1] * StrictMath.exp(w))
                - LogBeta.value(s[0], s[1]);
    }

    /** ln Φ(−z); for large z the leading terms of Mills' ratio. */
    public static double logUpper(double z) {
        if (z > 30) {
            return -z * z / 2 - LOG_ROOT_2_PI - StrictMath.log(z) - 1 / (z * z);
        }
        return StrictMath.log(NORMAL.survivalProbability(z));
    }

    /** ln(1 + e^z). */
    public static double softPlus(double z) {
        return z > 0 ? z + StrictMath.log1p(StrictMath.exp(-z)) : StrictMath.log1p(StrictMath.exp(z));
    }
}
