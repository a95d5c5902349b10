package org.steelyard.stats.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.meta.MetaAnalysis.Interval;
import org.steelyard.stats.meta.MetaAnalysis.Options;
import org.steelyard.stats.meta.MetaAnalysis.Result;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;

class MetaAnalysisTest {

    private static final String R = "R 4.2.2 metafor 3.8; stats/src/test/r/meta.R";
    private static final Reference REF = Reference.of("meta");
    private static final Map<String, BetweenVariance> METHODS = Map.of(
            "FE", BetweenVariance.FIXED,
            "DL", BetweenVariance.DERSIMONIAN_LAIRD,
            "HE", BetweenVariance.HEDGES,
            "HS", BetweenVariance.HUNTER_SCHMIDT,
            "SJ", BetweenVariance.SIDIK_JONKMAN,
            "ML", BetweenVariance.MAXIMUM_LIKELIHOOD,
            "REML", BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD,
            "EB", BetweenVariance.EMPIRICAL_BAYES,
            "PM", BetweenVariance.PAULE_MANDEL);

    private static List<StratifiedTables.Table> tables() {
        Csv csv = Shared.csv("data/meta/bcg.csv");
        return IntStream.range(0, csv.rows())
                .mapToObj(i -> new StratifiedTables.Table(
                        csv.numbers("tpos")[i],
                        csv.numbers("tpos")[i] + csv.numbers("tneg")[i],
                        csv.numbers("cpos")[i],
                        csv.numbers("cpos")[i] + csv.numbers("cneg")[i]))
                .toList();
    }

    private static Studies bcg() {
        return Studies.of(tables().stream().map(t -> t.riskRatio(0.95)).toList());
    }

    @Test
    void everyEstimatorOfTheBetweenVarianceAgreesWithMetafor() {
        Csv csv = Shared.csv("data/meta/bcg.csv");
        double[][] moderators = {csv.numbers("ablat"), csv.numbers("year")};
        METHODS.forEach((name, method) -> {
            Result r = MetaAnalysis.pool(bcg(), Options.of(method));
            String m = "Meta-analysis, " + name;
            Oracle.check(m, R, "BCG, log RR", REF.value(name + ".b"), r.coefficients()[0], 1e-9);
            Oracle.check(m, R, "BCG, se", REF.value(name + ".se"), r.pooled().se(), 1e-9);
            Oracle.check(m, R, "BCG, tau²", REF.value(name + ".tau2"), r.betweenVariance(), 1e-9);
            Oracle.check(m, R, "BCG, I²", REF.value(name + ".I2"), r.inconsistency(), 1e-9);
            Oracle.check(m, R, "BCG, H²", REF.value(name + ".H2"), r.h2(), 1e-9);
            Result g = MetaAnalysis.regress(bcg(), moderators, Options.of(method));
            Oracle.check(
                    m + ", regression", R, "BCG, latitude", REF.value(name + ".mods b"), g.coefficients()[1], 1e-7);
            Oracle.check(
                    m + ", regression",
                    R,
                    "BCG, latitude, se",
                    REF.value(name + ".mods se"),
                    g.coefficient(1).se(),
                    1e-7);
            Oracle.check(
                    m + ", regression",
                    R,
                    "BCG, residual tau²",
                    REF.value(name + ".mods tau2"),
                    g.betweenVariance(),
                    1e-7);
            Oracle.check(
                    m + ", regression",
                    R,
                    "BCG, residual Q",
                    REF.value(name + ".mods QE"),
                    g.residual().statistic(),
                    1e-9);
        });
    }

    @Test
    void publishedNumbersOfTheVaccineTrials() {
        String published = "R 4.2.2 metafor, default tolerance";
        Options reml = Options.of(BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD);
        Result r = MetaAnalysis.pool(bcg(), reml);
        Oracle.check("Meta-analysis, REML", published, "BCG, tau²", .313243326, r.betweenVariance(), 1e-6);
        Oracle.check("Cochran Q", published, "BCG", 152.2330081, r.residual().statistic(), 1e-9);
        double[] latitude = Shared.csv("data/meta/bcg.csv").numbers("ablat");
        Result g = MetaAnalysis.regress(bcg(), new double[][] {latitude}, reml);
        Oracle.check("Meta-regression, REML", published, "BCG, latitude", -.02910166093, g.coefficients()[1], 1e-5);
        Oracle.check("Meta-regression, REML", published, "BCG, R²", 75.62447836, g.explained(), 1e-4);
    }

    @Test
    void hartungKnappAndLeaveOneOutAgreeWithMetafor() {
        Options reml = Options.of(BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD);
        Estimate e = MetaAnalysis.pool(bcg(), reml.with(Interval.HARTUNG_KNAPP)).coefficient(0);
        Oracle.check("Hartung–Knapp", R, "BCG, lower limit", REF.value("knha lb"), e.lower(), 1e-9);
        Oracle.check("Hartung–Knapp", R, "BCG, upper limit", REF.value("knha ub"), e.upper(), 1e-9);
        List<Result> left = MetaAnalysis.leaveOneOut(bcg(), reml);
        for (int i = 0; i < left.size(); i++) {
            Oracle.check(
                    "Leave one out, REML",
                    R,
                    "BCG without " + (i + 1),
                    REF.value("leave", i + 1),
                    left.get(i).coefficients()[0],
                    1e-8);
        }
    }

