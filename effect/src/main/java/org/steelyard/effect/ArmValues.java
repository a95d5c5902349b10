package org.steelyard.effect;

import java.util.List;

/**
 * Mean cost and effect of each arm of a design with several, in one population, and resamples of them.
 *
 * @param arms the reference first
 * @param people of each arm
 * @param cost mean by arm; {@code effect} likewise
 * @param costDraws by arm and resample; {@code effectDraws} of the same resamples
 * @param failed resamples that gave no estimate
 */
public record ArmValues(
        String design,
        List<String> arms,
        int[] people,
        double[] cost,
        double[] effect,
        double[][] costDraws,
        double[][] effectDraws,
        int failed) {

    public ArmValues {
        arms = List.copyOf(arms);
    }
}
