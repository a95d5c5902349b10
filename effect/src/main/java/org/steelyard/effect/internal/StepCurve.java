package org.steelyard.effect.internal;

import java.util.stream.IntStream;

/**
 * Survival at a horizon and the mean up to it, for many weightings of the same people: times are sorted once, each
 * weighting is one pass. For replicates of the bootstrap; the estimate itself comes from {@code KaplanMeier}, which it equals.
 *
 * <p>Beyond the last time the last value is carried forward: a replicate may lack the one person followed longest.
 */
final class StepCurve {

    private final double[] time;
    private final boolean[] event;
    private final int[] order;
    private final double horizon;

    StepCurve(Endpoint.Survival data, double horizon) {
        this.time = data.time();
        this.event = data.event();
        this.horizon = horizon;
        this.order = IntStream.range(0, time.length)
                .boxed()
                .sorted((a, b) -> Double.compare(time[a], time[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    double horizon() {
        return horizon;
    }

    /** @param survival NaN when the weights are all 0, as is {@code mean} */
    record At(double survival, double mean) {}

    At of(double[] weight) {
        double atRisk = 0;
        for (double w : weight) {
            atRisk += w;
        }
        if (!(atRisk > 0)) {
            return new At(Double.NaN, Double.NaN);
        }
        double survival = 1;
        double mean = 0;
        double from = 0;
        int k = 0;
        while (k < order.length && time[order[k]] <= horizon) {
            double t = time[order[k]];
            double died = 0;
            double left = 0;
            for (; k < order.length && time[order[k]] == t; k++) {
                double w = weight[order[k]];
                left += w;
                died += event[order[k]] ? w : 0;
            }
            if (died > 0) {
                mean += survival * (t - from);
                from = t;
                survival *= Math.max(0, 1 - died / atRisk);
            }
            atRisk = Math.max(0, atRisk - left);
        }
        return new At(survival, mean + survival * (horizon - from));
    }
}
