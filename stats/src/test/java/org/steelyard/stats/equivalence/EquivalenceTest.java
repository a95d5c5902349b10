package org.steelyard.stats.equivalence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.equivalence.TwoProportions.Interval;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.power.Clusters;
import org.steelyard.stats.power.MeanDesigns;
import org.steelyard.stats.power.ProportionDesigns;
import org.steelyard.stats.power.SurvivalDesigns;
import org.steelyard.stats.power.internal.NoncentralT;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;

class EquivalenceTest {

    private static final String CLOSED = "closed forms, R 4.2.2; intervals of Newcombe also in the original paper";
    private static final String R = "R 4.2.2; stats/src/test/r/equivalence.R";
    private static final Reference REF = Reference.of("equivalence");

    /** Cushny and Peebles 1905, extra hours of sleep under two drugs. */
    private static final double[] FIRST = {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};

    private static final double[] SECOND = {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

    private static void interval(TwoProportions p, Interval method, double[] expected) {
        double[] limits = p.interval(method, 0.95);
        String what = p.firstEvents() + "/" + p.first() + " vs " + p.secondEvents() + "/" + p.second();
        Oracle.check("Difference of proportions, " + method, CLOSED, what + ": lower", expected[0], limits[0], 1e-7);
        Oracle.check("Difference of proportions, " + method, CLOSED, what + ": upper", expected[1], limits[1], 1e-7);
    }

    @Test
    void intervalsOfTheDifferenceAgree() {
        TwoProportions a = new TwoProportions(56, 70, 48, 80);
        interval(a, Interval.WALD, new double[] {.05750489915, .3424951009});
        interval(a, Interval.NEWCOMBE, new double[] {.0524314724, .333872654});
        interval(a, Interval.MEE, new double[] {.05333384929, .3377294637});
        interval(a, Interval.MIETTINEN_NURMINEN, new double[] {.05282971325, .33817294});
        TwoProportions b = new TwoProportions(9, 10, 3, 10);
        interval(b, Interval.WALD, new double[] {.2605242798, .9394757202});
        interval(b, Interval.NEWCOMBE, new double[] {.1705227239, .8090179735});
        interval(b, Interval.MEE, new double[] {.1821264995, .8369503309});
        interval(b, Interval.MIETTINEN_NURMINEN, new double[] {.1700250164, .8406495439});
        TwoProportions c = new TwoProportions(83, 88, 69, 76);
        interval(c, Interval.MIETTINEN_NURMINEN, new double[] {-.04837941901, .1288991203});
        interval(c, Interval.NEWCOMBE, new double[] {-.04838665363, .1271756274});
    }

    @Test
    void nonInferiorityTestsAgree() {
        TwoProportions c = new TwoProportions(83, 88, 69, 76);
        TwoProportions.MarginTest fm = c.above(-0.1, Interval.MEE);
        Oracle.check("Farrington–Manning", CLOSED, "83/88 vs 69/76, margin −0.10: z", 2.957151277, fm.z(), 1e-9);
        Oracle.check("Farrington–Manning", CLOSED, "83/88 vs 69/76, margin −0.10: p", .001552478713, fm.p(), 1e-8);
        Oracle.check(
                "Miettinen–Nurminen",
                CLOSED,
                "83/88 vs 69/76, margin −0.10: z",
                2.948121787,
                c.above(-0.1, Interval.MIETTINEN_NURMINEN).z(),
                1e-9);
    }

    @Test
    void scoreTestAndIntervalDecideAlikeAndMirror() {
        RandomGenerator random = Seeds.of("proportions").generator();
        for (int i = 0; i < 300; i++) {
            int n = 1 + Draws.index(random, 40);
            int m = 1 + Draws.index(random, 40);
            TwoProportions p = new TwoProportions(Draws.index(random, n + 1), n, Draws.index(random, m + 1), m);
            TwoProportions mirrored = new TwoProportions(p.secondEvents(), m, p.firstEvents(), n);
            for (Interval method : new Interval[] {Interval.MEE, Interval.MIETTINEN_NURMINEN}) {
                if (n + m == 1 || (method == Interval.MIETTINEN_NURMINEN && n + m < 3)) {
                    continue;
                }
                double[] limits = p.interval(method, 0.95);
                double[] other = mirrored.interval(method, 0.95);
                assertThat(limits[0]).as(p + " " + method).isCloseTo(-other[1], within(1e-8));
                if (limits[0] > -0.999 && limits[0] < p.difference() - 1e-6) {
                    assertThat(p.above(limits[0], method).p())
                            .as(p + " " + method)
                            .isCloseTo(0.025, within(1e-6));
                }
                assertThat(limits[0]).isLessThanOrEqualTo(p.difference());
            }
        }
    }

    @Test
    void twoOneSidedTestsAgreeWithR() {
        Estimate welch = TwoMeans.welch(FIRST, SECOND, 0.95);
        Margins.Result t = new Margins(-3, 1).test(welch, 0.05);
        Oracle.check("TOST, Welch", CLOSED, "sleep, bounds −3 and 1: lower t", 1.672376661, t.lowerStatistic(), 1e-9);
        Oracle.check("TOST, Welch", CLOSED, "sleep: lower p", .05597891453, t.lowerP(), 1e-9);
        Oracle.check("TOST, Welch", CLOSED, "sleep: upper t", -3.03854351, t.upperStatistic(), 1e-9);
        Oracle.check("TOST, Welch", CLOSED, "sleep: upper p", .003570669174, t.upperP(), 1e-9);
        Oracle.check("TOST, Welch", CLOSED, "sleep: df", 17.77647352, welch.df(), 1e-9);
        Oracle.check(
                "TOST, Welch",
                CLOSED,
                "sleep: 90 % lower",
                -3.053381497,
                t.interval().lower(),
                1e-9);
        Oracle.check(
                "TOST, Welch",
                CLOSED,
                "sleep: 90 % upper",
                -.1066185027,
                t.interval().upper(),
                1e-8);
        assertThat(t.equivalenceP()).isEqualTo(t.lowerP());
        Oracle.check(
                "Paired t",
                "R 4.2.2 t.test",
                "sleep: lower",
                REF.value("sleep paired lower"),
                TwoMeans.paired(FIRST, SECOND, 0.95).lower(),
                1e-9);
        Oracle.check(
                "Student's t",
                "R 4.2.2 t.test",
                "sleep: p",
                REF.value("sleep pooled p"),
                TwoMeans.pooled(FIRST, SECOND, 0.95).p(),
                1e-9);
    }

    @Test
    void fiellerAgreesWithRAndGeometricRatioWithLogs() {
        double[] x = {5.1, 6.2, 4.8, 7.0, 5.9};
        double[] y = {4.1, 4.4, 5.0, 3.7, 4.6, 4.9};
        Estimate f = TwoMeans.fieller(x, y, 0.95);
        Oracle.check("Fieller's interval", R, "lower", REF.value("fieller lower"), f.lower(), 1e-9);
        Oracle.check("Fieller's interval", R, "upper", REF.value("fieller upper"), f.upper(), 1e-9);
        Estimate g = TwoMeans.geometricRatio(x, y, 0.95);
        assertThat(TwoMeans.geometricRatio(y, x, 0.95).value()).isCloseTo(1 / g.value(), within(1e-12));
        Margins.Result r = Margins.ratio(1.25).test(Estimate.ratio(0, 0.1, 0.95), 0.05);
        assertThat(r.lowerStatistic()).isCloseTo(Math.log(1.25) / 0.1, within(1e-12));
        assertThat(r.upperP()).isCloseTo(r.lowerP(), within(1e-15));
        assertThat(Margins.difference(2)).isEqualTo(new Margins(-2, 2));
    }

    /** 8/10 against 5/10: difference 0.3, Wald half width 1.96 √(0.016 + 0.025); p of 0.3 above 0 by the Wald z. */
    @Test
    void waldByHand() {
        TwoProportions p = new TwoProportions(8, 10, 5, 10);
        double half = 1.959963984540054 * Math.sqrt(0.041);
        assertThat(p.interval(Interval.WALD, 0.95))
                .containsExactly(new double[] {0.3 - half, 0.3 + half}, within(1e-12));
        assertThat(p.above(0, Interval.WALD).z()).isCloseTo(0.3 / Math.sqrt(0.041), within(1e-12));
        assertThat(p.equivalenceP(-0.9, 0.9, Interval.MEE)).isLessThan(0.05);
        assertThat(p.riskRatio(0.95).value()).isCloseTo(1.6, within(1e-12));
    }

    @Test
    void sizesAndPowersAgreeWithR() {
        String r = "R 4.2.2 power.t.test";
        MeanDesigns.Test two = MeanDesigns.Test.TWO_SIDED;
        Oracle.check(
                "Power, noncentral t",
                "R 4.2.2 pt",
                "t 1.5, df 5, ncp 2",
                REF.value("pt.1.5"),
                NoncentralT.cumulative(1.5, 5, 2),
                1e-9);
        Oracle.check(
                "Power, noncentral t",
                "R 4.2.2 pt",
                "t −1, df 3, ncp 0.5",
                REF.value("pt.-1"),
                NoncentralT.cumulative(-1, 3, 0.5),
                1e-8);
        Oracle.check(
                "Power, noncentral t",
                "R 4.2.2 pt",
                "t 4, df 30, ncp 3",
                REF.value("pt.4"),
                NoncentralT.cumulative(4, 30, 3),
                1e-9);
        Oracle.check(
                "Power, two means", r, "size", REF.value("t size"), MeanDesigns.twoArmSize(0.5, 1, 0.9, two), 1e-5);
        Oracle.check("Power, two means", r, "power", REF.value("t power"), MeanDesigns.twoArms(0.8, 1, 12, two), 1e-8);
        Oracle.check(
                "Power, two means",
                r,
                "power, 2 a group",
                REF.value("tiny power"),
                MeanDesigns.twoArms(3, 1, 2, two),
                1e-7);
        Oracle.check(
                "Power, paired means",
                r,
                "size",
                REF.value("paired size"),
                MeanDesigns.pairedSize(0.4, 1, 0.8, two),
                1e-5);
        Oracle.check(
                "Power, two means",
                r,
                "one-sided size",
                REF.value("one sided size"),
                MeanDesigns.nonInferioritySize(new double[] {0, 0.3}, 1, 0.8, two),
                1e-5);
        String prop = "R 4.2.2 power.prop.test";
        Oracle.check(
                "Power, two proportions",
                prop,
                "size",
                REF.value("prop size"),
                ProportionDesigns.size(0.3, 0.45, 0.8, two),
                1e-6);
        Oracle.check(
                "Power, two proportions",
                prop,
                "power",
                REF.value("prop power"),
                ProportionDesigns.power(0.3, 0.45, 150, two),
                1e-6);
        Oracle.check(
                "Schoenfeld's events",
                CLOSED,
                "HR 0.7",
                246.7871045,
                SurvivalDesigns.schoenfeldEvents(0.7, 1, 0.8, two),
                1e-9);
        Oracle.check(
                "Minimum detectable ratio",
                "CohortMethod, shipped example",
                "159 events, 1797 and 830",
                1.6127112395730,
                SurvivalDesigns.detectableRatio(159, new double[] {1797, 830}, 0.8, 0.05),
                1e-9);
    }

    @Test
    void sizesByHandAndTheirProperties() {
        MeanDesigns.Test two = MeanDesigns.Test.TWO_SIDED;
        MeanDesigns.Test one = new MeanDesigns.Test(0.025, 1, 1);
        double z = 1.959963984540054 + 0.8416212335729143;
        // Freedman, HR 0.5: z² (1.5)² / 0.25.
        assertThat(SurvivalDesigns.freedmanEvents(0.5, 0.8, two)).isCloseTo(z * z * 9, within(1e-9));
        assertThat(SurvivalDesigns.power(SurvivalDesigns.schoenfeldEvents(1, 1.3, 0.9, one), 1, 1.3, one))
                .isCloseTo(0.9, within(1e-12));
        assertThat(SurvivalDesigns.eventProbability(0.1, 1e-9, 5)).isCloseTo(1 - Math.exp(-0.5), within(1e-6));
        assertThat(SurvivalDesigns.eventProbability(0.1, 0, 5)).isCloseTo(1 - Math.exp(-0.5), within(1e-15));
        // Non-inferiority of two 80 % within 10 points: z² · 0.32 / 0.01.
        assertThat(ProportionDesigns.nonInferioritySize(new double[] {0.8, 0.8}, 0.1, 0.8, one))
                .isCloseTo(z * z * 32, within(1e-9));
        double zz = 1.959963984540054 + 1.2815515655446004;
        assertThat(ProportionDesigns.equivalenceSize(new double[] {0.8, 0.8}, 0.1, 0.8, one))
                .isCloseTo(zz * zz * 32, within(1e-9));
        // Discordant 0.3 and 0.1: (1.96 √0.4 + 0.84 √0.36)² / 0.04.
        assertThat(ProportionDesigns.mcNemarPairs(0.3, 0.1, 0.8, two))
                .isCloseTo(
                        Math.pow(1.959963984540054 * Math.sqrt(0.4) + 0.8416212335729143 * 0.6, 2) / 0.04,
                        within(1e-9));
        double n = MeanDesigns.equivalenceSize(new double[] {0, 0.5}, 1, 0.8, one);
        assertThat(MeanDesigns.equivalence(0, 0.5, new double[] {1, n}, one)).isCloseTo(0.8, within(1e-9));
        assertThat(n).isGreaterThan(MeanDesigns.nonInferioritySize(new double[] {0, 0.5}, 1, 0.8, one));
        assertThat(MeanDesigns.differenceInDifferencesSize(0.5, new double[] {1, 0.5}, 0.8, two))
                .isCloseTo(MeanDesigns.twoArmSize(0.5, 1, 0.8, two), within(1e-9));
        assertThat(new Clusters(1, 0, 0.05).designEffect()).isEqualTo(1);
        assertThat(new Clusters(20, 0, 0.05).designEffect()).isCloseTo(1.95, within(1e-12));
        assertThat(new Clusters(20, 0, 0.05).clustersPerArm(100)).isCloseTo(9.75, within(1e-12));
        assertThat(Clusters.sizeNeeded(100, 9.75, 0.05)).isCloseTo(20, within(1e-9));
    }
}
