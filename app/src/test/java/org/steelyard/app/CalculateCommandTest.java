package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Sheets from the command line: every section from file to files, and what happens when it is wrong. */
class CalculateCommandTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("steelyard.root", ".."), "examples", "sheets");

    @TempDir
    private Path temp = Path.of("");

    private static Set<String> sections(Path out) {
        Set<String> found = new TreeSet<>();
        for (JsonNode t :
                JsonMapper.shared().readTree(out.resolve("sheet.json").toFile()).path("tables")) {
            assertThat(t.path("rows").size()).as(t.path("section").asString()).isPositive();
            found.add(t.path("section").asString());
        }
        return found;
    }

    @Test
    void theExampleHasAllSeventeenSectionsInBothLanguages() throws IOException {
        for (String lang : new String[] {"zh", "en"}) {
            Path out = temp.resolve(lang);
            Cli cli = Cli.run("calculate", EXAMPLES.resolve("sheet.yaml"), "--out", out, "--lang", lang);
            assertThat(cli.exitCode()).as(cli.said()).isZero();
            assertThat(sections(out))
                    .containsExactlyInAnyOrder(
                            "censoredCosts",
                            "costRegressions",
                            "attributableCosts",
                            "burden",
                            "activityCosts",
                            "payers",
                            "prices",
                            "qalys",
                            "dalys",
                            "utilities",
                            "equity",
                            "criteria",
                            "survivalFits",
                            "trials",
                            "information",
                            "sampleSizes",
                            "metaAnalyses");
            assertThat(out.resolve("sheet.xlsx")).isNotEmptyFile();
        }
        assertThat(temp.resolve("zh/sheet.json")).hasSameBinaryContentAs(temp.resolve("en/sheet.json"));
    }

    /** The text of one section of the example. */
    private static Map<String, String> parts() throws IOException {
        Map<String, String> out = new LinkedHashMap<>();
        String name = "";
        for (String line : Files.readAllLines(EXAMPLES.resolve("sheet.yaml"))) {
            if (line.matches("[a-zA-Z]+:.*") && !line.startsWith("sheet:") && !line.startsWith("title:")) {
                name = line.substring(0, line.indexOf(':'));
            }
            if (!name.isEmpty()) {
                out.merge(name, line + "\n", String::concat);
            }
        }
        return out;
    }

    @Test
    void everySectionRunsAloneAndAnUnknownWordInItIsRefusedWithItsLine() throws IOException {
        Map<String, String> parts = parts();
        assertThat(parts).hasSize(17);
        for (Map.Entry<String, String> part : parts.entrySet()) {
            Path sheet = Files.writeString(temp.resolve("one.yaml"), "sheet: one\n" + part.getValue());
            Path out = temp.resolve("one-" + part.getKey());
            Cli good = Cli.run("calculate", sheet, "--data", EXAMPLES, "--out", out);
            assertThat(good.exitCode()).as(part.getKey() + ": " + good.said()).isZero();
            assertThat(sections(out)).containsExactly(part.getKey());
            Files.writeString(sheet, "sheet: one\n" + part.getValue() + "  extra: {nonsense: 1}\n");
            Path never = temp.resolve("never");
            Cli bad = Cli.run("calculate", sheet, "--data", EXAMPLES, "--out", never, "--lang", "en");
            assertThat(bad.exitCode()).as(part.getKey() + ": " + bad.said()).isEqualTo(10);
            assertThat(bad.said()).contains("nonsense", "row ").doesNotContain("\tat ");
            assertThat(never).doesNotExist();
        }
    }

    @Test
    void anotherPolicyPackSettlesBillsAnotherWay() throws IOException {
        Path bills = temp.resolve("b.csv");
        Files.writeString(bills, "person,package,covered,partly,firstShare,uncovered\nA,mine,1000,0,0,0\n");
        Path sheet = Files.writeString(temp.resolve("s.yaml"), "sheet: s\npayers: {p: {bills: b.csv}}\n");
        String shipped = Files.readString(Path.of(System.getProperty("steelyard.root", ".."))
                .resolve("protocol/src/main/resources/policy/china-national-2024.yaml"));
        String own = shipped.replace("china-national-2024", "my-city")
                .replace("  employees-scenario:", "  mine:")
                .replace("deductibles: [1300, 650]", "deductibles: [200]");
        Path pack = Files.writeString(temp.resolve("pack.yaml"), own);
        Path out = temp.resolve("out");
        Cli good = Cli.run("calculate", sheet, "--out", out, "--policy", pack);
        assertThat(good.exitCode()).as(good.said()).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.resolve("sheet.json").toFile());
        JsonNode row = json.path("tables").get(0).path("rows").get(0);
        assertThat(row.path("fund").asDouble()).isEqualTo(680);
        assertThat(json.path("run").path("policy").path("id").asString()).isEqualTo("my-city");
        Cli absent = Cli.run("calculate", sheet, "--out", temp.resolve("never"), "--lang", "en");
        assertThat(absent.exitCode()).as(absent.said()).isEqualTo(11);
        assertThat(absent.said()).contains("employees-scenario", "row 2");
        Files.writeString(pack, own.replace("{upTo: 30000, rate: 0.85}", "{upTo: 300000, rate: 0.85}"));
        Cli wrong = Cli.run("calculate", sheet, "--out", temp.resolve("never"), "--policy", pack, "--lang", "en");
        assertThat(wrong.exitCode()).as(wrong.said()).isEqualTo(10);
        assertThat(wrong.said()).contains("PLAN-061", "Ends of tiers ascend");
    }

    @Test
    void aTableThatIsNotThereOrLacksAColumnIsTold() throws IOException {
        Path sheet = Files.writeString(
                temp.resolve("s.yaml"),
                "sheet: s\ntrials: {t: {table: trial.csv, cost: price, effect: qaly, arm: arm, thresholds: [1]}}\n");
        Cli column = Cli.run("calculate", sheet, "--data", EXAMPLES, "--out", temp.resolve("x"), "--lang", "en");
        assertThat(column.exitCode()).as(column.said()).isEqualTo(11);
        assertThat(column.said()).contains("price");
        Cli table = Cli.run("calculate", sheet, "--out", temp.resolve("x"), "--lang", "en");
        assertThat(table.exitCode()).as(table.said()).isIn(2, 10, 11);
        assertThat(table.said()).contains("trial.csv").doesNotContain("\tat ");
        assertThat(Cli.run("calculate", temp.resolve("absent.yaml")).exitCode()).isEqualTo(2);
    }
}
