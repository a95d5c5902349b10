package org.steelyard.stats.causal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.matching.MatchedPairs;
import org.steelyard.stats.matching.NearestNeighbourMatching;
import org.steelyard.stats.sensitivity.EValue;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Rhc;
import org.steelyard.stats.testing.Shared;
import org.steelyard.stats.weighting.BalancingWeights;
import org.steelyard.stats.weighting.StandardisedDifference;
import org.steelyard.stats.weighting.TargetPopulation;
import org.steelyard.stats.weighting.Trimming;

/** Right heart catheterisation, 5,735 patients: every estimator against the R script 10_rhc.R beside the data. */
class RhcCausalTest {

    private static final String R = "R 4.2.2, 10_rhc.R (glm, sandwich 3.0)";
    private static final double TOLERANCE = 1e-8;
    private static final double LEVEL = 0.95;

    private static Rhc rhc;
    private static boolean[] treated;
    private static PropensityModel model;

    @BeforeAll
    static void load() {
        rhc = Rhc.load();
        treated = new boolean[rhc.treated.length];
        for (int i = 0; i < treated.length; i++) {
            treated[i] = rhc.treated[i] == 1;
        }
        model = PropensityModel.fit(rhc.propensityDesign(), treated, Numerics.plain());
    }

    private static void check(String method, String quantity, double expected, double actual) {
        Oracle.check(method, R, "RHC 30-day mortality: " + quantity, expected, actual, TOLERANCE);
    }

    @Test
    void unadjustedRisksAgreeWithR() {
        PotentialMeans means = UnadjustedMeans.risks(rhc.died, treated);
        Estimate rd = means.difference(LEVEL);
        check("Unadjusted risks", "risk difference", 0.07364406456, rd.value());
        check("Unadjusted risks", "se of risk difference", 0.01295092011, rd.se());
        check("Unadjusted risks", "lower limit", 0.04826072758, rd.lower());
        check("Unadjusted risks", "upper limit", 0.09902740154, rd.upper());
        check(
                "Unadjusted risks",
                "risk ratio",
                1.240358523,
                means.riskRatio(LEVEL).value());
        check(
                "Unadjusted risks",
                "odds ratio",
                1.387697943,
                means.oddsRatio(LEVEL).value());
    }

    @Test
    void weightedMeansWithStackedVarianceAgreeWithR() {
        weighted(TargetPopulation.ATE, 0.05500997891, 0.01561842787);
        weighted(TargetPopulation.ATT, 0.05402409135, 0.01969326123);
        weighted(TargetPopulation.ATC, 0.05547730698, 0.01871268696);
        weighted(TargetPopulation.ATO, 0.06405395617, 0.0132602221);
        PotentialMeans ate = WeightedMeans.estimate(rhc.died, treated, model, TargetPopulation.ATE);
        check("Hájek weighting, stacked variance", "ATE risk under treatment", 0.3690732676, ate.treated());
        check("Hájek weighting, stacked variance", "ATE risk under control", 0.3140632887, ate.control());
    }

    private static void weighted(TargetPopulation target, double difference, double se) {
        Estimate rd = WeightedMeans.estimate(rhc.died, treated, model, target).difference(LEVEL);
        check("Hájek weighting, stacked variance", target + " risk difference", difference, rd.value());
        check("Hájek weighting, stacked variance", target + " se", se, rd.se());
    }

    @Test
    void weightedMeansWithKnownWeightsAgreeWithR() {
        robust(TargetPopulation.ATE, 0.05500997891, 0.01741070436);
        robust(TargetPopulation.ATT, 0.05402409135, 0.02145319835);
        robust(TargetPopulation.ATC, 0.05547730698, 0.02035448629);
        robust(TargetPopulation.ATO, 0.06405395617, 0.01509699);
        robust(TargetPopulation.ATM, 0.06481182992, 0.01527331099);
    }

