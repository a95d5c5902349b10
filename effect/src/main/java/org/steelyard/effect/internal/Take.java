package org.steelyard.effect.internal;

import java.util.Arrays;

/** Picks and counts elements of arrays. */
final class Take {

    private Take() {}

    static double[] of(double[] x, int[] index) {
        double[] out = new double[index.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = x[index[i]];
        }
        return out;
    }

    static boolean[] of(boolean[] x, int[] index) {
        boolean[] out = new boolean[index.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = x[index[i]];
        }
        return out;
    }

    static int[] of(int[] x, int[] index) {
        int[] out = new int[index.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = x[index[i]];
        }
        return out;
    }

    /** Positions of the flags that are set. */
    static int[] where(boolean[] flags) {
        int[] out = new int[count(flags)];
        int n = 0;
        for (int i = 0; i < flags.length; i++) {
            if (flags[i]) {
                out[n++] = i;
            }
        }
        return out;
    }

    static int count(boolean[] flags) {
        int n = 0;
        for (boolean f : flags) {
            n += f ? 1 : 0;
        }
        return n;
    }

    static boolean[] and(boolean[] a, boolean[] b) {
        boolean[] out = new boolean[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] && b[i];
        }
        return out;
    }

    static boolean[] andNot(boolean[] a, boolean[] b) {
        boolean[] out = new boolean[a.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = a[i] && !b[i];
        }
        return out;
    }

    static boolean[] all(int n) {
        boolean[] out = new boolean[n];
        Arrays.fill(out, true);
        return out;
    }

    static double[] ones(int n) {
        double[] out = new double[n];
        Arrays.fill(out, 1);
        return out;
    }
}
