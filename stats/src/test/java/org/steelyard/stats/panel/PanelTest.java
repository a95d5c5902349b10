package org.steelyard.stats.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Draws;
import org.steelyard.stats.panel.StaggeredAdoption.Comparison;
import org.steelyard.stats.panel.StaggeredAdoption.Method;
import org.steelyard.stats.panel.StaggeredAdoption.Plan;
import org.steelyard.stats.regression.RobustCovariance.ClusterCorrection;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Reference;
import org.steelyard.stats.testing.Seeds;
import org.steelyard.stats.testing.Shared;
import org.steelyard.stats.testing.SimulatedTables;

class PanelTest {

    private static final String DID = "R did 2.5.0";
    private static final String R = "R 4.2.2; stats/src/test/r/panel.R";
    private static final Plan NEVER = Plan.of(Method.DOUBLY_ROBUST, Comparison.NEVER_TREATED);

    private static Panel mpdta(boolean covariate) {
        Csv csv = Shared.csv("data/did/mpdta.csv");
        int[] first = Arrays.stream(csv.numbers("first.treat"))
                .mapToInt(g -> g == 0 ? Panel.NEVER : (int) g)
                .toArray();
        Panel.Rows rows = new Panel.Rows(
                integers(csv.numbers("countyreal")), integers(csv.numbers("year")), csv.numbers("lemp"), first);
        return covariate
                ? Panel.of(rows, List.of("lpop"), new double[][] {csv.numbers("lpop")})
                : Panel.of(rows, List.of(), new double[0][]);
    }