    @Test
    void smallStudyTestsAgreeWithMetafor() {
        Options reml = Options.of(BetweenVariance.RESTRICTED_MAXIMUM_LIKELIHOOD);
        Estimate mixed = SmallStudyEffects.eggerMixed(bcg(), reml);
        Oracle.check("Egger's test, mixed model", R, "BCG, z", REF.value("egger z"), mixed.value() / mixed.se(), 1e-7);
        Oracle.check("Egger's test, mixed model", R, "BCG, p", REF.value("egger p"), mixed.p(), 1e-7);
        Estimate classic = SmallStudyEffects.eggerClassic(bcg(), 0.95);
        Oracle.check(
                "Egger's test, regression", R, "BCG, t", REF.value("egger t"), classic.value() / classic.se(), 1e-9);
        Oracle.check("Egger's test, regression", R, "BCG, p", REF.value("egger t p"), classic.p(), 1e-9);
        SmallStudyEffects.RankTest begg = SmallStudyEffects.begg(bcg());
        Oracle.check("Begg's test", R, "BCG, tau", REF.value("begg tau"), begg.tau(), 1e-10);
        Oracle.check("Begg's test", R, "BCG, p", REF.value("begg p"), begg.p(), 1e-9);
    }

    @Test
    void trimAndFillAgreesWithMetafor() {
        for (String name : List.of("REML", "DL")) {
            SmallStudyEffects.TrimAndFill t = SmallStudyEffects.trimAndFill(bcg(), Options.of(METHODS.get(name)));
            Oracle.check(
                    "Trim and fill",
                    R,
                    "BCG, " + name + ": studies added",
                    REF.value("trim " + name + " k0"),
                    t.added(),
                    0);
            Oracle.check(
                    "Trim and fill",
                    R,
                    "BCG, " + name,
                    REF.value("trim " + name + " b"),
                    t.adjusted().coefficients()[0],
                    2e-6);
            Oracle.check(
                    "Trim and fill",
                    R,
                    "BCG, " + name + ", se",
                    REF.value("trim " + name + " se"),
                    t.adjusted().pooled().se(),
                    2e-6);
        }
        int[] some = IntStream.range(0, 13).filter(i -> bcg().y()[i] < 0.1).toArray();
        SmallStudyEffects.TrimAndFill t =
                SmallStudyEffects.trimAndFill(bcg().select(some), Options.of(BetweenVariance.FIXED));
        Oracle.check("Trim and fill", R, "BCG subset, fixed: studies added", REF.value("trim sub k0"), t.added(), 0);
        Oracle.check(
                "Trim and fill",
                R,
                "BCG subset, fixed",
                REF.value("trim sub b"),
                t.adjusted().coefficients()[0],
                1e-9);
        assertThat(t.onTheRight()).isTrue();
    }

    @Test
    void tablesAgreeWithMetafor() {
        check("OR", StratifiedTables.oddsRatio(tables(), 0.95));
        check("RR", StratifiedTables.riskRatio(tables(), 0.95));
        check("RD", StratifiedTables.riskDifference(tables(), 0.95));
        Estimate peto = StratifiedTables.peto(tables(), 0.95);
        Oracle.check("Peto", R, "BCG, log OR", REF.value("Peto"), peto.transformed(), 1e-9);
        Oracle.check("Peto", R, "BCG, se", REF.value("Peto se"), peto.se(), 1e-9);
    }

    private static void check(String measure, Estimate e) {
        Oracle.check("Mantel–Haenszel " + measure, R, "BCG", REF.value("MH " + measure), e.transformed(), 1e-9);
        // R's metafor takes another variance for the risk difference; see the test by hand.
        if (!measure.equals("RD")) {
            Oracle.check("Mantel–Haenszel " + measure, R, "BCG, se", REF.value("MH se " + measure), e.se(), 1e-9);
        }
    }

