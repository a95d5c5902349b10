package org.steelyard.stats.internal;

import java.util.stream.IntStream;

/** Conversions of the flag that says who was treated. */
public final class Arms {

    private Arms() {}

    /** 1 for the treated, 0 for the controls. */
    public static double[] indicator(boolean[] treated) {
        double[] indicator = new double[treated.length];
        for (int i = 0; i < treated.length; i++) {
            indicator[i] = treated[i] ? 1 : 0;
        }
        return indicator;
    }

    public static int[] rows(boolean[] treated, boolean arm) {
        return IntStream.range(0, treated.length).filter(i -> treated[i] == arm).toArray();
    }

    public static double[] select(double[] values, int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return chosen;
    }
}
