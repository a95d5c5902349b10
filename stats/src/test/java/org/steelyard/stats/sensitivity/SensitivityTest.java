package org.steelyard.stats.sensitivity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.sensitivity.BiasAnalysis.Bias;
import org.steelyard.stats.sensitivity.BiasAnalysis.Counts;
import org.steelyard.stats.sensitivity.BiasAnalysis.Fixed;
import org.steelyard.stats.sensitivity.BiasAnalysis.Measure;
import org.steelyard.stats.sensitivity.RosenbaumBounds.Direction;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.SimulatedTables;

class SensitivityTest {

    private static final String R = "R 4.2.2; stats/src/test/r/sensitivity.R";
    private static final Reference REF = Reference.of("sensitivity");

    /** Darwin, The Effects of Cross and Self Fertilisation in the Vegetable Kingdom, 1876, table XCVII. */
    private static final double[] MAIZE = {49, -67, 8, 16, 6, 23, 28, 41, 14, 29, 56, 24, 75, 60, -48};

    @Test
    void signedRankBoundsAgreeWithR() {
        String m = "Rosenbaum bounds, signed rank";
        RosenbaumBounds none = RosenbaumBounds.signedRank(MAIZE, 1, Direction.HIGHER);
        Oracle.check(m, "R 4.2.2 wilcox.test", "maize, gamma 1", REF.value("wilcoxon p"), none.upper(), 1e-9);
        assertThat(none.lower()).isEqualTo(none.upper());
        for (double gamma : new double[] {1.5, 2, 3}) {
            String name = "upper." + (gamma == 1.5 ? "1.5" : String.valueOf((int) gamma));
            Oracle.check(
                    m,
                    R,
                    "maize, gamma " + gamma,
                    REF.value(name),
                    RosenbaumBounds.signedRank(MAIZE, gamma, Direction.HIGHER).upper(),
                    1e-9);
        }
        Oracle.check(
                m,
                R,
                "maize, lower at gamma 2",
                REF.value("lower.2"),
                RosenbaumBounds.signedRank(MAIZE, 2, Direction.HIGHER).lower(),
                1e-9);
        Oracle.check(
                m,
                R,
                "maize, critical gamma",
                REF.value("critical"),
                RosenbaumBounds.criticalGamma(MAIZE, Direction.HIGHER, 0.05),
                1e-9);
        assertThat(RosenbaumBounds.criticalGamma(MAIZE, Direction.LOWER, 0.05)).isEqualTo(1);
    }

    @Test
    void mcNemarBoundsAgreeWithR() {
        String m = "Rosenbaum bounds, McNemar";
        Oracle.check(
                m,
                "R 4.2.2 binom.test",
                "12 of 15, gamma 1",
                REF.value("mcnemar.1"),
                RosenbaumBounds.mcNemar(12, 3, 1, Direction.HIGHER).upper(),
                1e-10);
        Oracle.check(
                m,
                "R 4.2.2 binom.test",
                "12 of 15, gamma 2",
                REF.value("mcnemar.2"),
                RosenbaumBounds.mcNemar(12, 3, 2, Direction.HIGHER).upper(),
                1e-10);
        double critical = RosenbaumBounds.criticalGamma(12, 3, Direction.HIGHER, 0.05);
        assertThat(RosenbaumBounds.mcNemar(12, 3, critical, Direction.HIGHER).upper())
                .isCloseTo(0.05, within(1e-9));
    }

    /** Three pairs, all higher: T = 6; at gamma 1 mean 3, variance 3.5. */
    @Test
    void threePairsByHand() {
        double p = RosenbaumBounds.signedRank(new double[] {1, 2, 3}, 1, Direction.HIGHER)
                .upper();
        assertThat(p).isCloseTo(0.0544, within(5e-4));
    }

    @Test
    void riskDifferenceEValue() {
        // Hammond and Horn 1958, smoking and lung cancer, as in Ding and VanderWeele 2016.
        EValue e = EValue.ofRiskDifference(new EValue.RiskCounts(397, 397 + 78557, 51, 51 + 108778), 0.95);
        Oracle.check("E-value, risk difference", R, "smoking: point", REF.value("rd point"), e.point(), 1e-9);
        Oracle.check("E-value, risk difference", R, "smoking: limit", REF.value("rd limit"), e.limit(), 1e-8);
        Oracle.check(
                "E-value, risk difference", "R EValue, documented example", "smoking: point", 20.95, e.point(), 1e-3);
        Oracle.check(
                "E-value, risk difference", "R EValue, documented example", "smoking: limit", 15.96, e.limit(), 1e-3);
        EValue exchanged = EValue.ofRiskDifference(new EValue.RiskCounts(51, 51 + 108778, 397, 397 + 78557), 0.95);
        assertThat(exchanged.limit()).isCloseTo(e.limit(), within(1e-9));
        EValue towards = EValue.towards(Estimate.ratio(Math.log(3), 0.1, 0.95), 1.5);
        assertThat(towards.point()).isCloseTo(EValue.value(2), within(1e-12));
    }