    private static int[] integers(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    private record Scenario(String name, Panel panel, Plan plan) {}

    private static List<Scenario> scenarios() {
        return List.of(
                new Scenario("mpdta_nev_dr", mpdta(false), NEVER),
                new Scenario("mpdta_nyt_dr", mpdta(false), Plan.of(Method.DOUBLY_ROBUST, Comparison.NOT_YET_TREATED)),
                new Scenario("mpdta_nev_reg_cov", mpdta(true), Plan.of(Method.REGRESSION, Comparison.NEVER_TREATED)),
                new Scenario("mpdta_nev_ipw", mpdta(false), Plan.of(Method.WEIGHTING, Comparison.NEVER_TREATED)));
    }

    @Test
    void groupTimeEffectsAgreeWithDid() {
        Csv ref = Shared.csv("data/did/ref_attgt.csv");
        for (Scenario s : scenarios()) {
            List<GroupTimeEffect> effects =
                    StaggeredAdoption.of(s.panel(), s.plan()).effects();
            int[] rows = ref.where("scenario", s.name());
            assertThat(effects).hasSize(rows.length);
            for (int k = 0; k < rows.length; k++) {
                GroupTimeEffect e = effects.get(k);
                String what = s.name() + " ATT(" + e.group() + "," + e.time() + ")";
                assertThat(e.group()).isEqualTo((int) ref.numbers("group")[rows[k]]);
                assertThat(e.time()).isEqualTo((int) ref.numbers("t")[rows[k]]);
                Oracle.check(
                        "Callaway–Sant'Anna",
                        DID,
                        what,
                        ref.numbers("att")[rows[k]],
                        e.estimate().value(),
                        1e-9);
                Oracle.check(
                        "Callaway–Sant'Anna",
                        DID,
                        what + ", se",
                        ref.numbers("se")[rows[k]],
                        e.estimate().se(),
                        1e-9);
            }
        }
    }

    @Test
    void aggregatesAgreeWithDid() {
        Csv ref = Shared.csv("data/did/ref_aggte.csv");
        for (Scenario s : scenarios()) {
            Aggregation a = StaggeredAdoption.of(s.panel(), s.plan()).aggregate();
            for (int row : ref.where("scenario", s.name())) {
                String type = ref.text("type")[row];
                Aggregation.Point overall;
                if (type.equals("simple")) {
                    overall = a.simple();
                } else {
                    Aggregation.Curve curve = switch (type) {
                        case "group" -> a.byGroup();
                        case "dynamic" -> a.byExposure();
                        default -> a.byCalendar();
                    };
                    overall = curve.overall();
                    Aggregation.Point point = curve.at((int) ref.numbers("egt")[row]);
                    String what = s.name() + " " + type + " " + point.at();
                    Oracle.check(
                            "Callaway–Sant'Anna, aggregates",
                            DID,
                            what,
                            ref.numbers("att_egt")[row],
                            point.estimate().value(),
                            1e-9);
                    Oracle.check(
                            "Callaway–Sant'Anna, aggregates",
                            DID,
                            what + ", se",
                            ref.numbers("se_egt")[row],
                            point.estimate().se(),
                            1e-9);
                }
                Oracle.check(
                        "Callaway–Sant'Anna, aggregates",
                        DID,
                        s.name() + " " + type,
                        ref.numbers("overall_att")[row],
                        overall.estimate().value(),
                        1e-9);
                Oracle.check(
                        "Callaway–Sant'Anna, aggregates",
                        DID,
                        s.name() + " " + type + ", se",
                        ref.numbers("overall_se")[row],
                        overall.estimate().se(),
                        1e-9);
            }
        }
    }

    @Test
    void preTestAgreesWithDid() {
        Csv ref = Shared.csv("data/did/ref_pretest.csv");
        for (Scenario s : scenarios()) {
            int row = ref.where("scenario", s.name())[0];
            var test = StaggeredAdoption.of(s.panel(), s.plan()).preTest();
            Oracle.check(
                    "Callaway–Sant'Anna, pre-test",
                    DID,
                    s.name() + " W",
                    ref.numbers("W")[row],
                    test.statistic(),
                    1e-8);
            Oracle.check(
                    "Callaway–Sant'Anna, pre-test", DID, s.name() + " p", ref.numbers("Wpval")[row], test.p(), 5e-5);
        }
    }

    @Test
    void covariateMethodsAgreeWithR() {
        Reference ref = Reference.of("panel");
        Method[] methods = {Method.REGRESSION, Method.WEIGHTING, Method.DOUBLY_ROBUST};
        String[] names = {"reg", "ipw", "dr"};
        for (int m = 0; m < 3; m++) {
            GroupTimeEffect e =
                    StaggeredAdoption.of(mpdta(true), Plan.of(methods[m], Comparison.NEVER_TREATED)).effects().stream()
                            .filter(x -> x.group() == 2006 && x.time() == 2006)
                            .findFirst()
                            .orElseThrow();
            Oracle.check(
                    "Callaway–Sant'Anna with covariate",
                    R,
                    "ATT(2006,2006) " + names[m],
                    ref.value("att." + names[m]),
                    e.estimate().value(),
                    1e-8);
            // The jackknife agrees with the influence function to first order only.
            Oracle.check(
                    "Callaway–Sant'Anna with covariate",
                    R + ", jackknife",
                    "ATT(2006,2006) " + names[m] + ", se",
                    ref.value("jackknife se." + names[m]),
                    e.estimate().se(),
                    0.04);
        }
    }

    @Test
    void multiplierBootstrapIsNearTheAnalyticErrorAndCoversAllPointsAtOnce() {
        Aggregation a = StaggeredAdoption.of(mpdta(false), NEVER).aggregate();
        List<Aggregation.Point> points = a.byExposure().points();
        Aggregation.Band band = a.band(points, 2000, Seeds.of("multiplier"));
        for (int k = 0; k < points.size(); k++) {
            assertThat(band.se()[k]).isCloseTo(points.get(k).estimate().se(), within(0.1 * band.se()[k]));
        }
        assertThat(band.critical()).isBetween(2.2, 3.2);
        assertThat(band.intervals()).hasSameSizeAs(points);
    }

    @Test
    void effectsDoNotDependOnLevelsOfUnits() {
        Panel panel = mpdta(false);
        RandomGenerator random = Seeds.of("unit shifts").generator();
        double[][] shifted = Arrays.stream(panel.outcome())
                .map(row -> {
                    double shift = 10 * Draws.normal(random);
                    return Arrays.stream(row).map(v -> v + shift).toArray();
                })
                .toArray(double[][]::new);
        Panel other =
                new Panel(panel.units(), panel.times(), shifted, panel.firstTreated(), List.of(), new double[0][]);
        double a = StaggeredAdoption.of(panel, NEVER)
                .aggregate()
                .simple()
                .estimate()
                .value();
        double b = StaggeredAdoption.of(other, NEVER)
                .aggregate()
                .simple()
                .estimate()
                .value();
        assertThat(b).isCloseTo(a, within(1e-12));
    }

    @Test
    void twoWayFixedEffectsAgreeWithPlm() {
        TwoWayFixedEffects.Fit fit = TwoWayFixedEffects.ofPanel(
                mpdta(false), new TwoWayFixedEffects.Options(true, ClusterCorrection.NONE, 0.95));
        String plm = "R 4.2.2 plm";
        Oracle.check("Two-way fixed effects", plm, "mpdta", -.03654893667, fit.coefficients()[0], 1e-9);
        Oracle.check(
                "Two-way fixed effects",
                plm,
                "mpdta, cluster se",
                .01323861981,
                fit.estimate("treated").se(),
                1e-9);
    }

    @Test
    void eventStudyAgreesWithDummies() {
        TwoWayFixedEffects.EventStudy study =
                TwoWayFixedEffects.eventStudy(mpdta(false), 4, 3, TwoWayFixedEffects.Options.DEFAULT);
        Reference ref = Reference.of("panel");
        for (int k = 0; k < study.exposures().length; k++) {
            Oracle.check(
                    "Event study, two-way fixed effects",
                    R,
                    "mpdta, exposure " + study.exposures()[k],
                    ref.value("event study", k + 1),
                    study.effects().get(k).value(),
                    1e-8);
        }
        assertThat(study.preTest().df()).isEqualTo(3);
    }

    @Test
    void decompositionAddsUpToTheFixedEffectsCoefficient() {
        Panel panel = mpdta(false);
        BaconDecomposition bacon = BaconDecomposition.of(panel);
        Oracle.check(
                "Goodman-Bacon decomposition",
                "R 4.2.2 plm",
                "mpdta: weighted sum",
                -.03654893667,
                bacon.coefficient(),
                1e-9);
        assertThat(bacon.comparisons().stream()
                        .mapToDouble(BaconDecomposition.Comparison::weight)
                        .sum())
                .isCloseTo(1, within(1e-12));
        assertThat(bacon.shareAlreadyTreated()).isBetween(0.0, 0.2);
        RandomGenerator random = Seeds.of("bacon").generator();
        double[][] y = new double[40][7];
        int[] first = new int[40];
        for (int u = 0; u < 40; u++) {
            first[u] = 2 + Draws.index(random, 5);
            first[u] = first[u] == 6 ? Panel.NEVER : first[u];
            y[u] = Draws.normals(random, 7);
        }
        Panel drawn = new Panel(
                java.util.stream.IntStream.range(0, 40).toArray(),
                new int[] {0, 1, 2, 3, 4, 5, 6},
                y,
                first,
                List.of(),
                new double[0][]);
        double b = TwoWayFixedEffects.ofPanel(drawn, TwoWayFixedEffects.Options.DEFAULT)
                .coefficients()[0];
        assertThat(BaconDecomposition.of(drawn).coefficient()).isCloseTo(b, within(1e-10));
    }

    /** Means 10 → 14 and 8 → 9: the effect is 4 − 1 = 3. */
    @Test
    void twoPeriodsByHand() {
        double[] y = {9, 11, 13, 15, 7, 9, 8, 10};
        boolean[] treated = {true, true, true, true, false, false, false, false};
        boolean[] after = {false, false, true, true, false, false, true, true};
        int[] clusters = {0, 1, 0, 1, 2, 3, 2, 3};
        Estimate e =
                TwoPeriods.effect(new TwoPeriods.Data(y, treated, after, clusters, List.of(), new double[0][]), 0.95);
        assertThat(e.value()).isCloseTo(3, within(1e-12));
    }

    @Test
    void syntheticControlAgreesWithQuadprog() {
        Csv csv = SimulatedTables.csv("synthetic.csv");
        double[][] y = new double[csv.rows()][20];
        for (int t = 0; t < 20; t++) {
            double[] column = csv.numbers("V" + (t + 1));
            for (int u = 0; u < y.length; u++) {
                y[u][t] = column[u];
            }
        }
        SyntheticControl.Inference fit = SyntheticControl.infer(SyntheticControl.Data.of(y, 14), 0);
        Reference ref = Reference.of("panel");
        String quadprog = R + ", quadprog";
        for (int j = 1; j < y.length; j++) {
            assertThat(fit.fit().weights()[j]).isCloseTo(ref.value("weight", j), within(1e-8));
        }
        Oracle.check(
                "Synthetic control",
                quadprog,
                "simulated: mean effect",
                ref.value("effect"),
                fit.fit().meanEffect(),
                1e-8);
        Oracle.check(
                "Synthetic control",
                quadprog,
                "simulated: error before",
                ref.value("error before"),
                fit.fit().errorBefore(),
                1e-8);
        Oracle.check(
                "Synthetic control",
                quadprog,
                "simulated: ratio of errors",
                ref.value("ratio"),
                fit.fit().ratio(),
                1e-7);
        Oracle.check("Synthetic control", quadprog, "simulated: placebo p", ref.value("p"), fit.p(), 1e-12);
        assertThat(Arrays.stream(fit.fit().weights()).sum()).isCloseTo(1, within(1e-12));
    }

    /** A unit that is the mean of two donors gets weights of one half. */
    @Test
    void syntheticControlByHand() {
        double[][] y = {{2, 3, 9}, {1, 2, 3}, {3, 4, 5}, {9, 0, 1}};
        SyntheticControl.Fit fit = SyntheticControl.fit(SyntheticControl.Data.of(y, 2), 0);
        assertThat(fit.weights()).containsExactly(new double[] {0, 0.5, 0.5, 0}, within(1e-9));
        assertThat(fit.gaps()[2]).isCloseTo(5, within(1e-9));
    }
}
