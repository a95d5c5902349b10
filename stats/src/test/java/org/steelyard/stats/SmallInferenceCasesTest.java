package org.steelyard.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.imputation.RubinsRules;
import org.steelyard.stats.meta.SmallStudyEffects;
import org.steelyard.stats.meta.Studies;
import org.steelyard.stats.multiplicity.Adjustment;
import org.steelyard.stats.multiplicity.Gatekeeping;
import org.steelyard.stats.multiplicity.Subgroups;
import org.steelyard.stats.power.Clusters;
import org.steelyard.stats.power.MeanDesigns;
import org.steelyard.stats.power.ProportionDesigns;
import org.steelyard.stats.sensitivity.BiasAnalysis;
import org.steelyard.stats.sensitivity.EValue;
import org.steelyard.stats.sensitivity.RosenbaumBounds;
import org.steelyard.stats.sensitivity.SpecificationCurve;
import org.steelyard.stats.sensitivity.TippingPoint;

/**
 * Missing data, sensitivity, many questions and pooling: data small enough to work through on paper, properties that need no reference, and a few numbers of R
 * (stats/src/test/r/further.R), for methods whose own tests had not all three. docs/methods/coverage.md names these.
 */
class SmallInferenceCasesTest {

    private static final String R = "R 4.2.2 stats, sandwich, survival; stats/src/test/r/further.R";

    private static final double LEVEL = 0.95;

    private static final double CONCLUSIVE = 8;

    private static double share(int i, long prime, int of) {
        return (i * prime % of + 0.5) / of;
    }

    /** Two tables, 1 and 3 with variance 1: mean 2, variance 1 + 3/2 · 2. */
    @Test
    void rubinsRulesOfTwoTablesByHand() {
        List<Estimate> tables = List.of(Estimate.normal(1, 1, LEVEL), Estimate.normal(3, 1, LEVEL));
        Estimate pooled =
                RubinsRules.pool(tables, LEVEL, OptionalDouble.empty()).estimate();
        assertThat(pooled.value()).isCloseTo(2, within(1e-12));
        assertThat(pooled.se()).isCloseTo(2, within(1e-12));
    }

    /** 8 of 20 and 4 missing against 3 of 22 and 2 missing, every filling-in by prop.test's Wald interval. */
    @Test
    void fillingsOfMissingOutcomesAgreeWithR() {
        List<TippingPoint.Cell> cells =
                TippingPoint.enumerate(new TippingPoint.Arm(8, 20, 4), new TippingPoint.Arm(3, 22, 2), LEVEL);
        assertThat(cells).hasSize(15);
        Oracle.check(
                "Tipping points",
                R,
                "fillings that stay conclusive",
                CONCLUSIVE,
                cells.stream().filter(TippingPoint.Cell::conclusive).count(),
                1e-12);
        for (TippingPoint.Cell c : cells) {
            for (TippingPoint.Cell d : cells) {
                if (d.controlEvents() == c.controlEvents() && d.treatedEvents() == c.treatedEvents() + 1) {
                    assertThat(d.riskDifference() - c.riskDifference()).isCloseTo(1.0 / 24, within(1e-12));
                }
            }
        }
    }

    /** 0.5 against 0.4 with 80 % power, people in clusters of 20 whose outcomes correlate by 0.05: 1.95 times as many. */
    @Test
    void clustersNeededAgreeWithR() {
        double people = ProportionDesigns.size(0.5, 0.4, 0.8, MeanDesigns.Test.TWO_SIDED);
        Oracle.check(
                "Sample size of clusters",
                "R 4.2.2 power.prop.test, design effect",
                "clusters of 20 per arm",
                37.76550537782,
                new Clusters(20, 0, 0.05).clustersPerArm(people),
                1e-6);
    }

    /** Counts of a worked example in Lash, Fox and Fink 2009: the equations of sensitivity 0.78 and specificity 0.99 solved by R. */
    @Test
    void misclassifiedExposureAgreesWithR() {
        double[] accuracy = {0.78, 0.99};
        BiasAnalysis.Counts c =
                BiasAnalysis.Fixed.exposure(new BiasAnalysis.Counts(215, 668, 1449, 4296), accuracy, accuracy);
        Oracle.check(
                "Bias analysis, misclassification",
                "R 4.2.2 solve",
                "corrected odds ratio",
                0.9490694632331,
                c.oddsRatio(),
                1e-9);
    }

    /** Two needs 2 + √2; of nothing, nothing. */
    @Test
    void eValueOfTwoByHand() {
        assertThat(EValue.value(2)).isCloseTo(2 + Math.sqrt(2), within(1e-12));
        assertThat(EValue.value(1)).isEqualTo(1);
    }

    @Test
    void rosenbaumBoundsWidenWithGamma() {
        double[] differences = {3, -1, 4, 1.5, 5, 9, -2, 6, 5.5};
        double before = 0;
        for (double gamma : new double[] {1, 1.2, 2, 5, 20}) {
            RosenbaumBounds b = RosenbaumBounds.signedRank(differences, gamma, RosenbaumBounds.Direction.HIGHER);
            assertThat(b.upper()).isGreaterThan(before).isGreaterThanOrEqualTo(b.lower());
            before = b.upper();
        }
    }

