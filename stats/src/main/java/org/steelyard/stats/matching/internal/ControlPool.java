package org.steelyard.stats.matching.internal;

import java.util.Arrays;
import org.steelyard.stats.internal.SortOrder;

/**
 * Unused controls by logit. Controls of equal logit form a group, taken in row order; groups that are used up are skipped by two
 * union-find forests, one that points left and one that points right, so that a search costs practically constant time
 * after the binary search. Not for sharing between threads.
 */
public final class ControlPool {

    /** Rows of controls, by logit and then by row. */
    private final int[] rows;
    /** Distinct logits in increasing order. */
    private final double[] value;
    /** Next unused position in {@code rows} of each group. */
    private final int[] next;
    /** Position after the last of each group. */
    private final int[] end;
    /** Forest to the right; element m is "none". */
    private final int[] right;
    /** Forest to the left, shifted by 1; element 0 is "none". */
    private final int[] left;

    private int lastGroup = -1;

    private ControlPool(int[] rows, double[] value, int[] next, int[] end) {
        this.rows = rows;
        this.value = value;
        this.next = next;
        this.end = end;
        right = new int[value.length + 1];
        left = new int[value.length + 1];
        Arrays.setAll(right, i -> i);
        Arrays.setAll(left, i -> i);
    }

    public static ControlPool of(double[] logit, boolean[] treated) {
        int[] rows = Arrays.stream(SortOrder.ascending(logit))
                .filter(i -> !treated[i])
                .toArray();
        double[] value = new double[rows.length];
        int[] next = new int[rows.length];
        int[] end = new int[rows.length];
        int m = 0;
        for (int k = 0; k < rows.length; k++) {
            if (k == 0 || logit[rows[k]] != logit[rows[k - 1]]) {
                value[m] = logit[rows[k]];
                next[m++] = k;
            }
            end[m - 1] = k + 1;
        }
        return new ControlPool(rows, Arrays.copyOf(value, m), Arrays.copyOf(next, m), Arrays.copyOf(end, m));
    }

    /** Row of the unused control nearest to {@code logit}, the first in the data among equally near; -1 when all are used. */
    public int nearest(double logit) {
        int position = Arrays.binarySearch(value, logit);
        int at = position >= 0 ? position : -position - 1;
        int up = findRight(at);
        int down = findLeft(position >= 0 ? at : at - 1);
        double above = up < value.length ? Math.abs(value[up] - logit) : Double.POSITIVE_INFINITY;
        double below = down >= 0 ? Math.abs(value[down] - logit) : Double.POSITIVE_INFINITY;
        double smallest = Math.min(above, below);
        if (smallest == Double.POSITIVE_INFINITY) {
            return -1;
        }
        lastGroup = -1;
        for (; up < value.length && Math.abs(value[up] - logit) == smallest; up = findRight(up + 1)) {
            prefer(up);
        }
        for (; down >= 0 && Math.abs(value[down] - logit) == smallest; down = findLeft(down - 1)) {
            prefer(down);
        }
        return rows[next[lastGroup]];
    }

    /** Uses up the control that {@link #nearest} returned last. */
    public void takeLast() {
        int g = lastGroup;
        next[g]++;
        if (next[g] == end[g]) {
            right[g] = g + 1;
            left[g + 1] = g;
        }
    }

    private void prefer(int group) {
        if (lastGroup < 0 || rows[next[group]] < rows[next[lastGroup]]) {
            lastGroup = group;
        }
    }

    /** First group with unused controls at or after {@code group}; the number of groups when there is none. */
    private int findRight(int group) {
        return find(right, group);
    }

    /** Last group with unused controls at or before {@code group}; -1 when there is none. */
    private int findLeft(int group) {
        return find(left, group + 1) - 1;
    }

    /** Root of an element, halving the path on the way. */
    private static int find(int[] parent, int start) {
        int node = start;
        while (parent[node] != node) {
            parent[node] = parent[parent[node]];
            node = parent[node];
        }
        return node;
    }
}
