package org.steelyard.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.internal.CheckFile;
import org.steelyard.data.quality.internal.CheckType;
import org.steelyard.data.quality.internal.CheckTypes;

/** Every type of checks passes, fails and is not applicable where {@code types.spec} says so. */
class CheckTypesTest {

    @TempDir
    private Path temp = Path.of("");

    /** @param cases outcome to tables */
    record Spec(String type, String check, Map<String, List<String>> cases) {
        @Override
        public String toString() {
            return type;
        }
    }

    static List<Spec> specs() throws IOException {
        List<Spec> specs = new ArrayList<>();
        try (InputStream in = CheckTypesTest.class.getResourceAsStream("types.spec")) {
            String text = new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8);
            for (String block : text.split("(?m)^## ")) {
                if (!block.startsWith("#")) {
                    specs.add(spec(block.lines().filter(l -> !l.isBlank()).toList()));
                }
            }
        }
        return specs;
    }

    private static Spec spec(List<String> lines) {
        Map<String, List<String>> cases = new LinkedHashMap<>();
        List<String> tables = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.matches("(pass|fail|none): .*")) {
                tables = new ArrayList<>();
                cases.put(line, tables);
            } else {
                tables.add(line);
            }
        }
        return new Spec(lines.getFirst(), lines.get(1).substring("check: ".length()), cases);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void passesFailsAndIsNotApplicable(Spec spec) {
        int number = 0;
        for (Map.Entry<String, List<String>> one : spec.cases().entrySet()) {
            CheckedTables tables = SmallTables.write(temp.resolve("t" + number++), store(spec), one.getValue());
            Check check = check(spec);
            CheckResult result = QualityChecks.run(tables, List.of(check), QualitySettings.threads(2))
                    .results()
                    .getFirst();

            assertThat(told(result)).as(spec.type() + " " + one.getKey()).isEqualTo(one.getKey());
            assertThat(check.what().zh()).doesNotContain("{", "}}").isNotBlank();
            if (result.outcome() instanceof Outcome.Counted counted && counted.failing() > 0) {
                showsWhereTheyCameFrom(tables, check);
            }
        }
    }

    private static void showsWhereTheyCameFrom(CheckedTables tables, Check check) {
        CheckType.Shape shape = CheckTypes.shipped().get(check.type()).shape();
        List<FailingRow> rows = QualityChecks.failing(tables, check, 100, QualitySettings.threads(1));
        boolean none = shape == CheckType.Shape.STRUCTURE || shape == CheckType.Shape.SERIES;
        assertThat(rows.isEmpty()).as("rows of " + check.type()).isEqualTo(none);
        if (!check.type().equals("measureConditionEraCompleteness")) {
            assertThat(rows).allSatisfy(row -> assertThat(row.row()).isPresent());
        }
    }

    private static String told(CheckResult result) {
        return switch (result.outcome()) {
            case Outcome.Counted c when result.status() == CheckResult.Status.PASS -> "pass: " + c.rows();
            case Outcome.Counted c -> "fail: " + c.failing() + " of " + c.rows();
            case Outcome.NotApplicable n -> "none: " + n.reason();
            case Outcome.Broken b -> "broken: " + b.cause();
        };
    }

    @Test
    void everyTypeHasItsCases() throws IOException {
        assertThat(specs().stream().map(Spec::type))
                .containsExactlyInAnyOrderElementsOf(
                        CheckTypes.shipped().all().stream().map(CheckType::name).toList());
        assertThat(specs())
                .allSatisfy(spec -> assertThat(spec.cases().keySet())
                        .as(spec.type())
                        .anyMatch(c -> c.startsWith("pass"))
                        .anyMatch(c -> c.startsWith("fail"))
                        .satisfies(cases -> assertThat(spec.type().equals("cdmTable")
                                        || cases.stream().anyMatch(c -> c.startsWith("none")))
                                .isTrue()));
    }

    private static Check.Store store(Spec spec) {
        return spec.check().startsWith("raw") ? Check.Store.RAW : Check.Store.STANDARD;
    }

    /** {@code store table field name=value ...}, where threshold and severity may stand among the values. */
    private static Check check(Spec spec) {
        String[] words = spec.check().split(" ");
        List<String> parameters = new ArrayList<>();
        String threshold = "0";
        String severity = "warning";
        for (String word : List.of(words).subList(3, words.length)) {
            if (word.startsWith("threshold=")) {
                threshold = word.substring(10);
            } else if (word.startsWith("severity=")) {
                severity = word.substring(9);
            } else {
                parameters.add(word);
            }
        }
        String row = String.join(
                ",",
                "T1",
                words[0],
                "rule",
                words[1],
                words[2].equals("-") ? "" : words[2],
                spec.type(),
                "\"" + String.join(";", parameters) + "\"",
                threshold,
                severity,
                "",
                "");
        return CheckFile.read(
                        "spec",
                        String.join(",", CheckFile.HEADER) + "\n" + row,
                        org.steelyard.data.quality.internal.KnownTables.shipped())
                .getFirst();
    }
}
