package org.steelyard.society;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Outcome.TimeUnit;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.protocol.Variable;

/** Plans and tables for tests; the frame of a plan is that of the shipped example. */
final class Fixture {

    private static final Path EXAMPLE = Path.of(System.getProperty("steelyard.root"), "examples", "rotterdam");

    static final Protocol ROTTERDAM = ProtocolFile.read(EXAMPLE.resolve("protocol.yaml"));

    private Fixture() {}

    static SocialSettings settings() {
        return SocialSettings.of(
                new Provenance(List.of(Digest.of("data")), Digest.of("plan"), "test", "steelyard test", 1));
    }

    /** What a test changes of the example's plan. */
    record Parts(
            List<Variable> variables,
            String exposure,
            List<Outcome> outcomes,
            List<String> covariates,
            Optional<SocialPlan> society) {}

    static Protocol plan(Parts parts) {
        AnalysisPlan analysis = Records.with(
                ROTTERDAM.analysis(),
                Map.of(
                        "covariates", parts.covariates(),
                        "analyses", List.of(),
                        "subgroups", List.of(),
                        "benchmark", Optional.empty()));
        Protocol.Exposure exposure =
                new Protocol.Exposure(parts.exposure(), Text.of("新技术", "new"), Text.of("常规", "usual"));
        return Records.with(
                ROTTERDAM,
                Map.of(
                        "variables", parts.variables(),
                        "exposure", exposure,
                        "outcomes", parts.outcomes(),
                        "analysis", analysis,
                        "economics", Optional.empty(),
                        "society", parts.society()));
    }

    static SocialPlan social(List<SocialPlan.Group> groups, List<SocialPlan.Concentration> concentration) {
        return new SocialPlan(groups, concentration, Optional.empty(), Text.EMPTY);
    }

    static SocialPlan.Group group(String variable, String... outcomes) {
        return new SocialPlan.Group(variable, Text.EMPTY, List.of(outcomes));
    }

    static SocialPlan.Concentration concentration(String rank, String... of) {
        return new SocialPlan.Concentration(rank, Text.same(rank), List.of(of));
    }

    static Outcome outcome(String id, OutcomeType type, String variable) {
        return new Outcome(
                id,
                Text.same(id),
                type,
                Optional.of(variable),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Text.EMPTY);
    }

    static Outcome timed(String id, String time, String event, Optional<Double> horizon) {
        return new Outcome(
                id,
                Text.same(id),
                OutcomeType.TIME_TO_EVENT,
                Optional.empty(),
                Optional.of(time),
                Optional.of(event),
                Optional.of(TimeUnit.DAY),
                horizon,
                Optional.empty(),
                true,
                Text.EMPTY);
    }

    static Variable variable(String name, Variable.Type type, Optional<String> define) {
        return new Variable(
                name,
                Text.same(name),
                Variable.Role.AUXILIARY,
                type,
                Optional.empty(),
                Optional.empty(),
                define,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static AnalysisTable table(Column... columns) {
        return new AnalysisTable(
                "test.csv", LongStream.range(2, 2 + columns[0].rows()).toArray(), List.of(columns));
    }

    static Column.Binary binary(String name, int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) values[i];
        }
        return new Column.Binary(name, out);
    }

    static Column.Numeric number(String name, double... values) {
        return new Column.Numeric(name, values);
    }

    static Column.Category category(String name, List<String> levels, int... codes) {
        return new Column.Category(name, levels, codes);
    }

    /** The women of the example's plan. */
    static AnalysisTable women() {
        List<String> lines;
        try {
            lines = Files.readAllLines(EXAMPLE.resolve("data").resolve("rotterdam.csv"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<String> header = Arrays.asList(lines.getFirst().split(","));
        List<String[]> rows = lines.stream()
                .skip(1)
                .map(l -> l.split(","))
                .filter(r -> cell(r, header, "nodes") > 0
                        && cell(r, header, "year") >= 1982
                        && cell(r, header, "age") >= 18
                        && cell(r, header, "age") <= 80)
                .toList();
        return table(
                flags("hormon", rows, r -> cell(r, header, "hormon")),
                flags("meno", rows, r -> cell(r, header, "meno")),
                flags("chemo", rows, r -> cell(r, header, "chemo")),
                flags("status", rows, r -> Math.max(cell(r, header, "recur"), cell(r, header, "death"))),
                numbers("age", rows, r -> cell(r, header, "age")),
                numbers("nodes", rows, r -> cell(r, header, "nodes")),
                numbers(
                        "rfs",
                        rows,
                        r -> cell(r, header, "recur") == 1 ? cell(r, header, "rtime") : cell(r, header, "dtime")),
                levels(rows, header, "size", List.of("<=20", "20-50", ">50")),
                levels(rows, header, "grade", List.of("2", "3")));
    }

    private static double cell(String[] row, List<String> header, String name) {
        return Double.parseDouble(row[header.indexOf(name)]);
    }

    private static Column numbers(String name, List<String[]> rows, ToDoubleFunction<String[]> value) {
        return new Column.Numeric(name, rows.stream().mapToDouble(value).toArray());
    }

    private static Column flags(String name, List<String[]> rows, ToDoubleFunction<String[]> value) {
        return binary(
                name, rows.stream().mapToInt(r -> (int) value.applyAsDouble(r)).toArray());
    }

    private static Column levels(List<String[]> rows, List<String> header, String name, List<String> levels) {
        int at = header.indexOf(name);
        return new Column.Category(
                name, levels, rows.stream().mapToInt(r -> levels.indexOf(r[at])).toArray());
    }
}
