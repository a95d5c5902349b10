package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.ExactMatching;
import org.steelyard.stats.matching.GreedyMatching;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.matching.OptimalMatching;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.weighting.TargetPopulation;

/** Against R's Matching and linear programming (src/test/r/matching.R), and 10_rhc.R. */
class MatchingOracleTest {

    private static final String R = "R 4.2.2 Matching 4.10-8, matching.R";

    private final FormulaData data = new FormulaData();
    private final Reference r = Reference.of("matching");

    private void agrees(String name, double[][] x, MatchingEstimator.Options options) {
        Estimate d = MatchingEstimator.estimate(data.continuous, data.treated, x, options)
                .difference();
        Oracle.check(
                "Matching estimator", R, "400 by formula, " + name + ": difference", r.value(name, 1), d.value(), 1e-8);
        Oracle.check(
                "Matching estimator",
                R,
                "400 by formula, " + name + ": Abadie-Imbens se",
                r.value(name, 2),
                d.se(),
                1e-8);
    }

    @Test
    void abadieAndImbens() {
        double[][] one = {data.covariates[0]};
        MatchingEstimator.Options att = MatchingEstimator.Options.of(TargetPopulation.ATT);
        MatchingEstimator.Options ate = MatchingEstimator.Options.of(TargetPopulation.ATE);
        agrees("att.one", one, att);
        agrees("att.three", one, att.withMatches(3));
        agrees("ate.two", one, ate.withMatches(2));
        agrees(
                "atc.two",
                one,
                MatchingEstimator.Options.of(TargetPopulation.ATC).withMatches(2));
        agrees("att.inverse", data.covariates, att.withMatches(2));
        agrees("ate.mahalanobis", data.covariates, ate.withMatches(2).with(MatchingEstimator.Metric.MAHALANOBIS));
        agrees("att.adjusted", data.covariates, att.withMatches(2).withAdjustment(true));
        agrees("ate.adjusted", data.covariates, ate.withMatches(2).withAdjustment(true));
    }

    @Test
    void rightHeartCatheterisation() {
        Rhc rhc = Rhc.load();
        boolean[] treated = new boolean[rhc.treated.length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = rhc.treated[i] == 1;
        }
        double[] score = PropensityModel.fit(rhc.propensityDesign(), treated, Numerics.plain())
                .score();
        double[][] logit = {Arrays.stream(score).map(e -> Math.log(e / (1 - e))).toArray()};
        String source = "R 4.2.2 Matching 4.10-8, 10_rhc.R";
        Estimate att = MatchingEstimator.estimate(
                        rhc.died, treated, logit, MatchingEstimator.Options.of(TargetPopulation.ATT))
                .difference();
        Oracle.check(
                "Matching estimator", source, "RHC: ATT with replacement and ties", 0.05021284382, att.value(), 1e-8);
        Oracle.check("Matching estimator", source, "RHC: its Abadie-Imbens se", 0.0223241404, att.se(), 1e-8);
        Estimate ate = MatchingEstimator.estimate(
                        rhc.died, treated, logit, MatchingEstimator.Options.of(TargetPopulation.ATE))
                .difference();
        Oracle.check(
                "Matching estimator", source, "RHC: ATE with replacement and ties", 0.03373251261, ate.value(), 1e-8);
        Oracle.check("Matching estimator", source, "RHC: its Abadie-Imbens se", 0.02405486166, ate.se(), 1e-8);
    }

    private record Part(boolean[] treated, double[][] x) {}

    private Part first(int n) {
        return new Part(
                Arrays.copyOf(data.treated, n),
                Arrays.stream(data.covariates).map(c -> Arrays.copyOf(c, n)).toArray(double[][]::new));
    }

    @Test
    void optimalTotalsAreThoseOfLinearProgramming() {
        Part part = first(60);
        MatchingDistance d = MatchingDistance.mahalanobis(part.x);
        MatchedSets pairs = OptimalMatching.pairs(d, part.treated, 1);
        Oracle.check(
                "Optimal matching",
                "R 4.2.2 lpSolve, matching.R",
                "60 people: total distance of pairs",
                r.value("optimal.total"),
                pairs.totalDistance(),
                1e-9);
        MatchedSets full = OptimalMatching.full(d, part.treated);
        Oracle.check(
                "Full matching",
                "R 4.2.2 lpSolve, matching.R",
                "60 people: total distance",
                r.value("full.total"),
                full.totalDistance(),
                1e-9);
        assertThat(full.matched(part.treated, true) + full.matched(part.treated, false))
                .isEqualTo(60);
        assertThat(pairs.sets()).isEqualTo((int) r.value("sizes", 1));
        int[][] count = new int[full.sets()][2];
        for (int i = 0; i < 60; i++) {
            count[full.set()[i]][part.treated[i] ? 1 : 0]++;
        }
        assertThat(Arrays.stream(count).allMatch(c -> Math.min(c[0], c[1]) == 1))
                .isTrue();
    }

