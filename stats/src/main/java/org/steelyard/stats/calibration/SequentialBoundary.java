package org.steelyard.stats.calibration;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntFunction;
import org.apache.commons.numbers.gamma.LogGamma;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;

/**
 * Critical values of the maximised sequential probability ratio test: the limit that the log-likelihood ratio may cross at one of several looks with probability of at
 * most α when there is no effect.
 *
 * <p><b>Poisson</b> [1]: n events where m are expected, LLR = n log(n/m) − (n − m) for n &gt; m, else 0. <b>Binomial</b>: c of n events exposed, expected share
 * p = 1/(1 + z), LLR = c log(c/np) + (n − c) log((n − c)/n(1 − p)) above p. Looks with fewer events than the least do not count. <b>Method</b>: exact, by recursion over the
 * distribution of counts that have not crossed; R's EmpiricalCalibration simulates. Counts are discrete, so only some α can be reached: the critical value is the
 * smallest ratio attainable that is passed with a probability of at most α, and a signal is a ratio above it.
 *
 * <p>[1] Kulldorff et al., Seq Anal 2011;30:58-78, doi:10.1080/07474946.2011.539924.
 *
 * @param critical value of the log-likelihood ratio
 * @param alpha probability of a signal under no effect
 */
public record SequentialBoundary(double critical, double alpha) {

    private static final double NEGLIGIBLE = 1e-13;

    /** @param expected events between looks, each above 0 */
    public static SequentialBoundary poisson(double[] expected, int leastEvents, double alpha) {
        requireAlpha(alpha);
        double total = Arrays.stream(expected).sum();
        int most = (int) Math.ceil(total + 12 * Math.sqrt(total) + 30);
        double[] cumulative = expected.clone();
        Arrays.parallelPrefix(cumulative, Double::sum);
        Looks looks = new Looks(
                expected.length,
                most,
                leastEvents,
                (look, n) -> poissonRatio(n, cumulative[look]),
                look -> poissonSteps(expected[look], most));
        return looks.boundary(alpha);
    }

    /** @param events between looks; @param z comparison time (or people) per unit of exposed */
    public static SequentialBoundary binomial(int[] events, double z, int leastEvents, double alpha) {
        requireAlpha(alpha);
        int[] cumulative = events.clone();
        Arrays.parallelPrefix(cumulative, Integer::sum);
        double p = 1 / (1 + z);
        Looks looks = new Looks(
                events.length,
                cumulative[events.length - 1],
                leastEvents,
                (look, c) -> binomialRatio(c, cumulative[look], p),
                look -> binomialSteps(events[look], p));
        return looks.boundary(alpha);
    }

    private static void requireAlpha(double alpha) {
        DesignError.requireSetting(alpha > 0 && alpha < 1, "alpha", "0 与 1 之间", "between 0 and 1");
    }

    static double poissonRatio(int n, double expected) {
        return n > expected ? n * Math.log(n / expected) - (n - expected) : 0;
    }

    static double binomialRatio(int c, int n, double p) {
        if (n == 0 || c <= n * p) {
            return 0;
        }
        double rest = n - c;
        return c * Math.log(c / (n * p)) + (rest > 0 ? rest * Math.log(rest / (n * (1 - p))) : 0);
    }

    private static double[] poissonSteps(double mean, int most) {
        double[] p = new double[most + 1];
        for (int k = 0; k <= most; k++) {
            p[k] = Math.exp(k * Math.log(mean) - mean - LogGamma.value(k + 1.0));
        }
        return p;
    }

    private static double[] binomialSteps(int n, double p) {
        double[] q = new double[n + 1];
        for (int k = 0; k <= n; k++) {
            double choose = LogGamma.value(n + 1.0) - LogGamma.value(k + 1.0) - LogGamma.value(n - k + 1.0);
            q[k] = Math.exp(choose + k * Math.log(p) + (n - k) * Math.log1p(-p));
        }
        return q;
    }

    /** A likelihood ratio at a look. */
    private interface Ratio {
        double of(int look, int count);
    }

    private record Looks(int number, int most, int least, Ratio ratio, IntFunction<double[]> steps) {

        /** Probability that the ratio reaches a value at some look. */
        double crossing(double value) {
            double[] going = new double[most + 1];
            going[0] = 1;
            double crossed = 0;
            for (int look = 0; look < number; look++) {
                double[] next = new double[most + 1];
                double[] step = steps.apply(look);
                for (int n = 0; n <= most; n++) {
                    for (int k = 0; k < step.length && n + k <= most && going[n] > 0; k++) {
                        next[n + k] += going[n] * step[k];
                    }
                }
                for (int n = least; n <= most; n++) {
                    if (ratio.of(look, n) >= value - NEGLIGIBLE) {
                        crossed += next[n];
                        next[n] = 0;
                    }
                }
                going = next;
            }
            return crossed;
        }

        SequentialBoundary boundary(double alpha) {
            TreeSet<Double> attainable = new TreeSet<>();
            for (int look = 0; look < number; look++) {
                for (int n = Math.max(1, least); n <= most; n++) {
                    attainable.add(ratio.of(look, n));
                }
            }
            double[] values =
                    attainable.stream().mapToDouble(v -> v).filter(v -> v > 0).toArray();
            int low = 0;
            int high = values.length - 1;
            DoubleUnaryOperator crossing = this::crossing;
            if (values.length == 0 || crossing.applyAsDouble(values[high]) > alpha) {
                throw DesignError.NO_SOLUTION.at(
                        "alpha",
                        Text.of(
                                "事件太少，任何界值都不能把第一类错误降到 α 以下",
                                "too few events: no critical value keeps the error at or below alpha"),
                        Text.of("增加观察次数或提高 α", "plan more looks, or a larger alpha"));
            }
            while (low < high) {
                int middle = (low + high) / 2;
                if (crossing.applyAsDouble(values[middle]) <= alpha) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            double critical = low == 0 ? 0 : values[low - 1];
            return new SequentialBoundary(critical, crossing.applyAsDouble(values[low]));
        }
    }
}
