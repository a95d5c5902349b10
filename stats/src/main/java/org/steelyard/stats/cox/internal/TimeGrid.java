package org.steelyard.stats.cox.internal;

/**
 * Finds the place of a time among ascending distinct times: equal steps of time first, then a binary search among the few within a step, so that a
 * million look-ups do not each walk through all halves.
 */
final class TimeGrid {

    private static final int MOST_STEPS = 1 << 20;

    private final double[] times;
    private final double low;
    private final double steps;
    /** Number of times that lie before each step; one more at the end. */
    private final int[] before;

    TimeGrid(double[] times) {
        this.times = times;
        int count = Math.clamp(2L * times.length, 1, MOST_STEPS);
        low = times.length == 0 ? 0 : times[0];
        double width = times.length == 0 ? 0 : times[times.length - 1] - low;
        double fine = count / width;
        steps = width > 0 && Double.isFinite(fine) ? fine : 0;
        before = new int[count + 1];
        for (double t : times) {
            before[step(t) + 1]++;
        }
        for (int i = 1; i <= count; i++) {
            before[i] += before[i - 1];
        }
    }

    /** Rises with the time: multiplication and rounding keep the order. */
    private int step(double t) {
        return (int) Math.clamp((t - low) * steps, 0, before.length - 2);
    }

    /** Number of times that are not later than a time, which is the place of the first that is. */
    int firstAfter(double t) {
        int step = step(t);
        int from = before[step];
        int to = before[step + 1];
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (times[middle] > t) {
                to = middle;
            } else {
                from = middle + 1;
            }
        }
        return from;
    }
}