    @Test
    void greedyTwoToOneAndCoarsenedExact() {
        double[] score = IntStream.range(0, FormulaData.N)
                .mapToDouble(i -> 0.6 * data.covariates[0][i] - 0.5 * data.covariates[1][i])
                .toArray();
        double width = 0.3 * Math.sqrt(Sums.variance(score));
        int[] order = Arrays.stream(SortOrder.descending(score))
                .filter(i -> data.treated[i])
                .toArray();
        MatchedSets sets = GreedyMatching.match(
                MatchingDistance.onLine(score).withinCaliper(score, width), data.treated, order, 2);
        String brute = "R 4.2.2, plain search in matching.R";
        Oracle.check(
                "Greedy matching",
                brute,
                "two to one in a caliper: controls",
                r.value("greedy", 1),
                sets.matched(data.treated, false),
                1e-12);
        Oracle.check(
                "Greedy matching",
                brute,
                "two to one in a caliper: total distance",
                r.value("greedy", 2),
                sets.totalDistance(),
                1e-10);
        MatchedSets cem = ExactMatching.coarsened(data.covariates, new double[][] {{-0.5, 0.5}, {0}}, data.treated);
        double[] w = cem.weightsForTreated(data.treated);
        PotentialMeans means = MatchedSetMeans.estimate(data.continuous, data.treated, cem, w);
        Oracle.check(
                "Coarsened exact matching",
                "R 4.2.2, matching.R",
                "matched treated",
                r.value("cem", 1),
                cem.matched(data.treated, true),
                1e-12);
        Oracle.check(
                "Coarsened exact matching",
                "R 4.2.2, matching.R",
                "difference",
                r.value("cem", 3),
                means.difference(0.95).value(),
                1e-10);
        double controls = IntStream.range(0, w.length)
                .filter(i -> !data.treated[i])
                .mapToDouble(i -> w[i])
                .sum();
        Oracle.check(
                "Coarsened exact matching",
                "R 4.2.2, matching.R",
                "sum of the controls' weights",
                r.value("cem", 4),
                controls,
                1e-10);
    }

    /** Treated at 0 and 10, controls at 1, 2 and 9: the pairs 0-1 and 10-9; full matching adds 2 to the set of 0. */
    @Test
    void fivePeopleByHand() {
        double[] x = {0, 10, 1, 2, 9};
        boolean[] treated = {true, true, false, false, false};
        MatchingDistance d = MatchingDistance.onLine(x);
        Oracle.check(
                "Optimal matching",
                "by hand",
                "five people: pairs",
                2,
                OptimalMatching.pairs(d, treated, 1).totalDistance(),
                1e-12);
        Oracle.check(
                "Full matching",
                "by hand",
                "five people",
                4,
                OptimalMatching.full(d, treated).totalDistance(),
                1e-12);
        double[] w = OptimalMatching.full(d, treated).weightsForTreated(treated);
        assertThat(w).containsExactly(new double[] {1, 1, 0.75, 0.75, 1.5}, within(1e-12));
        MatchedSets exact = ExactMatching.on(new double[][] {{1, 2, 1, 1, 3}}, treated);
        assertThat(exact.set()).containsExactly(0, -1, 0, 0, -1);
        assertThat(ExactMatching.sturges(x)).hasSize(3);
    }

    @Test
    void optimalIsNeverWorseThanGreedyAndEqualsSearchOverAllPermutations() {
        RandomGenerator random = Seeds.of("optimal matching").generator();
        for (int run = 0; run < 40; run++) {
            int n = 9;
            boolean[] treated = new boolean[n];
            double[][] x = new double[2][n];
            for (int i = 0; i < n; i++) {
                treated[i] = i < 4;
                x[0][i] = random.nextGaussian();
                x[1][i] = random.nextGaussian();
            }
            int[] group = random.ints(n, 0, 2).toArray();
            MatchingDistance d = run % 2 == 0
                    ? MatchingDistance.mahalanobis(x)
                    : MatchingDistance.mahalanobis(x).withinGroups(group);
            double[] best = {0, 0};
            search(d, 0, new boolean[n], new double[] {0, 0}, best);
            if (best[0] == 0) {
                continue;
            }
            MatchedSets optimal = OptimalMatching.pairs(d, treated, 1);
            assertThat(optimal.sets()).isEqualTo((int) best[0]);
            assertThat(optimal.totalDistance()).isCloseTo(best[1], within(1e-12));
            assertThat(OptimalMatching.full(d, treated).totalDistance()).isCloseTo(cover(d, n), within(1e-12));
        }
    }