    private static void robust(TargetPopulation target, double difference, double se) {
        double[] weight = BalancingWeights.of(target, treated, model.score()).weight();
        Estimate rd = WeightedMeans.robust(rhc.died, treated, weight).difference(LEVEL);
        check("Hájek weighting, HC0", target + " risk difference", difference, rd.value());
        check("Hájek weighting, HC0", target + " se", se, rd.se());
    }

    @Test
    void effectiveSampleSizesAndExtremeWeightsAgreeWithR() {
        BalancingWeights ate = BalancingWeights.of(TargetPopulation.ATE, treated, model.score());
        check("Balancing weights", "ATE effective size, treated", 1111.009118, ate.effectiveSampleSize(treated, true));
        check(
                "Balancing weights",
                "ATE effective size, controls",
                2138.166615,
                ate.effectiveSampleSize(treated, false));
        check("Balancing weights", "ATE largest weight", 55.75201884, ate.largest());
        BalancingWeights stabilised = ate.stabilised(treated);
        check("Balancing weights", "largest stabilised weight", 21.23145757, stabilised.largest());
        BalancingWeights truncated = stabilised.truncated(0.01, 0.99);
        check("Balancing weights", "99th percentile of stabilised weights", 4.205604466, truncated.largest());
        Estimate rd =
                WeightedMeans.robust(rhc.died, treated, truncated.weight()).difference(LEVEL);
        check("Balancing weights", "risk difference, stabilised and truncated", 0.06078371808, rd.value());
        // Recomputed in R from rhc_ps.csv: 0.0156547430981. The script printed 0.0156547434.
        check("Balancing weights", "se, stabilised and truncated", 0.0156547430981, rd.se());
    }

    @Test
    void trimmingToAFixedRangeAgreesWithR() {
        boolean[] keep = Trimming.range(model.score(), 0.1, 0.9);
        double[] weight = BalancingWeights.of(TargetPopulation.ATE, treated, model.score())
                .weight()
                .clone();
        int kept = 0;
        for (int i = 0; i < keep.length; i++) {
            weight[i] *= keep[i] ? 1 : 0;
            kept += keep[i] ? 1 : 0;
        }
        assertThat(kept).isEqualTo(4727);
        Estimate rd = WeightedMeans.robust(rhc.died, treated, weight).difference(LEVEL);
        check("Trimming", "ATE within scores 0.1 to 0.9", 0.05756656076, rd.value());
        check("Trimming", "se within scores 0.1 to 0.9", 0.01606622693, rd.se());
    }

    @Test
    void augmentedWeightingAgreesWithR() {
        OutcomeRegression.Options options = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        Estimate rd = AugmentedIpw.estimate(rhc.died, treated, model, options).difference(LEVEL);
        check("Augmented weighting", "risk difference", 0.0577220245, rd.value());
        check("Augmented weighting", "se", 0.01486498164, rd.se());
    }

    @Test
    void standardisationAgreesWithR() {
        OutcomeRegression.Options options = OutcomeRegression.Options.of(OutcomeRegression.Kind.BINARY);
        PotentialMeans means = Standardisation.estimate(rhc.died, treated, rhc.propensityDesign(), options);
        check(
                "Standardisation",
                "risk difference",
                0.0615136372,
                means.difference(LEVEL).value());
        check("Standardisation", "risk under treatment", 0.3718780584, means.treated());
        check("Standardisation", "risk under control", 0.3103644212, means.control());
    }