    @Test
    void fixedBiasesGiveThePublishedRatios() {
        String lash = "Lash, Fox, Fink 2009, worked examples";
        // Male circumcision and HIV (Tyndall 1996), confounded by religion.
        Counts hiv = new Counts(105, 527, 85, 93);
        Oracle.check("Bias analysis, confounder", lash, "circumcision, crude RR", 0.35, hiv.riskRatio(), 0.01);
        Oracle.check(
                "Bias analysis, confounder",
                lash,
                "circumcision, adjusted RR",
                0.49,
                Fixed.confounder(hiv.riskRatio(), 0.63, 0.8, 0.05),
                0.02);
        // Mobile phones and uveal melanoma (Stang 2009), selection.
        Counts phones = new Counts(136, 297, 107, 165);
        Oracle.check(
                "Bias analysis, selection",
                lash,
                "mobile phones, adjusted OR",
                1.63,
                Fixed.selection(phones.oddsRatio(), new double[] {0.94, 0.64, 0.85, 0.25}),
                0.005);
    }

    /** 20 of 100 seen with Se 0.8 and Sp 0.9: (20 − 10) / 0.7. */
    @Test
    void misclassificationByHand() {
        double[] accuracy = {0.8, 0.9};
        Counts c = Fixed.outcome(new Counts(20, 80, 30, 70), accuracy, accuracy);
        assertThat(c.treatedCases()).isCloseTo(10 / 0.7, within(1e-12));
        assertThat(c.untreatedCases()).isCloseTo(20 / 0.7, within(1e-12));
        Counts e = Fixed.exposure(new Counts(20, 80, 30, 70), accuracy, accuracy);
        assertThat(e.treatedCases()).isCloseTo((20 - 5) / 0.7, within(1e-12));
        assertThat(e.treatedOthers()).isCloseTo((80 - 15) / 0.7, within(1e-12));
    }

    private static BiasAnalysis.Plan plan(List<Bias> biases, Measure measure) {
        return new BiasAnalysis.Plan(biases, measure, 20_000, Seeds.of("bias analysis"), 0.2);
    }

    @Test
    void withoutBiasTheConventionalIntervalComesBack() {
        Counts counts = new Counts(40, 160, 60, 140);
        BiasAnalysis.Result r = BiasAnalysis.run(counts, plan(List.of(), Measure.RISK_RATIO), 2);
        Estimate conventional = Estimate.ratio(Math.log(counts.riskRatio()), counts.logRiskRatioError(), 0.95);
        assertThat(r.systematic().lower())
                .isEqualTo(r.systematic().upper())
                .isCloseTo(counts.riskRatio(), within(1e-12));
        assertThat(r.total().lower()).isCloseTo(conventional.lower(), within(0.02));
        assertThat(r.total().upper()).isCloseTo(conventional.upper(), within(0.02));
        assertThat(BiasAnalysis.run(counts, plan(List.of(), Measure.RISK_RATIO), 1))
                .isEqualTo(r);
    }

    @Test
    void certainParametersGiveTheFixedAnswer() {
        Counts counts = new Counts(105, 527, 85, 93);
        Bias confounder = new Bias.Confounder(new Prior.Fixed(0.63), new Prior.Fixed(0.8), new Prior.Fixed(0.05));
        BiasAnalysis.Result r = BiasAnalysis.run(counts, plan(List.of(confounder), Measure.RISK_RATIO), 2);
        assertThat(r.systematic().median())
                .isCloseTo(Fixed.confounder(counts.riskRatio(), 0.63, 0.8, 0.05), within(1e-12));
        Bias outcome = new Bias.Outcome(new Prior.Beta(80, 20), new Prior.Uniform(0.95, 1), true);
        Bias exposure =
                new Bias.Exposure(new Prior.Trapezoid(0.8, 0.85, 0.9, 0.95), new Prior.LogitNormal(4, 0.2), false);
        Bias selection = new Bias.Selection(
                List.of(new Prior.Uniform(0.8, 0.9), new Prior.Fixed(0.9), new Prior.Fixed(0.9), new Prior.Fixed(0.9)));
        Bias log = new Bias.Confounder(
                new Prior.LogNormal(0.5, 0.2), new Prior.Uniform(0.3, 0.4), new Prior.Uniform(0.1, 0.2));
        BiasAnalysis.Result all = BiasAnalysis.run(
                new Counts(105, 427, 85, 393), plan(List.of(outcome, exposure, selection, log), Measure.ODDS_RATIO), 2);
        assertThat(all.systematic().lower()).isLessThan(all.systematic().median());
        assertThat(all.total().upper()).isGreaterThan(all.systematic().upper());
    }

