package org.steelyard.effect.internal;

import java.util.Arrays;

/** What sensitivity analyses need of an analysed sample. */
final class Pairs {

    private Pairs() {}

    /** Of one value each, by pair; empty when there are no pairs of one and one. */
    static double[] differences(Work work) {
        if (!(work.sample().endpoint() instanceof Endpoint.Values v)) {
            return new double[0];
        }
        return switch (work.prepared()) {
            case Prepared.Matched m -> {
                double[] out = new double[m.pairs().pairs()];
                Arrays.setAll(
                        out,
                        k -> v.y()[m.pairs().treated()[k]] - v.y()[m.pairs().control()[k]]);
                yield out;
            }
            case Prepared.Sets s -> ofSets(work, v, s);
            default -> new double[0];
        };
    }

    private static double[] ofSets(Work work, Endpoint.Values v, Prepared.Sets s) {
        double[] out = new double[s.sets().sets()];
        int[] people = new int[out.length];
        for (int i = 0; i < v.y().length; i++) {
            int set = s.sets().set()[i];
            if (set >= 0) {
                people[set]++;
                out[set] += work.sample().treated()[i] ? v.y()[i] : -v.y()[i];
            }
        }
        return Arrays.stream(people).allMatch(n -> n == 2) ? out : new double[0];
    }

    /** Treated with and without the outcome, controls with and without it, nobody weighted. */
    static double[] counts(Work work) {
        if (!(work.sample().endpoint() instanceof Endpoint.Values v) || !v.binary()) {
            return new double[0];
        }
        double[] out = new double[4];
        for (int i = 0; i < v.y().length; i++) {
            out[(work.sample().treated()[i] ? 0 : 2) + (v.y()[i] == 1 ? 0 : 1)]++;
        }
        return out;
    }
}
