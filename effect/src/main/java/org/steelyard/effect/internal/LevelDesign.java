package org.steelyard.effect.internal;

import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;

/**
 * The terms of one level's score. Within a level some indicators are so rare that one arm alone has them, and a model with
 * them could not be fitted. When the people concerned are few, these indicators are merged with their reference: they stay
 * out of the model, but not out of the balance that is reported. When they are many the arms truly do not overlap, and the
 * indicators stay in, so that the fit refuses and names them.
 *
 * @param modelled terms of the score
 * @param merged terms left out of it
 */
record LevelDesign(CovariateDesign modelled, CovariateDesign merged) {

    static LevelDesign whole(CovariateDesign all) {
        return new LevelDesign(all, all.select(new int[0]));
    }

    /** @param largestShare of the level's people who may have a value that only one arm has */
    static LevelDesign of(CovariateDesign varying, boolean[] treated, double largestShare) {
        boolean[] alone = new boolean[treated.length];
        boolean[] rare = new boolean[varying.terms().size()];
        for (int j = 0; j < rare.length; j++) {
            rare[j] = mark(varying.columns()[j], treated, alone);
        }
        if (Take.count(alone) > largestShare * treated.length) {
            return whole(varying);
        }
        int[] kept = IntStream.range(0, rare.length).filter(j -> !rare[j]).toArray();
        return new LevelDesign(varying.select(kept), varying.select(Take.where(rare)));
    }

    /** Whether an indicator varies in one arm only; if so, the people with the value that the other arm lacks are marked. */
    private static boolean mark(double[] x, boolean[] treated, boolean[] alone) {
        int[][] count = new int[2][2];
        for (int i = 0; i < x.length; i++) {
            if (x[i] != 0 && x[i] != 1) {
                return false;
            }
            count[treated[i] ? 1 : 0][(int) x[i]]++;
        }
        boolean found = false;
        for (int arm = 0; arm < 2; arm++) {
            for (int value = 0; value < 2; value++) {
                found |= count[arm][value] > 0 && count[1 - arm][value] == 0;
            }
        }
        for (int i = 0; i < x.length && found; i++) {
            alone[i] |= count[treated[i] ? 0 : 1][(int) x[i]] == 0;
        }
        return found;
    }
}
