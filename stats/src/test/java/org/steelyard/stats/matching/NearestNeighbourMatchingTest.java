package org.steelyard.stats.matching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.matching.NearestNeighbourMatching.Order;
import org.steelyard.stats.testing.Seeds;

class NearestNeighbourMatchingTest {

    /** The search as one would write it down: look at every unused control. */
    private static int[][] plainSearch(
            double[] logit, boolean[] treated, double caliper, Order order, boolean replacement) {
        Integer[] queue =
                IntStream.range(0, logit.length).filter(i -> treated[i]).boxed().toArray(Integer[]::new);
        switch (order) {
            case DESCENDING -> Arrays.sort(queue, (a, b) -> Double.compare(logit[b], logit[a]));
            case ASCENDING -> Arrays.sort(queue, (a, b) -> Double.compare(logit[a], logit[b]));
            case DATA -> {}
        }
        boolean[] free = new boolean[logit.length];
        for (int i = 0; i < free.length; i++) {
            free[i] = !treated[i];
        }
        return Arrays.stream(queue)
                .map(t -> {
                    int best = -1;
                    for (int c = 0; c < logit.length; c++) {
                        if (free[c] && (best < 0 || Math.abs(logit[c] - logit[t]) < Math.abs(logit[best] - logit[t]))) {
                            best = c;
                        }
                    }
                    if (best < 0 || Math.abs(logit[best] - logit[t]) > caliper) {
                        return new int[0];
                    }
                    free[best] = replacement;
                    return new int[] {t, best};
                })
                .filter(p -> p.length == 2)
                .toArray(int[][]::new);
    }

    private static void sameAsPlainSearch(
            double[] logit, boolean[] treated, NearestNeighbourMatching matching, Order order, boolean replacement) {
        MatchedPairs pairs =
                matching.withOrder(order).withReplacement(replacement).matchOnLogit(logit, treated);
        int[][] expected = plainSearch(logit, treated, pairs.caliper(), order, replacement);
        int[][] actual = IntStream.range(0, pairs.pairs())
                .mapToObj(k -> new int[] {pairs.treated()[k], pairs.control()[k]})
                .toArray(int[][]::new);
        assertThat(actual).isDeepEqualTo(expected);
    }

    @Test
    void pairsAreThoseOfThePlainSearchWithTiesAndWithout() {
        RandomGenerator random = Seeds.of("matching-plain").generator();
        for (int round = 0; round < 150; round++) {
            int n = 5 + Draws.index(random, 120);
            boolean[] treated = new boolean[n];
            double[] logit = new double[n];
            double share = 0.1 + 0.8 * Draws.uniform(random);
            boolean coarse = round % 2 == 0;
            for (int i = 0; i < n; i++) {
                treated[i] = i == 0 || (i != 1 && Draws.uniform(random) < share);
                logit[i] = coarse ? Draws.index(random, 7) * 0.1 : Draws.normal(random);
            }
            logit[1] = logit[0];
            NearestNeighbourMatching matching = round % 3 == 0
                    ? NearestNeighbourMatching.withDefaults()
                    : NearestNeighbourMatching.withDefaults().withCaliper(Optional.of(0.3));
            for (Order order : Order.values()) {
                sameAsPlainSearch(logit, treated, matching, order, false);
                sameAsPlainSearch(logit, treated, matching, order, true);
            }
        }
    }

    @Test
    void sixPeopleByHand() {
        // Treated 0 (logit 0.0), 1 (0.3); controls 2 (0.1), 3 (-0.1), 4 (0.25), 5 (9). Highest first: 1 takes 4, then 0
        // finds 2 and 3
        // at equal distance and takes the first in the data.
        double[] logit = {0.0, 0.3, 0.1, -0.1, 0.25, 9};
        boolean[] treated = {true, true, false, false, false, false};
        MatchedPairs pairs = NearestNeighbourMatching.withDefaults().matchOnLogit(logit, treated);
        assertThat(pairs.treated()).containsExactly(1, 0);
        assertThat(pairs.control()).containsExactly(4, 2);
        assertThat(pairs.distance()[0]).isCloseTo(0.05, within(1e-15));
        assertThat(pairs.unmatchedTreated()).isZero();
        assertThat(pairs.multiplicity()).containsExactly(1, 1, 1, 0, 1, 0);
    }

    @Test
    void aPairAtExactlyTheCaliperIsAllowedAndBeyondItIsNot() {
        // Standard deviation of 0, 1, 2, 3, 4 is √2.5; a caliper of 1/√2.5 of it is a distance of 1 (rounded).
        double[] logit = {0, 1, 2, 3, 4};
        boolean[] treated = {false, true, false, false, true};
        double sd = Math.sqrt(2.5);
        NearestNeighbourMatching at =
                NearestNeighbourMatching.withDefaults().withCaliper(Optional.of(1 / sd * (1 + 1e-15)));
        assertThat(at.matchOnLogit(logit, treated).pairs()).isEqualTo(2);
        boolean[] apart = {false, false, false, true, true};
        MatchedPairs one = at.matchOnLogit(logit, apart);
        assertThat(one.pairs()).isEqualTo(1);
        assertThat(one.unmatchedTreated()).isEqualTo(1);
        assertThat(one.treated()).containsExactly(3);
    }

    @Test
    void withReplacementOneControlMayServeTwice() {
        double[] logit = {0.1, 0.2, 0.15, 5};
        boolean[] treated = {true, true, false, false};
        MatchedPairs pairs =
                NearestNeighbourMatching.withDefaults().withReplacement(true).matchOnLogit(logit, treated);
        assertThat(pairs.control()).containsExactly(2, 2);
        assertThat(pairs.multiplicity()[2]).isEqualTo(2);
    }

    @Test
    void moreTreatedThanControlsLeavesTheRestUnmatched() {
        MatchedPairs pairs = NearestNeighbourMatching.withDefaults()
                .match(new double[] {0.5, 0.6, 0.7, 0.65}, new boolean[] {true, true, true, false});
        assertThat(pairs.pairs()).isEqualTo(1);
        assertThat(pairs.unmatchedTreated()).isEqualTo(2);
    }

    @Test
    @Tag("slow")
    void aMillionPeopleTakeLessThanTenSeconds() {
        RandomGenerator random = Seeds.of("matching-million").generator();
        int n = 1_000_000;
        boolean[] treated = new boolean[n];
        double[] fine = new double[n];
        double[] coarse = new double[n];
        for (int i = 0; i < n; i++) {
            double x = Draws.normal(random);
            fine[i] = 1 / (1 + Math.exp(0.5 - x));
            coarse[i] = Math.round(fine[i] * 98 + 1) / 100.0;
            treated[i] = Draws.uniform(random) < fine[i];
        }
        NearestNeighbourMatching matching =
                NearestNeighbourMatching.withDefaults().withCaliper(Optional.of(0.2));
        for (double[] score : new double[][] {fine, coarse}) {
            long start = System.nanoTime();
            MatchedPairs pairs = matching.match(score, treated);
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf("matching 1,000,000 people: %d pairs in %.2f s%n", pairs.pairs(), seconds);
            assertThat(pairs.pairs()).isGreaterThan(100_000);
            assertThat(seconds).isLessThan(10);
        }
    }
}
