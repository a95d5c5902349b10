package org.steelyard.economics.model.internal.graph;

import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.apache.commons.numbers.gamma.RegularizedGamma;
import org.apache.commons.statistics.distribution.BetaDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/** Functions beyond arithmetic, with their limits at the ends of the range. */
public final class Special {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private Special() {}

    public static double phi(double x) {
        return Double.isNaN(x) ? x : NORMAL.cumulativeProbability(x);
    }

    public static double phiInverse(double p) {
        return p >= 0 && p <= 1 ? NORMAL.inverseCumulativeProbability(p) : Double.NaN;
    }

    static double gammaQ(double a, double x) {
        if (!(a > 0) || Double.isNaN(x)) {
            return Double.NaN;
        }
        if (x <= 0) {
            return 1;
        }
        return x == Double.POSITIVE_INFINITY ? 0 : RegularizedGamma.Q.value(a, x);
    }

    static double gammaQInverse(double a, double p) {
        return a > 0 && p >= 0 && p <= 1 ? GammaDistribution.of(a, 1).inverseSurvivalProbability(p) : Double.NaN;
    }

    static double beta(double x, double a, double b) {
        if (!(a > 0 && b > 0 && x >= 0)) {
            return Double.NaN;
        }
        return x >= 1 ? 1 : RegularizedBeta.value(x, a, b);
    }

    static double betaInverse(double p, double a, double b) {
        return a > 0 && b > 0 && p >= 0 && p <= 1
                ? BetaDistribution.of(a, b).inverseCumulativeProbability(p)
                : Double.NaN;
    }

    static double lnGamma(double x) {
        return LogGamma.value(x);
    }

    /** Halves away from zero. */
    static double round(double x) {
        double magnitude = Math.abs(x);
        double down = Math.floor(magnitude);
        return Math.copySign(magnitude - down >= 0.5 ? down + 1 : down, x);
    }
}
