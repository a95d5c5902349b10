package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Models from the command line, from file to files. */
class ModelCommandTest {

    private static final Path EXAMPLES = Path.of(System.getProperty("steelyard.root", ".."), "examples", "models");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void theDeviceModelRunsFromFileToFiles() throws IOException {
        Path out = temp.resolve("device");
        Cli cli =
                Cli.run("model", "run", EXAMPLES.resolve("device.yaml"), "--out", out, "--psa", "500", "--lang", "en");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        assertThat(cli.out()).contains("longer-lasting device", "model.json");
        JsonNode json = JsonMapper.shared().readTree(out.resolve("model.json").toFile());
        JsonNode strategies = json.path("economics").path("strategies");
        assertThat(strategies).hasSize(2);
        assertThat(strategies.get(0).path("cost").asDouble()).isPositive();
        assertThat(strategies.get(0).path("qaly").asDouble())
                .isLessThan(strategies.get(0).path("ly").asDouble());
        assertThat(strategies.get(1).path("lines").get(0).path("value").asDouble())
                .isEqualTo(34000.0);
        assertThat(json.path("economics")
                        .path("incremental")
                        .get(0)
                        .path("icer")
                        .isNumber())
                .isTrue();
        assertThat(json.path("economics").path("psa").path("draws").asInt()).isEqualTo(500);
        assertThat(json.path("economics").path("psa").path("evppi")).hasSize(3);
        assertThat(json.path("economics")
                        .path("conventions")
                        .path("counting-rule")
                        .asString())
                .isEqualTo("LIFE_TABLE");
        assertThat(json.path("economics").path("underOtherConventions").size()).isGreaterThan(6);
        assertThat(json.path("trace").path("strategies").get(0).path("people")).hasSize(26);
        assertThat(json.path("structuralAverage").path("parts")).hasSize(2);
        assertThat(json.path("thresholdPrice").size()).isPositive();
        for (String figure : new String[] {"trace", "tornado", "plane-2", "acceptability", "evpi", "evppi", "model"}) {
            assertThat(out.resolve("figures").resolve(figure + ".svg")).isNotEmptyFile();
        }
        try (InputStream in = Files.newInputStream(out.resolve("model.xlsx"));
                ReadableWorkbook book = new ReadableWorkbook(in)) {
            assertThat(book.getSheets().map(s -> s.getName()).toList())
                    .startsWith("Contents", "Inputs")
                    .contains("Results", "Trace 1", "One-way", "Two-way 1", "Model average", "Acceptability");
            List<Row> results = book.findSheet("Results").orElseThrow().read();
            double cost = Double.parseDouble(results.get(3).getCellRawValue(1).orElseThrow());
            assertThat(cost)
                    .isEqualTo(json.path("economics")
                            .path("frontier")
                            .get(0)
                            .path("cost")
                            .asDouble());
            assertThat(results.stream().flatMap(Row::stream).map(Cell::getFormula))
                    .as("net benefit follows the threshold above it")
                    .contains("$B$8*C5-B5");
        }
        assertThat(Files.readAllLines(out.resolve("psa.csv"))).hasSize(501);
    }

    @Test
    void policiesOfATreeAreNamedByTheLabelsOfItsBranches() throws IOException {
        Path model = Files.writeString(temp.resolve("t.yaml"), """
                model: labels
                kind: tree
                tree:
                  chance:
                    high: {label: {zh: 高危, en: high risk}, p: 0.3, then: act}
                    low: {p: rest, payoff: {cost: 1, qaly: 1}}
                subtrees:
                  act:
                    decision:
                      treat: {label: {zh: 治疗, en: treat}, payoff: {cost: 5, qaly: 2}}
                      wait: {payoff: {cost: 2, qaly: 1}}
                """);
        Path out = temp.resolve("labels");
        Cli cli = Cli.run("model", "run", model, "--out", out, "--psa", "0");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        assertThat(cli.said()).contains("高危：治疗", "高危：wait").doesNotContain("high");
    }

    @Test
    void sameSeedSameBytesOnAnyNumberOfThreads() throws IOException {
        Path one = temp.resolve("one");
        Path two = temp.resolve("two");
        Path model = EXAMPLES.resolve("diagnostic-test.yaml");
        assertThat(Cli.run("model", "run", model, "--out", one, "--psa", "300", "--threads", "1")
                        .exitCode())
                .isZero();
        assertThat(Cli.run("model", "run", model, "--out", two, "--psa", "300", "--threads", "3")
                        .exitCode())
                .isZero();
        assertThat(one.resolve("model.json")).hasSameBinaryContentAs(two.resolve("model.json"));
        assertThat(one.resolve("psa.csv")).hasSameBinaryContentAs(two.resolve("psa.csv"));
    }

    /** 50 for 10 life years are 5 each; two more for 100 more are worth 20 times their cost at 1,000 each; 40 for the same effect is cheaper. */
    @Test
    void ratiosAndTheComparisonByCostAloneStandInTheResults() throws IOException {
        Path model = Files.writeString(temp.resolve("m.yaml"), """
                model: ratios
                kind: tree
                outcomes: {cost: {kind: cost}, ly: {kind: effect, unit: LY}}
                parameters: {e: {value: 10, distribution: {kind: normal, se: 0.001}}}
                tree:
                  decision:
                    old: {payoff: {cost: 50, ly: 10}}
                    same: {payoff: {cost: 40, ly: e}}
                    more: {payoff: {cost: 150, ly: 12}}
                analyses: {effect: ly, thresholds: [1000], equivalence: 0.1, draws: 200}
                """);
        Path out = temp.resolve("ratios");
        Cli cli = Cli.run("model", "run", model, "--out", out, "--lang", "en");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        JsonNode ratios = JsonMapper.shared()
                .readTree(out.resolve("model.json").toFile())
                .path("economics")
                .path("ratios");
        assertThat(ratios.path("costPerEffect").get(0).path("value").asDouble()).isEqualTo(5);
        assertThat(ratios.path("benefitCost").get(1).path("value").asDouble()).isEqualTo(20);
        assertThat(ratios.path("benefitCost").get(0).path("value").isNull()).isTrue();
        JsonNode pairs = ratios.path("costMinimisation").path("against");
        assertThat(pairs.get(0).path("equal").asBoolean()).isTrue();
        assertThat(pairs.get(0).path("cost").asDouble()).isEqualTo(-10);
        assertThat(pairs.get(0).path("cheaper").asString()).isEqualTo("same");
        assertThat(pairs.get(0).path("probabilityEqual").asDouble()).isEqualTo(1);
        assertThat(pairs.get(1).path("equal").asBoolean()).isFalse();
        assertThat(pairs.get(1).path("cost").isNull()).isTrue();
    }

