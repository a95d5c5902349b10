package org.steelyard.stats.internal;

import java.util.Arrays;

/** Stable sorting orders of numbers without boxing: ties keep the order of the rows. */
public final class SortOrder {

    private SortOrder() {}

    /** Rows in increasing order of value; equal values in row order. Values must not be NaN; −0 equals 0. */
    public static int[] ascending(double[] values) {
        int n = values.length;
        int[] order = new int[n];
        int[] buffer = new int[n];
        for (int i = 0; i < n; i++) {
            order[i] = i;
        }
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                merge(values, order, buffer, start, width);
            }
            int[] swap = order;
            order = buffer;
            buffer = swap;
        }
        return order;
    }

    /** Rows in decreasing order of value; equal values in row order. */
    public static int[] descending(double[] values) {
        double[] negated = new double[values.length];
        Arrays.setAll(negated, i -> -values[i]);
        return ascending(negated);
    }

    private static void merge(double[] values, int[] from, int[] to, int start, int width) {
        int middle = Math.min(start + width, from.length);
        int end = (int) Math.min((long) start + 2L * width, from.length);
        int left = start;
        int right = middle;
        for (int k = start; k < end; k++) {
            boolean takeLeft = left < middle && (right >= end || values[from[left]] <= values[from[right]]);
            to[k] = takeLeft ? from[left++] : from[right++];
        }
    }
}
