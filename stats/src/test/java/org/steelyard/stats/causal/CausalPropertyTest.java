package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.TargetPopulation;

class CausalPropertyTest {

    private static final double LEVEL = 0.95;

    private static PropensityModel model(CausalSample s) {
        return PropensityModel.fit(s.design(), s.treated(), Numerics.plain());
    }

    @Test
    void contrastsByHand() {
        // Risks 0.4 and 0.2, variances 0.01 and 0.04, covariance 0.005.
        PotentialMeans m = new PotentialMeans(0.4, 0.2, 0.01, 0.04, 0.005);
        assertThat(m.difference(LEVEL).se()).isCloseTo(Math.sqrt(0.04), within(1e-15));
        assertThat(m.riskRatio(LEVEL).value()).isCloseTo(2, within(1e-12));
        // (2.5)² 0.01 + 5² 0.04 − 2 · 2.5 · 5 · 0.005
        assertThat(m.riskRatio(LEVEL).se()).isCloseTo(Math.sqrt(0.0625 + 1 - 0.125), within(1e-12));
        assertThat(m.oddsRatio(LEVEL).value()).isCloseTo(0.4 / 0.6 / 0.25, within(1e-12));
        assertThat(m.treatedMean(LEVEL).se()).isCloseTo(0.1, within(1e-15));
        assertThat(m.controlMean(LEVEL).value()).isEqualTo(0.2);
    }

    @Test
    void intervalAndPOfAnEstimateByHand() {
        Estimate e = Estimate.normal(1.959963984540054, 1, LEVEL);
        assertThat(e.lower()).isCloseTo(0, within(1e-12));
        assertThat(e.p()).isCloseTo(0.05, within(1e-12));
        Estimate r = Estimate.ratio(Math.log(2), 0, LEVEL);
        assertThat(r.lower()).isCloseTo(2, within(1e-15));
        assertThat(r.p()).isZero();
        assertThat(Estimate.normal(0, 0, LEVEL).p()).isNaN();
        // 97.5 % quantile of t with 4 degrees of freedom: 2.776445105.
        assertThat(Estimate.student(0, 1, LEVEL, 4).upper()).isCloseTo(2.776445105, within(1e-8));
    }