    @Test
    void nestedDecisionsBecomePolicies() throws IOException {
        Path out = temp.resolve("tree");
        Cli cli = Cli.run(
                "model", "run", EXAMPLES.resolve("diagnostic-test.yaml"), "--out", out, "--psa", "0", "--lang", "zh");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        JsonNode json = JsonMapper.shared().readTree(out.resolve("model.json").toFile());
        assertThat(json.path("economics").path("strategies")).hasSize(6);
        assertThat(cli.out()).contains("先检测");
    }

    @Test
    void checkAndShowTellWithoutRunning() {
        Cli check = Cli.run("model", "check", EXAMPLES.resolve("device.yaml"), "--lang", "en");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains("no problems");
        Cli show = Cli.run("model", "show", EXAMPLES.resolve("device.yaml"), "--lang", "en");
        assertThat(show.exitCode()).isZero();
        assertThat(show.out()).contains("hr_new", "Strategies", "absorbing");
    }

    @Test
    void allProblemsAreToldAtOnceAndNothingIsWritten() throws IOException {
        Path model = temp.resolve("bad.yaml");
        Files.writeString(
                model,
                Files.readString(EXAMPLES.resolve("device.yaml"))
                        .replace("death + (1 - death)", "deth + (1 - death)")
                        .replace("u_well, Revised", "c_follow, Revised"));
        Path out = temp.resolve("bad-out");
        Cli cli = Cli.run("model", "run", model, "--out", out, "--lang", "en");
        assertThat(cli.exitCode()).isEqualTo(10);
        assertThat(cli.said())
                .contains("MODEL-003", "Did you mean death?", "MODEL-004", "row ")
                .doesNotContain("\tat ");
        assertThat(out).doesNotExist();
        assertThat(Cli.run("model", "run", temp.resolve("absent.yaml")).exitCode())
                .isEqualTo(2);
        assertThat(Cli.run("model", "run", model, "--psa", "-1").exitCode()).isEqualTo(2);
    }

    @Test
    void oneDrawAloneIsTheLineOfTheWholeAnalysis() throws IOException {
        Path out = temp.resolve("psa");
        Path model = EXAMPLES.resolve("device.yaml");
        assertThat(Cli.run("model", "run", model, "--out", out, "--psa", "20", "--seed", "9")
                        .exitCode())
                .isZero();
        String[] line = Files.readAllLines(out.resolve("psa.csv")).get(18).split(",");
        Cli one = Cli.run("model", "run", model, "--draw", "17", "--seed", "9");
        assertThat(one.exitCode()).as(one.said()).isZero();
        String[] totals = one.out().lines().map(l -> l.split("\t")[2]).toArray(String[]::new);
        assertThat(totals).hasSize(6);
        for (int i = 0; i < totals.length; i++) {
            assertThat(totals[i]).isEqualTo(line[line.length - totals.length + i]);
        }
        assertThat(Cli.run("model", "run", model, "--draw", "-1").exitCode()).isEqualTo(2);
    }

    @Test
    void aNewModelOfEveryKindChecksAndIsNeverWrittenOver() {
        for (String kind : new String[] {
            "tree", "cohort", "semi-markov", "partitioned-survival", "microsimulation", "discrete-event", "fund"
        }) {
            Path file = temp.resolve(kind + ".yaml");
            assertThat(Cli.run("model", "new", kind, "--out", file).exitCode()).isZero();
            Cli check = Cli.run("model", "check", file, "--lang", "en");
            assertThat(check.exitCode()).as(kind + ": " + check.said()).isZero();
            assertThat(Cli.run("model", "new", kind, "--out", file).exitCode()).isEqualTo(2);
        }
        Cli unknown = Cli.run("model", "new", "crystal-ball", "--lang", "en");
        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.said()).contains("semi-markov");
    }

    @Test
    void theChecklistNamesWhatIsMissing() throws IOException {
        Path out = temp.resolve("cheers");
        Path model = temp.resolve("fund.yaml");
        Cli.run("model", "new", "fund", "--out", model);
        assertThat(Cli.run("model", "run", model, "--out", out, "--psa", "50", "--lang", "zh")
                        .exitCode())
                .isZero();
        JsonNode items =
                JsonMapper.shared().readTree(out.resolve("model.json").toFile()).path("cheers2022");
        assertThat(items).hasSize(28);
        assertThat(items.get(2).path("complete").asBoolean())
                .as("background is said")
                .isTrue();
        assertThat(items.get(26).path("missing").path("en").asString()).contains("funding");
        assertThat(Files.readString(out.resolve("cheers.md")))
                .contains("资金来源", "尚缺")
                .doesNotContain("| null");
        assertThat(Files.readString(out.resolve("cheers.html"))).contains("<html lang=\"zh-CN\">", "利益冲突");
    }
}
