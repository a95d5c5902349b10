package org.steelyard.simulator.internal;

/**
 * Sums of potential outcomes over the evaluated population. Whole numbers add exactly; the two expectations are added in
 * the order of the blocks.
 */
final class TruthSums {

    /** What is summed; costs in fen. */
    enum Measure {
        DEATHS,
        DAYS_ALIVE,
        STAY_DAYS,
        STAY_COST,
        COST_SETTLED,
        COST_SERVED,
        READMISSIONS
    }

    private static final int ARMS = 2;

    private final long[][][] sums = new long[ARMS][ARMS][Measure.values().length];
    private final double[][][] expected = new double[ARMS][ARMS][2];
    private final long[] people = new long[ARMS];
    private final long[][] observed = new long[ARMS][Measure.values().length];
    private long indexStays;

    void indexStay() {
        indexStays++;
    }

    long indexStays() {
        return indexStays;
    }

    /** @param decided the treatment that the person had, 0 or 1 */
    void person(int decided) {
        people[decided]++;
    }

    void add(int decided, int arm, long[] measures) {
        for (int i = 0; i < measures.length; i++) {
            sums[decided][arm][i] += measures[i];
            if (decided == arm) {
                observed[arm][i] += measures[i];
            }
        }
    }

    void expect(int decided, int arm, double risk, double restrictedMean) {
        expected[decided][arm][0] += risk;
        expected[decided][arm][1] += restrictedMean;
    }

    void add(TruthSums other) {
        indexStays += other.indexStays;
        for (int decided = 0; decided < ARMS; decided++) {
            people[decided] += other.people[decided];
            for (int i = 0; i < Measure.values().length; i++) {
                observed[decided][i] += other.observed[decided][i];
            }
            for (int arm = 0; arm < ARMS; arm++) {
                for (int i = 0; i < Measure.values().length; i++) {
                    sums[decided][arm][i] += other.sums[decided][arm][i];
                }
                expected[decided][arm][0] += other.expected[decided][arm][0];
                expected[decided][arm][1] += other.expected[decided][arm][1];
            }
        }
    }

    long people(int decided) {
        return people[decided];
    }

    long sum(int decided, int arm, Measure measure) {
        return sums[decided][arm][measure.ordinal()];
    }

    double risk(int decided, int arm) {
        return expected[decided][arm][0];
    }

    double restrictedMean(int decided, int arm) {
        return expected[decided][arm][1];
    }

    long observed(int arm, Measure measure) {
        return observed[arm][measure.ordinal()];
    }
}