    @Test
    void admissionsAgreeWithMantelhaenTest() {
        // Bickel et al., Science 1975;187:398-404: admitted and rejected men and women of six departments.
        double[][] counts = {
            {512, 313, 89, 19},
            {353, 207, 17, 8},
            {120, 205, 202, 391},
            {138, 279, 131, 244},
            {53, 138, 94, 299},
            {22, 351, 24, 317}
        };
        List<StratifiedTables.Table> departments = Arrays.stream(counts)
                .map(c -> new StratifiedTables.Table(c[0], c[0] + c[1], c[2], c[2] + c[3]))
                .toList();
        Estimate or = StratifiedTables.oddsRatio(departments, 0.95);
        String r = "R 4.2.2 mantelhaen.test";
        Oracle.check("Mantel–Haenszel OR", r, "admissions", REF.value("UCB OR"), or.value(), 1e-9);
        Oracle.check("Mantel–Haenszel OR", r, "admissions, lower", REF.value("UCB lb"), or.lower(), 1e-9);
        Oracle.check("Mantel–Haenszel OR", r, "admissions, upper", REF.value("UCB ub"), or.upper(), 1e-9);
        Oracle.check(
                "Cochran–Mantel–Haenszel test",
                r,
                "admissions, corrected",
                REF.value("UCB chi"),
                StratifiedTables.test(departments, true).statistic(),
                1e-9);
        Oracle.check(
                "Cochran–Mantel–Haenszel test",
                r,
                "admissions",
                REF.value("UCB chi plain"),
                StratifiedTables.test(departments, false).statistic(),
                1e-9);
    }

    /** y = 1 and 3 with variances 1: mean 2, Q = 2, DL τ² = (2 − 1)/(2 − 2/2) = 1, se = 1. */
    @Test
    void twoStudiesByHand() {
        Studies two = new Studies(new double[] {1, 3}, new double[] {1, 1}, Scale.IDENTITY);
        Result r = MetaAnalysis.pool(two, Options.of(BetweenVariance.DERSIMONIAN_LAIRD));
        assertThat(r.coefficients()[0]).isCloseTo(2, within(1e-14));
        assertThat(r.residual().statistic()).isCloseTo(2, within(1e-14));
        assertThat(r.betweenVariance()).isCloseTo(1, within(1e-14));
        assertThat(r.pooled().se()).isCloseTo(1, within(1e-14));
        assertThat(r.weights()).containsExactly(new double[] {50, 50}, within(1e-12));
        assertThat(r.predictionInterval()).containsOnly(Double.NaN);
        // One stratum, 3 of 10 against 1 of 10: the difference is 0.2, its variance 0.3·0.7/10 + 0.1·0.9/10.
        Estimate rd = StratifiedTables.riskDifference(List.of(new StratifiedTables.Table(3, 10, 1, 10)), 0.95);
        assertThat(rd.value()).isCloseTo(0.2, within(1e-14));
        assertThat(rd.se()).isCloseTo(Math.sqrt(0.03), within(1e-14));
    }

    @Test
    void oneStudyPoolsToItself() {
        Studies one = new Studies(new double[] {Math.log(0.58)}, new double[] {0.04}, Scale.LOG);
        for (BetweenVariance method : BetweenVariance.values()) {
            for (Interval interval : Interval.values()) {
                Estimate e = MetaAnalysis.pool(one, Options.of(method).with(interval))
                        .pooled();
                assertThat(e.value()).isCloseTo(0.58, within(1e-15));
                assertThat(e.se()).isCloseTo(0.2, within(1e-15));
                assertThat(e.lower())
                        .isCloseTo(Estimate.ratio(Math.log(0.58), 0.2, 0.95).lower(), within(1e-14));
            }
        }
    }

    @Test
    void orderDoesNotMatterAndHomogeneousStudiesHaveNoVariance() {
        RandomGenerator random = Seeds.of("meta order").generator();
        double[] y = Draws.normals(random, 11);
        double[] v = random.doubles(11, 0.02, 0.5).toArray();
        int[] order = IntStream.range(0, 11).toArray();
        Draws.shuffle(random, order);
        Studies studies = new Studies(y, v, Scale.IDENTITY);
        Studies equal = new Studies(new double[11], v, Scale.IDENTITY);
        for (BetweenVariance method : BetweenVariance.values()) {
            double a = MetaAnalysis.pool(studies, Options.of(method)).coefficients()[0];
            double b =
                    MetaAnalysis.pool(studies.select(order), Options.of(method)).coefficients()[0];
            assertThat(b).as(method.name()).isCloseTo(a, within(1e-10));
            assertThat(MetaAnalysis.pool(equal, Options.of(method)).betweenVariance())
                    .isZero();
        }
        assertThat(MetaAnalysis.funnel(studies, MetaAnalysis.pool(studies, Options.of(BetweenVariance.FIXED))))
                .hasSize(11);
    }

    @Test
    void atLeastOneFactorNeverNarrowsTheInterval() {
        Studies alike =
                new Studies(new double[] {0.1, 0.11, 0.1, 0.09}, new double[] {0.1, 0.1, 0.1, 0.1}, Scale.IDENTITY);
        Options dl = Options.of(BetweenVariance.DERSIMONIAN_LAIRD);
        double normal = MetaAnalysis.pool(alike, dl).pooled().se();
        assertThat(MetaAnalysis.pool(alike, dl.with(Interval.HARTUNG_KNAPP))
                        .pooled()
                        .se())
                .isLessThan(normal);
        assertThat(MetaAnalysis.pool(alike, dl.with(Interval.HARTUNG_KNAPP_AT_LEAST_ONE))
                        .pooled()
                        .se())
                .isCloseTo(normal, within(1e-15));
    }
}
