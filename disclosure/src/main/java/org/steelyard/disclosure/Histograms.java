package org.steelyard.disclosure;

/** Counts of a histogram in a form that can be drawn to scale. */
public final class Histograms {

    private Histograms() {}

    /**
     * Counts for drawing: 0 stays 0, a small count becomes the limit, and any other is rounded to the nearest multiple of
     * the limit. The height of a bar can be measured in a drawing, and with the total known a single exact bar less would
     * give a small one away; rounding each bar leaves more room than the limit as soon as two others are drawn.
     */
    public static int[] coarsen(int[] counts, SmallCells rule) {
        int[] out = new int[counts.length];
        for (int i = 0; i < counts.length; i++) {
            out[i] = rule.limit() == 0 ? counts[i] : coarsen(counts[i], rule);
        }
        return out;
    }

    private static int coarsen(int count, SmallCells rule) {
        if (count == 0) {
            return 0;
        }
        int limit = rule.limit();
        int nearest = (int) ((count + (long) limit / 2) / limit * limit);
        return Math.max(limit, nearest);
    }
}
