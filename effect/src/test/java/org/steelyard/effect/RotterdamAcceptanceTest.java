package org.steelyard.effect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.Plans.Spec;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;

/** Node-positive women of the Rotterdam data against src/test/r/rotterdam.R (R 4.2.2, survival 3.5-3). */
class RotterdamAcceptanceTest {

    private static final String SOURCE = "R 4.2.2 survival 3.5-3: src/test/r/rotterdam.R";
    private static final double TOL = 1e-7;

    private static EffectResults results;

    @BeforeAll
    static void run() {
        Plans plan = new Plans()
                .exposure("hormon")
                .covariates("age", "meno", "size", "grade", "nodes", "pgr", "er", "chemo")
                .survival("rfs", "time", "event", Optional.of(1826.25))
                .bootstrap(400)
                .analysis(Spec.primary("ato", "rfs", Adjustment.WEIGHTING, Target.ATO)
                        .with())
                .analysis(Spec.sensitivity("ate", "rfs", Adjustment.WEIGHTING, Target.ATE)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("att", "rfs", Adjustment.WEIGHTING, Target.ATT)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("crude", "rfs", Adjustment.NONE, Target.ATE)
                        .with())
                .analysis(Spec.sensitivity("cox", "rfs", Adjustment.REGRESSION, Target.ATE)
                        .with(Measure.HAZARD_RATIO))
                .analysis(Spec.sensitivity("matched", "rfs", Adjustment.MATCHING, Target.ATT)
                        .matched(0.2, Matching.Order.DESCENDING))
                .subgroup("meno", "ato")
                .benchmark("ato");
        results = EffectEngine.run(
                rotterdam(), Optional.of(gbsg()), plan.build(), Plans.settings().withThreads(2));
    }

    private static Rhc csv(String name) {
        Path file = Path.of(System.getProperty("steelyard.root", ".."), "examples", "rotterdam", "data", name);
        Assumptions.assumeTrue(Files.exists(file), "example data absent: " + name);
        return Rhc.read(file);
    }

    private static AnalysisTable rotterdam() {
        Rhc csv = csv("rotterdam.csv");
        double[] recur = csv.number("recur").values();
        double[] rtime = csv.number("rtime").values();
        double[] dtime = csv.number("dtime").values();
        double[] death = csv.number("death").values();
        double[] nodes = csv.number("nodes").values();
        int[] rows = IntStream.range(0, nodes.length).filter(i -> nodes[i] > 0).toArray();
        List<Column> columns = new ArrayList<>();
        for (String v : List.of("age", "grade", "nodes", "pgr", "er")) {
            columns.add(new Column.Numeric(v, at(csv.number(v).values(), rows)));
        }
        for (String v : List.of("hormon", "meno", "chemo")) {
            columns.add(flag(v, at(csv.number(v).values(), rows)));
        }
        columns.add(new Column.Category(
                "size",
                List.of("<=20", "20-50", ">50"),
                Arrays.stream(rows)
                        .map(i -> csv.level("size", i, List.of("<=20", "20-50", ">50")))
                        .toArray()));
        columns.add(new Column.Numeric(
                "time",
                Arrays.stream(rows)
                        .mapToDouble(i -> recur[i] == 1 ? rtime[i] : dtime[i])
                        .toArray()));
        columns.add(flag(
                "event",
                Arrays.stream(rows)
                        .mapToDouble(i -> Math.max(recur[i], death[i]))
                        .toArray()));
        return Plans.table(columns.toArray(Column[]::new));
    }

    private static AnalysisTable gbsg() {
        Rhc csv = csv("gbsg.csv");
        return Plans.table(
                flag("hormon", csv.number("hormon").values()),
                new Column.Numeric("time", csv.number("rfstime").values()),
                flag("event", csv.number("status").values()));
    }

    private static double[] at(double[] x, int[] rows) {
        return Arrays.stream(rows).mapToDouble(i -> x[i]).toArray();
    }

