package org.steelyard.economics.internal;

import java.util.Arrays;

/**
 * What the model reads from people, before any price or utility: a draw is this from resampled people, times drawn
 * parameters.
 */
record Use(ArmUse treated, ArmUse control) {

    /**
     * One strategy, a person.
     *
     * @param units of each cost line, discounted: cost is units times unit cost
     * @param stateYears in each living state, discounted at the rate of effects
     * @param lifeYears as lived, not discounted
     */
    record ArmUse(double[] units, double[] stateYears, double lifeYears) {

        double[] flat() {
            double[] out = Arrays.copyOf(units, units.length + stateYears.length + 1);
            System.arraycopy(stateYears, 0, out, units.length, stateYears.length);
            out[out.length - 1] = lifeYears;
            return out;
        }

        static ArmUse of(double[] flat, int lines) {
            int last = flat.length - 1;
            return new ArmUse(Arrays.copyOf(flat, lines), Arrays.copyOfRange(flat, lines, last), flat[last]);
        }
    }

    /** As one row of numbers, the form in which replicates are kept. */
    double[] flat() {
        double[] ofTreated = treated.flat();
        double[] ofControl = control.flat();
        double[] out = Arrays.copyOf(ofTreated, ofTreated.length + ofControl.length);
        System.arraycopy(ofControl, 0, out, ofTreated.length, ofControl.length);
        return out;
    }

    static Use of(double[] flat, int lines) {
        int half = flat.length / 2;
        return new Use(
                ArmUse.of(Arrays.copyOf(flat, half), lines),
                ArmUse.of(Arrays.copyOfRange(flat, half, flat.length), lines));
    }
}