    @Test
    void standardisedDifferencesAgreeWithR() {
        Csv expected = Shared.csv("data/rhc/reference/rhc_smd.csv");
        String[] terms = expected.text("");
        double[] ate = BalancingWeights.of(TargetPopulation.ATE, treated, model.score())
                .weight();
        double[] ato = BalancingWeights.of(TargetPopulation.ATO, treated, model.score())
                .weight();
        DesignMatrix design = rhc.propensityDesign();
        for (int k = 0; k < terms.length; k++) {
            double[] x = design.column(design.terms().indexOf(terms[k]));
            Oracle.check(
                    "Standardised difference",
                    R,
                    "RHC " + terms[k] + ", unadjusted",
                    expected.numbers("unadj")[k],
                    StandardisedDifference.unweighted(x, treated),
                    TOLERANCE);
            double weighted = StandardisedDifference.of(x, treated, ate);
            assertThat(weighted).isCloseTo(expected.numbers("ATE")[k], org.assertj.core.data.Offset.offset(1e-9));
            assertThat(StandardisedDifference.of(x, treated, ato))
                    .isCloseTo(0, org.assertj.core.data.Offset.offset(1e-9));
        }
    }

    @Test
    void matchingFindsThePairsOfThePlainSearch() {
        samePairs(NearestNeighbourMatching.Order.DESCENDING, "rhc_pairs_greedy_desc.csv", 1718);
        samePairs(NearestNeighbourMatching.Order.DATA, "rhc_pairs_greedy_dataorder.csv", 1528);
        assertThat(match(NearestNeighbourMatching.Order.ASCENDING).pairs()).isEqualTo(1488);
        MatchedPairs free = NearestNeighbourMatching.withDefaults().match(model.score(), treated);
        assertThat(free.pairs()).isEqualTo(2184);
        check("Nearest-neighbour matching", "largest distance without caliper", 1.086845699, free.largestDistance());
    }

    private static MatchedPairs match(NearestNeighbourMatching.Order order) {
        return NearestNeighbourMatching.withDefaults()
                .withCaliper(java.util.Optional.of(0.2))
                .withOrder(order)
                .match(model.score(), treated);
    }

    private static void samePairs(NearestNeighbourMatching.Order order, String file, int count) {
        MatchedPairs pairs = match(order);
        Csv expected = Shared.csv("data/rhc/reference/" + file);
        double[] treatedRow = expected.numbers("treated_row");
        double[] controlRow = expected.numbers("control_row");
        assertThat(pairs.pairs()).isEqualTo(count).isEqualTo(treatedRow.length);
        int same = 0;
        for (int k = 0; k < pairs.pairs(); k++) {
            boolean equal = pairs.treated()[k] + 1 == treatedRow[k] && pairs.control()[k] + 1 == controlRow[k];
            same += equal ? 1 : 0;
        }
        Oracle.check(
                "Nearest-neighbour matching", R, "RHC pairs identical to the plain search, " + order, count, same, 0);
    }

    @Test
    void pairedMeansAgreeWithR() {
        MatchedPairs pairs = match(NearestNeighbourMatching.Order.DESCENDING);
        PotentialMeans means = PairedMeans.estimate(rhc.died, pairs);
        Estimate rd = means.difference(LEVEL);
        check("Paired means", "risk difference, 1,718 pairs", 0.05529685681, rd.value());
        check("Paired means", "paired se", 0.01617486598, rd.se());
        check("Paired means", "odds ratio", 1.283980777, means.oddsRatio(LEVEL).value());
        check("Nearest-neighbour matching", "caliper", 0.2858422449, pairs.caliper());
        PotentialMeans inOrder = PairedMeans.estimate(rhc.died, match(NearestNeighbourMatching.Order.DATA));
        check(
                "Paired means",
                "risk difference, data order",
                0.07133507853,
                inOrder.difference(LEVEL).value());
        check(
                "Paired means",
                "paired se, data order",
                0.01716200855,
                inOrder.difference(LEVEL).se());
    }

    @Test
    void eValueOfTheWeightedRiskRatioAgreesWithR() {
        PotentialMeans ate = WeightedMeans.estimate(rhc.died, treated, model, TargetPopulation.ATE);
        EValue e = EValue.ofRiskRatio(ate.riskRatio(LEVEL));
        check("E-value", "weighted risk ratio", 1.175155712, e.riskRatio());
        check("E-value", "of the weighted risk ratio", 1.628846394, e.point());
    }
}
