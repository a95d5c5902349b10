package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.matching.OptimalMatching;
import org.steelyard.stats.testing.Reference;

/** Full matching of 150 people under strong confounding, where few controls stand for many treated: against linear programmes (src/test/r/full_matching.R). */
class FullMatchingOracleTest {

    private static final String SOURCE = "R 4.2.2 lpSolve, full_matching.R";
    private static final int PEOPLE = 150;

    private final Reference r = Reference.of("full_matching");
    private final double[] x = new double[PEOPLE];
    private final double[] y = new double[PEOPLE];
    private final boolean[] treated = new boolean[PEOPLE];

    FullMatchingOracleTest() {
        for (int k = 0; k < PEOPLE; k++) {
            long i = k + 1;
            x[k] = Math.sin(i * 1.3) * 1.5 + i * 7919 % 101 / 50.0 - 1;
            treated[k] = (i * 104729 % 997 + 0.5) / 997 < 1 / (1 + Math.exp(0.3 - 2 * x[k]));
            y[k] = (treated[k] ? 2 + 0.4 * x[k] : 0) + 1.5 * x[k] + Math.sin(i * 2.7);
        }
    }

    @ParameterizedTest
    @CsvSource({"Inf", "0.5", "0.1"})
    void setsEffectsAndWhoIsLeftOutAreThoseOfTheLinearProgramme(String caliper) {
        MatchingDistance line = MatchingDistance.onLine(x);
        double width = caliper.equals("Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(caliper) * deviation(x);
        MatchedSets sets = OptimalMatching.full(caliper.equals("Inf") ? line : line.withinCaliper(x, width), treated);

        int[] size = new int[sets.sets()];
        Arrays.stream(sets.set()).filter(s -> s >= 0).forEach(s -> size[s]++);
        check(caliper, "total", sets.totalDistance());
        check(caliper, "left", Arrays.stream(sets.set()).filter(s -> s < 0).count());
        check(caliper, "sets", sets.sets());
        check(caliper, "largest", Arrays.stream(size).max().orElseThrow());
        check(caliper, "att", difference(sets, sets.weightsForTreated(treated)));
        check(caliper, "ate", difference(sets, sets.weightsForEverybody(treated)));
        assertThat(r.value("treated")).isEqualTo(count());
    }

    private void check(String caliper, String what, double actual) {
        String name = "caliper " + caliper + " " + what;
        Oracle.check("Full matching", SOURCE, name, r.value(name), actual, 1e-10);
    }

    private double difference(MatchedSets sets, double[] weight) {
        PotentialMeans means = MatchedSetMeans.estimate(y, treated, sets, weight);
        return means.treated() - means.control();
    }

    private int count() {
        int count = 0;
        for (boolean t : treated) {
            count += t ? 1 : 0;
        }
        return count;
    }

    private static double deviation(double[] v) {
        double mean = Arrays.stream(v).average().orElseThrow();
        return Math.sqrt(Arrays.stream(v).map(a -> (a - mean) * (a - mean)).sum() / (v.length - 1));
    }
}
