package org.steelyard.economics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.economics.EconomicResults.CostLine;
import org.steelyard.economics.EconomicResults.Strategy;
import org.steelyard.kernel.testing.Oracle;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Protocol;

/** The shipped example beside an independent computation in R (economics/src/test/r/rotterdam.R). */
class RotterdamTest {

    private static final String R = "R 4.2.2, survival 3.5-3, rotterdam.R";
    private static EconomicResults results;

    @BeforeAll
    static void runOnce() throws IOException {
        Protocol plan = Fixture.ROTTERDAM;
        var economics = Fixture.draws(plan.economics().orElseThrow(), 200);
        results = EconomicEngine.run(
                women(),
                Fixture.plan(plan, economics),
                Fixture.PACK,
                Fixture.settings(20261122).withThreads(2));
    }

    private static AnalysisTable women() throws IOException {
        Path file = Path.of(System.getProperty("steelyard.root"), "examples", "rotterdam", "data", "rotterdam.csv");
        List<String> lines = Files.readAllLines(file);
        List<String> header = Arrays.asList(lines.getFirst().split(","));
        List<String[]> rows = lines.stream()
                .skip(1)
                .map(l -> l.split(","))
                .filter(r -> number(r, header, "nodes") > 0
                        && number(r, header, "year") >= 1982
                        && number(r, header, "age") >= 18
                        && number(r, header, "age") <= 80)
                .toList();
        ToDoubleFunction<String[]> recurrence =
                r -> number(r, header, "recur") == 1 ? number(r, header, "rtime") : number(r, header, "dtime");
        return new AnalysisTable(
                "rotterdam.csv",
                java.util.stream.LongStream.rangeClosed(2, rows.size() + 1L).toArray(),
                List.of(
                        yes(rows, header, "hormon"),
                        numbers("age", rows, r -> number(r, header, "age")),
                        yes(rows, header, "meno"),
                        category(rows, header, "size", List.of("<=20", "20-50", ">50")),
                        category(rows, header, "grade", List.of("2", "3")),
                        numbers("nodes", rows, r -> number(r, header, "nodes")),
                        numbers("pgr_log", rows, r -> Math.log(number(r, header, "pgr") + 1)),
                        numbers("er_log", rows, r -> Math.log(number(r, header, "er") + 1)),
                        yes(rows, header, "chemo"),
                        numbers("year", rows, r -> number(r, header, "year")),
                        numbers("rfstime", rows, recurrence),
                        flags("status", rows, r -> Math.max(number(r, header, "recur"), number(r, header, "death"))),
                        numbers("dtime", rows, r -> number(r, header, "dtime")),
                        yes(rows, header, "death")));
    }

    private static double number(String[] row, List<String> header, String name) {
        return Double.parseDouble(row[header.indexOf(name)]);
    }

    private static Column numbers(String name, List<String[]> rows, ToDoubleFunction<String[]> value) {
        return new Column.Numeric(name, rows.stream().mapToDouble(value).toArray());
    }

    private static Column yes(List<String[]> rows, List<String> header, String name) {
        return flags(name, rows, r -> number(r, header, name));
    }

    private static Column flags(String name, List<String[]> rows, ToDoubleFunction<String[]> value) {
        return Fixture.binary(
                name, rows.stream().mapToInt(r -> (int) value.applyAsDouble(r)).toArray());
    }

    private static Column category(List<String[]> rows, List<String> header, String name, List<String> levels) {
        int at = header.indexOf(name);
        return new Column.Category(
                name, levels, rows.stream().mapToInt(r -> levels.indexOf(r[at])).toArray());
    }

    private static void arm(Arm arm, double qaly, double ly, double cost) {
        Strategy s = results.strategies().stream()
                .filter(x -> x.arm() == arm)
                .findFirst()
                .orElseThrow();
        String method = "Partitioned survival, overlap weights";
        Oracle.check(method, R, "Rotterdam, QALY, " + arm, qaly, s.qaly(), 1e-8);
        Oracle.check(method, R, "Rotterdam, life years, " + arm, ly, s.ly(), 1e-8);
        Oracle.check(method, R, "Rotterdam, cost, " + arm, cost, s.cost(), 1e-8);
    }

    @Test
    void strategiesAgreeWithR() {
        arm(Arm.TREATED, 4.4355409767745133, 5.8223547969521956, 76730.898990853399);
        arm(Arm.CONTROL, 3.8528616040234587, 5.115448768419486, 89136.330205814185);
    }

    @Test
    void costLinesAgreeWithR() {
        line("endocrine-therapy", Arm.TREATED, 2661.3920538615253);
        line("follow-up", Arm.TREATED, 5152.6368080194343);
        line("recurrence", Arm.TREATED, 15625.913296001547);
        line("recurrence", Arm.CONTROL, 18837.542923754161);
        line("after-recurrence", Arm.CONTROL, 55470.654361634981);
        line("terminal-care", Arm.CONTROL, 10809.751313387091);
        assertThat(results.costLines()).noneMatch(l -> l.id().equals("endocrine-therapy") && l.arm() == Arm.CONTROL);
    }

    private static void line(String id, Arm arm, double expected) {
        CostLine line = results.costLines().stream()
                .filter(l -> l.id().equals(id) && l.arm() == arm)
                .findFirst()
                .orElseThrow();
        Oracle.check(
                "Partitioned survival, overlap weights",
                R,
                "Rotterdam, " + id + ", " + arm,
                expected,
                line.mean(),
                1e-8);
    }

    @Test
    void undiscountedLifeYearsAgreeWithR() {
        double gain = results.estimates().stream()
                .filter(e -> e.measure().equals("incremental-ly-undiscounted"))
                .findFirst()
                .orElseThrow()
                .value();
        Oracle.check(
                "Partitioned survival, overlap weights",
                R,
                "Rotterdam, undiscounted life years gained",
                7.0969609497872046 - 6.1781888679735619,
                gain,
                1e-8);
    }

    @Test
    void overlapWeightsBalanceTheCovariates() {
        assertThat(results.diagnostics())
                .filteredOn(d -> d.kind().equals("smd-max"))
                .singleElement()
                .satisfies(d -> assertThat(d.value()).isLessThan(1e-6));
    }
}