    @Test
    void specificationCurveAgreesWithR() {
        double[] value = {.1, .25, -.05, .3, .2};
        double[] se = {.05, .1, .1, .2, .08};
        LinkedHashMap<String, List<String>> choices = new LinkedHashMap<>();
        choices.put("k", List.of("0", "1", "2", "3", "4"));
        SpecificationCurve curve = SpecificationCurve.of(
                SpecificationCurve.combinations(choices, s -> true),
                s -> {
                    int k = Integer.parseInt(s.choices().get("k"));
                    return Estimate.normal(value[k], se[k], LEVEL);
                },
                0.05,
                1);
        SpecificationCurve.Summary s = curve.summary();
        String m = "Specification curve";
        Oracle.check(m, R, "five specifications: median", 0.2, s.median(), 1e-12);
        Oracle.check(m, R, "five specifications: Stouffer's z", 3.577708764, s.stouffer(), 1e-9);
        Oracle.check(m, R, "five specifications: share significant", 0.6, s.shareSignificant(), 1e-12);
        // Turned around, the curve is its own mirror.
        SpecificationCurve turned = SpecificationCurve.of(
                SpecificationCurve.combinations(choices, t -> true),
                t -> {
                    int k = Integer.parseInt(t.choices().get("k"));
                    return Estimate.normal(-value[k], se[k], LEVEL);
                },
                0.05,
                1);
        assertThat(turned.summary().median()).isCloseTo(-s.median(), within(1e-12));
        assertThat(turned.summary().stouffer()).isCloseTo(-s.stouffer(), within(1e-12));
    }

    /** p = 0.01, 0.02, 0.09; Hommel's second: the pair with the third has min(2 · 0.02, 0.09). */
    @Test
    void adjustedPValuesOfThreeByHand() {
        double[] p = {.01, .02, .09};
        assertThat(Adjustment.HOLM.adjust(p)).containsExactly(new double[] {.03, .04, .09}, within(1e-12));
        assertThat(Adjustment.HOCHBERG.adjust(p)).containsExactly(new double[] {.03, .04, .09}, within(1e-12));
        assertThat(Adjustment.HOMMEL.adjust(p)).containsExactly(new double[] {.03, .04, .09}, within(1e-12));
        assertThat(Adjustment.BENJAMINI_HOCHBERG.adjust(p))
                .containsExactly(new double[] {.03, .03, .09}, within(1e-12));
    }

    /** A graph of equal shares that pass on evenly is Holm's procedure. */
    @Test
    void gatekeepingOfAnEvenGraphIsHolms() {
        double[] p = {.01, .02, .04, .04, .7};
        double[] adjusted = Gatekeeping.holm(5).test(p, 0.05).adjusted();
        double[] ofR = {0.05, 0.08, 0.12, 0.12, 0.7};
        for (int i = 0; i < p.length; i++) {
            Oracle.check(
                    "Gatekeeping", "R 4.2.2 p.adjust", "even graph of five, " + (i + 1), ofR[i], adjusted[i], 1e-12);
        }
        assertThat(adjusted).containsExactly(Adjustment.HOLM.adjust(p), within(1e-12));
    }

    /** Levels 0 and 1 with variance 0.01: between them 0.49, so that each keeps 49 of 50 parts of itself; Q = 1/0.02. */
    @Test
    void twoSubgroupsByHand() {
        Subgroups s = Subgroups.of(List.of(Estimate.normal(0, 0.1, LEVEL), Estimate.normal(1, 0.1, LEVEL)), LEVEL);
        assertThat(s.betweenVariance()).isCloseTo(0.49, within(1e-6));
        assertThat(s.shrunken().getFirst().value()).isCloseTo(0.01, within(1e-6));
        assertThat(s.interaction().statistic()).isCloseTo(50, within(1e-9));
        Subgroups turned = Subgroups.of(List.of(Estimate.normal(1, 0.1, LEVEL), Estimate.normal(0, 0.1, LEVEL)), LEVEL);
        assertThat(turned.shrunken().getLast().value())
                .isCloseTo(s.shrunken().getFirst().value(), within(1e-12));
        assertThat(turned.interaction().statistic()).isCloseTo(50, within(1e-9));
    }

    /** Effects 0.1 + 2 se: Egger's line has intercept 2. Turned around, −2. */
    @Test
    void eggersLineByHand() {
        double[] se = {0.1, 0.2, 0.25, 0.4, 0.5};
        double[] wobble = {1e-3, -1e-3, 0, 1e-3, -1e-3};
        double[] y = IntStream.range(0, 5)
                .mapToDouble(i -> 0.1 + 2 * se[i] + se[i] * wobble[i])
                .toArray();
        double[] variance = Arrays.stream(se).map(s -> s * s).toArray();
        Estimate e = SmallStudyEffects.eggerClassic(new Studies(y, variance, Scale.IDENTITY), LEVEL);
        assertThat(e.value()).isCloseTo(2, within(0.003));
        Estimate turned = SmallStudyEffects.eggerClassic(
                new Studies(Arrays.stream(y).map(v -> -v).toArray(), variance, Scale.IDENTITY), LEVEL);
        assertThat(turned.value()).isCloseTo(-e.value(), within(1e-10));
        assertThat(turned.p()).isCloseTo(e.p(), within(1e-10));
    }
}