    private static Column.Binary flag(String name, double[] zeroOne) {
        byte[] out = new byte[zeroOne.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) zeroOne[i];
        }
        return new Column.Binary(name, out);
    }

    private static EffectEstimate estimate(String id) {
        return results.estimates().stream()
                .filter(e -> e.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static void value(String id, double expected) {
        Oracle.check(
                "Effect engine",
                SOURCE,
                "Rotterdam " + id,
                expected,
                estimate(id).value(),
                TOL);
    }

    private static void se(String id, double expected, double tolerance) {
        Oracle.check(
                "Effect engine",
                SOURCE,
                "Rotterdam " + id + " SE",
                expected,
                estimate(id).se(),
                tolerance);
    }

    private static double diagnostic(String id) {
        return results.diagnostics().stream()
                .filter(d -> d.id().equals(id))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void hazardRatios() {
        value("ato/hazard-ratio", 0.667704981367);
        se("ato/hazard-ratio", 0.0817301830316, TOL);
        value("ate/hazard-ratio", 0.62922059781);
        se("ate/hazard-ratio", 0.133123037993, TOL);
        value("att/hazard-ratio", 0.679038959496);
        se("att/hazard-ratio", 0.0811160811684, TOL);
        value("crude/hazard-ratio", 0.852471811105);
        se("crude/hazard-ratio", 0.0777467305879, TOL);
        value("cox/hazard-ratio", 0.672812178266);
        se("cox/hazard-ratio", 0.081567618432, TOL);
        value("matched/hazard-ratio", 0.667551492385);
        se("matched/hazard-ratio", 0.0911770438089, TOL);
        assertThat(estimate("matched/hazard-ratio").nTreated()).isEqualTo(339);
    }

    @Test
    void survivalAndRestrictedMeanAtFiveYears() {
        value("crude/survival-difference", 0.0621604571049);
        value("crude/rmst-difference", 106.231836105);
        value("ato/survival-difference", 0.143470303392);
        value("ato/rmst-difference", 231.941797194);
        value("matched/survival-difference", 0.144972579691);
        value("matched/rmst-difference", 257.554005994);
    }

    /** Both standard errors are simulated (400 here, 2,000 in R), so that they agree within a few of their own errors only. */
    @Test
    void bootstrapStandardErrors() {
        se("ato/survival-difference", 0.0308020062394, 0.15);
        se("ato/rmst-difference", 37.8743264663, 0.15);
    }

    @Test
    void proportionalHazardsAndLogRank() {
        Oracle.check(
                "Effect engine",
                SOURCE,
                "Rotterdam crude PH p",
                0.0907753591752,
                diagnostic("crude/proportional-hazards"),
                1e-6);
        Oracle.check(
                "Effect engine",
                SOURCE,
                "Rotterdam adjusted PH p",
                0.0868269300967,
                diagnostic("cox/proportional-hazards"),
                1e-6);
        double p = results.curves().stream()
                .filter(c -> c.analysis().equals("crude"))
                .findFirst()
                .orElseThrow()
                .logRankP()
                .orElseThrow();
        Oracle.check("Effect engine", SOURCE, "Rotterdam log-rank p", 0.0398815155796, p, TOL);
    }

    @Test
    void subgroupsAreWeightedWithinTheLevel() {
        value("ato/hazard-ratio/meno=false", 0.700185577586);
        se("ato/hazard-ratio/meno=false", 0.223434349276, TOL);
        value("ato/hazard-ratio/meno=true", 0.683083917311);
        se("ato/hazard-ratio/meno=true", 0.0881203095053, TOL);
        double z = (Math.log(0.700185577586) - Math.log(0.683083917311)) / Math.hypot(0.223434349276, 0.0881203095053);
        EffectResults.Interaction i = results.interactions().stream()
                .filter(x -> x.measure().equals("hazard-ratio"))
                .findFirst()
                .orElseThrow();
        Oracle.check(
                "Effect engine",
                "by hand: squared z of two estimates",
                "Rotterdam interaction",
                z * z,
                i.chiSquared(),
                1e-6);
    }

    @Test
    void benchmarkTrial() {
        value("ato/hazard-ratio/benchmark", 0.694884326984);
        se("ato/hazard-ratio/benchmark", 0.12504457036, TOL);
        assertThat(results.agreement()).anySatisfy(a -> {
            assertThat(a.measure()).isEqualTo("hazard-ratio");
            assertThat(a.significanceAgrees()).isTrue();
            assertThat(a.estimateAgrees()).isTrue();
            assertThat(a.differenceAgrees()).isTrue();
        });
    }
}