    @Test
    void priorsHaveTheQuantilesOfTheirDistributions() {
        assertThat(new Prior.Trapezoid(0, 1, 1, 2).quantile(0.125)).isCloseTo(0.5, within(1e-12));
        assertThat(new Prior.Trapezoid(0, 0, 1, 1).quantile(0.3)).isCloseTo(0.3, within(1e-12));
        assertThat(new Prior.Trapezoid(0, 1, 2, 3).quantile(0.875)).isCloseTo(3 - Math.sqrt(0.5), within(1e-12));
        assertThat(new Prior.LogNormal(1, 2).quantile(0.5)).isCloseTo(Math.E, within(1e-12));
        assertThat(new Prior.LogitNormal(0, 2).quantile(0.5)).isCloseTo(0.5, within(1e-12));
        assertThat(new Prior.Beta(1, 1).quantile(0.3)).isCloseTo(0.3, within(1e-9));
    }

    /** The difference is 1 − δ/2 with se 0.25: it stops being conclusive at δ = 2 − 0.98. */
    @Test
    void tippingPointByHand() {
        double[] grid = {-3, -2, -1, 0, 1, 2, 3};
        TippingPoint.Result r = TippingPoint.search(d -> Estimate.normal(1 - d / 2, 0.25, 0.95), grid, 0);
        assertThat(r.tips().orElseThrow()).isCloseTo(2 * (1 - 1.959964 * 0.25), within(1e-4));
        assertThat(TippingPoint.search(d -> Estimate.normal(9, 0.1, 0.95), grid, 0)
                        .tips())
                .isEmpty();
        List<TippingPoint.Cell> cells =
                TippingPoint.enumerate(new TippingPoint.Arm(10, 45, 5), new TippingPoint.Arm(25, 48, 2), 0.95);
        assertThat(cells).hasSize(6 * 3);
        assertThat(cells.getFirst().riskDifference()).isCloseTo(10 / 50.0 - 25 / 50.0, within(1e-14));
        assertThat(cells.getFirst().conclusive()).isTrue();
    }

    @Test
    void specificationCurveCountsAndTests() {
        LinkedHashMap<String, List<String>> choices = new LinkedHashMap<>();
        choices.put("outcome", List.of("a", "b"));
        choices.put("adjustment", List.of("none", "age", "all"));
        List<SpecificationCurve.Specification> all = SpecificationCurve.combinations(choices, s -> true);
        assertThat(all).hasSize(6);
        assertThat(SpecificationCurve.combinations(
                        choices, s -> !s.choices().get("outcome").equals("b")))
                .hasSize(3);
        SpecificationCurve curve =
                SpecificationCurve.of(all, s -> Estimate.normal(all.indexOf(s) - 0.5, 1, 0.95), 0.05, 2);
        SpecificationCurve.Summary summary = curve.summary();
        assertThat(summary.median()).isCloseTo(2, within(1e-12));
        assertThat(summary.shareDominant()).isCloseTo(5 / 6.0, within(1e-12));
        // Of −0.5, 0.5, …, 4.5 those above 1.96 are significant; Stouffer is the sum 12 over √6.
        assertThat(summary.shareSignificant()).isCloseTo(0.5, within(1e-12));
        assertThat(summary.stouffer()).isCloseTo(12 / Math.sqrt(6), within(1e-9));
        assertThat(curve.medianByOption("outcome")).containsEntry("a", 0.5).containsEntry("b", 3.5);
        Seed seed = Seeds.of("specification curve");
        SpecificationCurve.Inference none = curve.infer(
                (s, b) -> Estimate.normal(Draws.normal(seed.child("null", b).generator()), 1, 0.95), 199, 2);
        assertThat(none.medianP()).isBetween(0.005, 0.15);
        assertThat(curve.sorted().getFirst().estimate().orElseThrow().value()).isEqualTo(-0.5);
    }

    @Test
    void completeCaseWeightsAgreeWithStackedEquations() {
        Csv csv = SimulatedTables.csv("missing.csv");
        boolean[] known = new boolean[csv.rows()];
        for (int i = 0; i < known.length; i++) {
            known[i] = csv.numbers("r")[i] == 1;
        }
        DesignMatrix design =
                DesignMatrix.withIntercept(List.of("x", "z"), new double[][] {csv.numbers("x"), csv.numbers("z")});
        Estimate e = CompleteCaseWeights.of(design, known).mean(design, csv.numbers("y"), 0.95);
        Oracle.check("Weights for missing values", R, "simulated: mean", REF.value("ipw mean"), e.value(), 1e-9);
        Oracle.check("Weights for missing values", R, "simulated: se", REF.value("ipw se"), e.se(), 1e-6);
    }

    @Test
    void specificationThatFailsNumericallyIsKept() {
        RandomGenerator random = Seeds.of("failure").generator();
        LinkedHashMap<String, List<String>> choices = new LinkedHashMap<>();
        choices.put("x", List.of("good", "bad"));
        SpecificationCurve curve = SpecificationCurve.of(
                SpecificationCurve.combinations(choices, s -> true),
                s -> s.choices().get("x").equals("bad")
                        ? Estimate.normal(Double.NaN, 1, 0.95)
                        : Estimate.normal(random.nextDouble(), 1, 0.95),
                0.05,
                1);
        assertThat(curve.summary().failed()).isEqualTo(1);
    }
}