    /**
     * One binary confounder. x = 0: 2 treated with mean 1/2, 6 controls with mean 1/3; x = 1: 3 treated with mean 2/3, 1 control with 0. Whole
     * population: (8 · 1/2 + 4 · 2/3)/12 = 5/9 and (8 · 1/3 + 0)/12 = 2/9; treated: (2 · 1/2 + 3 · 2/3)/5 = 3/5 and (2 · 1/3)/5 = 2/15.
     */
    @Test
    void saturatedModelsAllGiveTheStratifiedMeansByHand() {
        double[] x = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1};
        boolean[] treated = {true, true, false, false, false, false, false, false, true, true, true, false};
        double[] y = {1, 0, 1, 1, 0, 0, 0, 0, 1, 1, 0, 0};
        DesignMatrix design = DesignMatrix.withIntercept(List.of("x"), new double[][] {x});
        PropensityModel model = PropensityModel.fit(design, treated, Numerics.plain());
        OutcomeRegression regression = OutcomeRegression.fit(
                y,
                treated,
                design,
                OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS).with(OutcomeRegression.Form.PER_ARM));
        AugmentedIpw.Input input = new AugmentedIpw.Input(y, treated, model.score(), regression.predictions());
        for (TargetPopulation target : List.of(TargetPopulation.ATE, TargetPopulation.ATT)) {
            double one = target == TargetPopulation.ATE ? 5.0 / 9 : 0.6;
            double zero = target == TargetPopulation.ATE ? 2.0 / 9 : 2.0 / 15;
            for (PotentialMeans m : List.of(
                    WeightedMeans.estimate(y, treated, model, target),
                    AugmentedIpw.estimate(input, target),
                    Standardisation.estimate(regression, treated, target))) {
                assertThat(m.treated()).isCloseTo(one, within(1e-9));
                assertThat(m.control()).isCloseTo(zero, within(1e-9));
            }
        }
    }

    @Test
    void pairedMeansByHand() {
        // Pairs (1, 0), (1, 1), (0, 0), (1, 0): differences 1, 0, 0, 1, mean 0.5, standard deviation 1/√3.
        double[] y = {1, 1, 0, 1, 0, 1, 0, 0};
        MatchedPairs pairs = new MatchedPairs(
                new int[] {0, 1, 2, 3}, new int[] {4, 5, 6, 7}, new double[4], Double.POSITIVE_INFINITY, 0, 8);
        PotentialMeans m = PairedMeans.estimate(y, pairs);
        assertThat(m.difference(LEVEL).value()).isEqualTo(0.5);
        assertThat(m.difference(LEVEL).se()).isCloseTo(Math.sqrt(1.0 / 3) / 2, within(1e-15));
    }

    @Test
    void aControlUsedTwiceJoinsItsPairsIntoOneCluster() {
        double[] y = {3, 5, 9, 1, 2};
        MatchedPairs pairs = new MatchedPairs(
                new int[] {0, 1, 2}, new int[] {3, 3, 4}, new double[3], Double.POSITIVE_INFINITY, 0, 5);
        PotentialMeans m = PairedMeans.estimate(y, pairs);
        // Differences 2, 4 (one cluster) and 7; mean 13/3; cluster sums of residuals −8/3 and 8/3; times 2/(2 − 1)/9.
        assertThat(m.difference(LEVEL).value()).isCloseTo(13.0 / 3, within(1e-12));
        assertThat(m.difference(LEVEL).se()).isCloseTo(Math.sqrt(2 * 2 * 64.0 / 9 / 9), within(1e-12));
    }

    @Test
    void meansFollowTheUnitAndOriginOfTheOutcome() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-affine").generator(), 400);
        double[] moved = Arrays.stream(s.continuous()).map(v -> 10 * v - 3).toArray();
        for (TargetPopulation target : TargetPopulation.values()) {
            Estimate a = WeightedMeans.estimate(s.continuous(), s.treated(), model(s), target)
                    .difference(LEVEL);
            Estimate b =
                    WeightedMeans.estimate(moved, s.treated(), model(s), target).difference(LEVEL);
            same(b, 10 * a.value(), 10 * a.se());
        }
        OutcomeRegression.Options linear = OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS);
        Estimate a = AugmentedIpw.estimate(s.continuous(), s.treated(), model(s), linear)
                .difference(LEVEL);
        Estimate b = AugmentedIpw.estimate(moved, s.treated(), model(s), linear).difference(LEVEL);
        same(b, 10 * a.value(), 10 * a.se());
    }

    private static void same(Estimate actual, double value, double se) {
        assertThat(actual.value()).isCloseTo(value, within(1e-8));
        assertThat(actual.se()).isCloseTo(se, within(1e-8));
    }

    @Test
    void orderOfPeopleDoesNotMatter() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-order").generator(), 300);
        CausalSample turned = s.select(IntStream.range(0, 300).map(i -> 299 - i).toArray());
        OutcomeRegression.Options logistic = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        PotentialMeans a = WeightedMeans.estimate(s.binary(), s.treated(), model(s), TargetPopulation.ATE);
        PotentialMeans b =
                WeightedMeans.estimate(turned.binary(), turned.treated(), model(turned), TargetPopulation.ATE);
        same(b.oddsRatio(LEVEL), a.oddsRatio(LEVEL).value(), a.oddsRatio(LEVEL).se());
        PotentialMeans c = AugmentedIpw.estimate(s.binary(), s.treated(), model(s), logistic);
        PotentialMeans d = AugmentedIpw.estimate(turned.binary(), turned.treated(), model(turned), logistic);
        same(d.riskRatio(LEVEL), c.riskRatio(LEVEL).value(), c.riskRatio(LEVEL).se());
    }

    @Test
    void everybodyTwiceGivesTheSameMeansAndTheErrorOfTwiceTheSample() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-twice").generator(), 300);
        CausalSample twice = s.select(IntStream.range(0, 600).map(i -> i % 300).toArray());
        for (TargetPopulation target : TargetPopulation.values()) {
            Estimate a = WeightedMeans.estimate(s.binary(), s.treated(), model(s), target)
                    .difference(LEVEL);
            Estimate b = WeightedMeans.estimate(twice.binary(), twice.treated(), model(twice), target)
                    .difference(LEVEL);
            same(b, a.value(), a.se() / Math.sqrt(2));
        }
        OutcomeRegression.Options logistic = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        Estimate a = Standardisation.estimate(s.binary(), s.treated(), s.design(), logistic)
                .difference(LEVEL);
        Estimate b = Standardisation.estimate(twice.binary(), twice.treated(), twice.design(), logistic)
                .difference(LEVEL);
        same(b, a.value(), a.se() / Math.sqrt(2));
    }

    @Test
    void exchangingTheArmsTurnsTheContrast() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-turn").generator(), 300);
        boolean[] turned = new boolean[300];
        for (int i = 0; i < 300; i++) {
            turned[i] = !s.treated()[i];
        }
        PropensityModel other = PropensityModel.fit(s.design(), turned, Numerics.plain());
        Estimate att = WeightedMeans.estimate(s.binary(), s.treated(), model(s), TargetPopulation.ATT)
                .difference(LEVEL);
        Estimate atc = WeightedMeans.estimate(s.binary(), turned, other, TargetPopulation.ATC)
                .difference(LEVEL);
        same(atc, -att.value(), att.se());
    }

    @Test
    void scoreWithoutCovariatesGivesTheUnadjustedContrast() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-null").generator(), 250);
        PropensityModel flat = PropensityModel.fit(DesignMatrix.interceptOnly(250), s.treated(), Numerics.plain());
        Estimate plain = UnadjustedMeans.risks(s.binary(), s.treated()).difference(LEVEL);
        for (TargetPopulation target : TargetPopulation.values()) {
            same(
                    WeightedMeans.estimate(s.binary(), s.treated(), flat, target)
                            .difference(LEVEL),
                    plain.value(),
                    plain.se());
        }
    }

    @Test
    void stabilisingChangesNoContrast() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-stabilised").generator(), 250);
        PropensityModel model = model(s);
        BalancingWeights raw = BalancingWeights.of(TargetPopulation.ATE, s.treated(), model.score());
        Estimate a = WeightedMeans.estimate(s.binary(), s.treated(), model, raw).difference(LEVEL);
        Estimate b = WeightedMeans.estimate(s.binary(), s.treated(), model, raw.stabilised(s.treated()))
                .difference(LEVEL);
        same(b, a.value(), a.se());
    }

    @Test
    void linearModelWithMainEffectsStandardisesToItsCoefficient() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-linear").generator(), 250);
        OutcomeRegression.Options linear = OutcomeRegression.Options.of(OutcomeRegression.Kind.CONTINUOUS);
        Estimate d = Standardisation.estimate(s.continuous(), s.treated(), s.design(), linear)
                .difference(LEVEL);
        DesignMatrix full = s.design().withColumn("a", indicator(s.treated()));
        var fit = org.steelyard.stats.regression.LinearRegression.withDefaults().fit(full, s.continuous());
        assertThat(d.value()).isCloseTo(fit.coefficient("a"), within(1e-10));
    }

    private static double[] indicator(boolean[] flags) {
        double[] x = new double[flags.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = flags[i] ? 1 : 0;
        }
        return x;
    }

    @Test
    void threadsNeverChangeABit() {
        Seed seed = Seeds.of("causal-threads");
        CausalSample s = CausalSample.draw(seed.generator(), 70_000);
        Numerics many = Numerics.plain().withThreads(4);
        PropensityModel one = model(s);
        PropensityModel four = PropensityModel.fit(s.design(), s.treated(), many);
        OutcomeRegression.Options logistic = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        assertThat(WeightedMeans.estimate(s.binary(), s.treated(), four, TargetPopulation.ATE))
                .isEqualTo(WeightedMeans.estimate(s.binary(), s.treated(), one, TargetPopulation.ATE));
        assertThat(AugmentedIpw.estimate(s.binary(), s.treated(), four, logistic.with(many)))
                .isEqualTo(AugmentedIpw.estimate(s.binary(), s.treated(), one, logistic));
    }

    @Test
    void refittingOnTheSameRowsGivesTheSameScore() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-refit").generator(), 200);
        PropensityModel model = model(s);
        PropensityModel again = model.refit(IntStream.range(0, 200).toArray(), s.treated());
        assertThat(again.score()).containsExactly(model.score(), within(1e-9));
    }

    @Test
    void matchedEstimateIsNearTheTruthOfAnEasyProblem() {
        CausalSample s = CausalSample.draw(Seeds.of("causal-match").generator(), 20_000);
        MatchedPairs pairs = NearestNeighbourMatching.withDefaults()
                .withCaliper(Optional.of(0.2))
                .match(model(s).score(), s.treated());
        // The effect on the continuous outcome is 1 for everybody.
        assertThat(PairedMeans.estimate(s.continuous(), pairs).difference(LEVEL).value())
                .isCloseTo(1, within(0.12));
        assertThat(pairs.largestDistance()).isLessThanOrEqualTo(pairs.caliper());
    }
}