    /** As many pairs as possible, then the smallest total, over all ways to pair treated 0 to 3. */
    private static void search(MatchingDistance d, int t, boolean[] used, double[] now, double[] best) {
        if (t == 4) {
            if (now[0] > best[0] || (now[0] == best[0] && now[1] < best[1])) {
                best[0] = now[0];
                best[1] = now[1];
            }
            return;
        }
        search(d, t + 1, used, now.clone(), best);
        for (int c = 4; c < used.length; c++) {
            double distance = d.between(t, c);
            if (!used[c] && !Double.isInfinite(distance)) {
                used[c] = true;
                search(d, t + 1, used, new double[] {now[0] + 1, now[1] + distance}, best);
                used[c] = false;
            }
        }
    }

    /** Least-cost edge cover of everybody who has an edge, by going through all sets of edges. */
    private static double cover(MatchingDistance d, int n) {
        List<int[]> edges = IntStream.range(0, 4)
                .boxed()
                .flatMap(t -> IntStream.range(4, n)
                        .filter(c -> !Double.isInfinite(d.between(t, c)))
                        .mapToObj(c -> new int[] {t, c}))
                .toList();
        int all = 0;
        for (int[] e : edges) {
            all |= 1 << e[0] | 1 << e[1];
        }
        double[] least = new double[1 << n];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        least[0] = 0;
        for (int s = 0; s < least.length; s++) {
            for (int[] e : edges) {
                int to = s | 1 << e[0] | 1 << e[1];
                least[to] = Math.min(least[to], least[s] + d.between(e[0], e[1]));
            }
        }
        return least[all];
    }

    @Test
    void pairsOnALineAreTheFastMatchersAndPairedStandardErrorsAgree() {
        double[] score = PropensityModel.fit(data.design(), data.treated, Numerics.plain())
                .score();
        double[] logit = Arrays.stream(score).map(e -> Math.log(e / (1 - e))).toArray();
        MatchedPairs fast = NearestNeighbourMatching.withDefaults().matchOnLogit(logit, data.treated);
        int[] order = Arrays.stream(SortOrder.descending(logit))
                .filter(i -> data.treated[i])
                .toArray();
        MatchedSets slow = GreedyMatching.match(MatchingDistance.onLine(logit), data.treated, order, 1);
        for (int k = 0; k < fast.pairs(); k++) {
            assertThat(slow.set()[fast.treated()[k]])
                    .isEqualTo(slow.set()[fast.control()[k]])
                    .isEqualTo(k);
        }
        Estimate paired = PairedMeans.estimate(data.continuous, fast).difference(0.95);
        Estimate sets = MatchedSetMeans.estimate(
                        data.continuous, data.treated, slow, slow.weightsForTreated(data.treated))
                .difference(0.95);
        assertThat(sets.value()).isCloseTo(paired.value(), within(1e-12));
        assertThat(sets.se()).isCloseTo(paired.se(), within(1e-12));
    }

    @Test
    void whatCannotBeMatchedIsSaid() {
        boolean[] treated = {true, false};
        assertThatThrownBy(() -> OptimalMatching.pairs(
                        MatchingDistance.onLine(new double[] {0, 9}).withinCaliper(new double[] {0, 9}, 1), treated, 1))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(EstimationError.NO_PAIR));
        assertThatThrownBy(() -> ExactMatching.on(new double[][] {{1, 2}}, treated))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> OptimalMatching.pairs(MatchingDistance.onLine(new double[] {0, 9}), treated, 0))
                .isInstanceOf(SteelyardException.class);
        assertThatThrownBy(() -> MatchingEstimator.estimate(
                        new double[] {1, 2},
                        treated,
                        new double[][] {{1, 2}},
                        MatchingEstimator.Options.of(TargetPopulation.ATO)))
                .isInstanceOf(SteelyardException.class);
    }
}
