package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.kernel.Lang;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.protocol.Variable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A newcomer's way: a new plan, untouched, and a table with the columns that its comments name. */
class TemplateRunTest {

    private static final int PEOPLE = 400;
    private static final double MEAN_STAY = 8;
    private static final double MEAN_SURVIVAL = 250;
    private static final int LAST_DAY = 180;

    @ParameterizedTest
    @EnumSource(Lang.class)
    void theTemplateRunsOnTheTableThatItDescribes(Lang lang, @TempDir Path folder) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        Path out = folder.resolve("out");
        String language = lang == Lang.ZH ? "zh" : "en";

        Cli created = Cli.run("--lang", language, "protocol", "new", plan);
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("patients.csv"), table(ProtocolFile.read(plan)));
        Cli locked = Cli.run("--lang", language, "protocol", "lock", plan);
        Cli run = Cli.run("--lang", language, "run", plan, "--data", data, "--out", out);

        assertThat(created.exitCode()).as(created.said()).isZero();
        assertThat(locked.exitCode()).as(locked.said()).isZero();
        assertThat(run.exitCode()).as(run.said()).isZero();
        JsonNode results = JsonMapper.shared().readTree(out.resolve("results.json"));
        assertThat(results.path("protocol").path("locked").asBoolean()).isTrue();
        assertThat(results.path("estimates")
                        .valueStream()
                        .map(e -> e.path("analysis").asString()))
                .contains("primary", "crude", "matched", "overlap", "survival-weighted", "stay-weighted");
        assertThat(results.path("attrition").isEmpty()).isFalse();
        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }

    /** The comments of the template name every column that its dictionary reads. */
    @ParameterizedTest
    @EnumSource(Lang.class)
    void commentsNameEveryColumn(Lang lang, @TempDir Path folder) throws IOException {
        Path plan = folder.resolve("plan.yaml");
        Cli.run("--lang", lang == Lang.ZH ? "zh" : "en", "protocol", "new", plan);
        String comments = Files.readString(plan)
                .lines()
                .takeWhile(line -> line.startsWith("#"))
                .collect(Collectors.joining());

        assertThat(read(ProtocolFile.read(plan))).allMatch(v -> comments.contains(column(v)));
    }

    private static List<Variable> read(Protocol plan) {
        return plan.variables().stream().filter(v -> v.define().isEmpty()).toList();
    }

    private static String column(Variable variable) {
        return variable.column().orElse(variable.name());
    }

    /** As many people as the template's outcomes need, with random values that the dictionary allows. */
    private static String table(Protocol plan) {
        List<Variable> variables = read(plan);
        Random random = new Random(20_261_122L);
        List<String> lines = new ArrayList<>();
        lines.add(variables.stream().map(TemplateRunTest::column).collect(Collectors.joining(",")));
        for (int i = 0; i < PEOPLE; i++) {
            Map<String, String> drawn = survival(plan, random);
            int person = i;
            lines.add(variables.stream()
                    .map(v -> drawn.getOrDefault(v.name(), value(v, person, random)))
                    .collect(Collectors.joining(",")));
        }
        return String.join("\n", lines) + "\n";
    }

    /** Time and death belong together. */
    private static Map<String, String> survival(Protocol plan, Random random) {
        double days = -MEAN_SURVIVAL * Math.log(1 - random.nextDouble());
        boolean died = days < LAST_DAY;
        return plan.variables().stream()
                .filter(v -> v.define().isEmpty())
                .filter(v -> v.role() == Variable.Role.TIME || v.role() == Variable.Role.EVENT)
                .collect(Collectors.toMap(
                        Variable::name,
                        v -> v.role() == Variable.Role.TIME
                                ? String.valueOf((int) Math.ceil(Math.min(days, LAST_DAY)))
                                : (died ? v.yes() : v.no()).getFirst()));
    }

    private static String value(Variable variable, int person, Random random) {
        return switch (variable.type()) {
            case TEXT -> "P" + person;
            case BINARY -> (random.nextBoolean() ? variable.yes() : variable.no()).getFirst();
            case CATEGORY ->
                variable.levels().get(random.nextInt(variable.levels().size())).value();
            case NUMBER, INTEGER ->
                variable.role() == Variable.Role.OUTCOME
                        ? String.valueOf(1 + (int) (-MEAN_STAY * Math.log(1 - random.nextDouble())))
                        : String.valueOf(20 + random.nextInt(70));
            case DATE -> "2024-01-01";
        };
    }
}
