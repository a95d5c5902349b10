package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.economics.agreement.SettlementError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Settlements from the command line: tables of people in, amounts and a summary without small counts out. */
class SettleCommandTest {

    private static final Path DEVICE =
            Path.of(System.getProperty("steelyard.root", ".."), "examples", "models", "device.yaml");

    @TempDir
    private Path temp = Path.of("");

    private Path people(String name, String header, List<String> rows) throws IOException {
        return Files.writeString(temp.resolve(name), header + "\n" + String.join("\n", rows) + "\n");
    }

    private static void add(List<String> rows, int times, String row) {
        for (int i = 0; i < times; i++) {
            rows.add("p" + rows.size() + "," + row);
        }
    }

    /** The device's warranty: price 34,000, all of it back within 2 years, half within 5. */
    private Path warranty() throws IOException {
        List<String> rows = new ArrayList<>();
        add(rows, 40, "2025-03-01,,2030-06-01,甲医院");
        add(rows, 20, "2025-03-01,2026-03-01,,甲医院");
        add(rows, 12, "2025-03-01,2029-01-01,,乙医院");
        add(rows, 15, "2025-03-01,,2026-06-01,乙医院");
        add(rows, 3, "2024-12-31,2025-02-01,,乙医院");
        return people("people.csv", "id,start,event,seen,hospital", rows);
    }

    private static double item(JsonNode json, String part, String key) {
        for (JsonNode t : json.path("tables")) {
            for (JsonNode row : t.path("rows")) {
                if (t.path("part").asString().equals(part)
                        && row.path("item").asString().equals(key)) {
                    return row.path("value").asDouble();
                }
            }
        }
        throw new AssertionError("no " + part + "/" + key);
    }

    private static JsonNode json(Path file) {
        return JsonMapper.shared().readTree(file.toFile());
    }

    /** An empty line is no row of a person, and is counted as a row of the file; a value over two lines is one row. */
    @Test
    void aFaultIsCitedByTheRowOfTheFile() throws IOException {
        Path people = Files.writeString(temp.resolve("rows.csv"), """
                id,start,event,seen,hospital
                p1,2025-03-01,,2030-06-01,"甲
                医院"
                p2,2025-03-01,2024-01-01,,乙医院
                """);
        Cli cli = Cli.run(
                "model",
                "settle",
                DEVICE,
                "--agreement",
                "warranty",
                "--people",
                people,
                "--person",
                "id",
                "--out",
                temp.resolve("none"));
        assertThat(cli.exitCode()).isEqualTo(11);
        assertThat(cli.said()).contains("rows.csv").containsPattern("(第 ?3 ?行|row 3|:3)");
    }

    @Test
    void theAmountsAreThoseWorkedOutByHand() throws IOException {
        Path out = temp.resolve("out");
        Cli cli = Cli.run(
                "model",
                "settle",
                DEVICE,
                "--agreement",
                "warranty",
                "--people",
                warranty(),
                "--person",
                "id",
                "--group",
                "hospital",
                "--out",
                out,
                "--lang",
                "en");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        JsonNode full = json(out.resolve("confidential/statement.json"));
        assertThat(item(full, "due", "paid")).isEqualTo(87 * 34000.0);
        assertThat(item(full, "due", "refund")).isEqualTo(20 * 34000.0 + 12 * 17000.0);
        assertThat(item(full, "due", "due")).isEqualTo(87 * 34000.0 - 20 * 34000.0 - 12 * 17000.0);
        assertThat(item(full, "due", "mayReturn")).isEqualTo(15 * 34000.0);
        List<String> audit = Files.readAllLines(out.resolve("confidential/audit.csv"));
        assertThat(audit).hasSize(91);
        assertThat(audit.get(0)).startsWith("row,start,event");
        assertThat(audit.get(41))
                .isEqualTo("42,2025-03-01,2026-03-01,,2026-03-01,refund,2,34000.00,34000.00,0.00,0.00,0.00,\"甲医院\"");
        assertThat(audit.getLast()).contains("outside");
        assertThat(String.join("\n", audit)).doesNotContain("p17");
    }

    @Test
    void theSummaryShowsNoSmallCountAndNoAmountThatGivesOneAway() throws IOException {
        List<String> rows = new ArrayList<>();
        add(rows, 60, "2025-03-01,,2030-06-01,甲");
        add(rows, 30, "2025-03-01,2026-03-01,,甲");
        add(rows, 50, "2025-03-01,,2030-06-01,乙");
        add(rows, 3, "2025-03-01,2026-03-01,,乙");
        Path out = temp.resolve("small");
        Cli cli = Cli.run(
                "model",
                "settle",
                DEVICE,
                "--agreement",
                "warranty",
                "--people",
                people("small.csv", "id,start,event,seen,pool", rows),
                "--group",
                "pool",
                "--out",
                out,
                "--lang",
                "en");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        String safe = Files.readString(out.resolve("settlement.json"));
        assertThat(safe).contains("≤10", "\"*\"", "—").contains("" + 143 * 34000.0);
        JsonNode groups =
                json(out.resolve("settlement.json")).path("tables").get(2).path("rows");
        assertThat(groups).hasSize(3);
        assertThat(groups.get(0).path("refunded").asInt()).isEqualTo(33);
        for (int g = 1; g < 3; g++) {
            assertThat(groups.get(g).path("refunded").isNumber()).isFalse();
            assertThat(groups.get(g).path("paid").isNumber()).isFalse();
            assertThat(groups.get(g).path("net").isNumber()).isFalse();
        }
        assertThat(cli.out()).contains("≤10");
    }

    @Test
    void whatHappensAfterTheDayOfTheSettlementDoesNotCount() throws IOException {
        Path out = temp.resolve("asof");
        Cli cli = Cli.run(
                "model",
                "settle",
                DEVICE,
                "--agreement",
                "warranty",
                "--people",
                warranty(),
                "--asof",
                "2026-02-28",
                "--out",
                out,
                "--lang",
                "zh");
        assertThat(cli.exitCode()).as(cli.said()).isZero();
        JsonNode full = json(out.resolve("confidential/statement.json"));
        assertThat(item(full, "due", "refund")).isZero();
        assertThat(item(full, "due", "mayReturn")).isEqualTo(87 * 34000.0);
    }

    @Test
    void tiersCapAndStudyAreSettledToo() throws IOException {
        List<String> rows = new ArrayList<>();
        add(rows, 1500, "2025-03-01,,2029-06-01");
        add(rows, 40, "2025-03-01,2026-03-01,");
        Path table = people("many.csv", "id,start,event,seen", rows);
        Path volume = temp.resolve("volume");
        assertThat(Cli.run("model", "settle", DEVICE, "--agreement", "volume", "--people", table, "--out", volume)
                        .exitCode())
                .isZero();
        JsonNode full = json(volume.resolve("confidential/statement.json"));
        double price = Math.round(100 * (1000 * 34000.0 + 540 * 29000.0) / 1540) / 100.0;
        assertThat(item(full, "due", "price")).isEqualTo(price);
        assertThat(item(full, "due", "paid")).isCloseTo(1540 * price, org.assertj.core.data.Offset.offset(1e-6));
        Path evidence = temp.resolve("evidence");
        assertThat(Cli.run("model", "settle", DEVICE, "--agreement", "evidence", "--people", table, "--out", evidence)
                        .exitCode())
                .isZero();
        assertThat(Files.readString(evidence.resolve("settlement.json"))).contains("\"missed\"");
        assertThat(item(json(evidence.resolve("settlement.json")), "evidence", "price"))
                .isEqualTo(18000.0);
    }

    @Test
    void everyFaultIsToldWithItsPlaceAndNothingIsWritten() throws IOException {
        Map<SettlementError, Cli> cases = new EnumMap<>(SettlementError.class);
        Path out = temp.resolve("never");
        Path good = warranty();
        cases.put(SettlementError.WHICH_AGREEMENT, Cli.run("model", "settle", DEVICE, "--people", good, "--out", out));
        cases.put(
                SettlementError.NO_DAY,
                Cli.run(
                        "model",
                        "settle",
                        DEVICE,
                        "--agreement",
                        "warranty",
                        "--out",
                        out,
                        "--people",
                        people(
                                "a.csv",
                                "start,event,seen",
                                List.of("2025-03-01,,", ",,2025-05-01", "2025-03-01,2024-01-01,"))));
        cases.put(
                SettlementError.DAYS_OUT_OF_ORDER,
                Cli.run(
                        "model",
                        "settle",
                        DEVICE,
                        "--agreement",
                        "warranty",
                        "--out",
                        out,
                        "--people",
                        people("b.csv", "start,event,seen", List.of("2025-03-01,,2025-01-01"))));
        cases.put(
                SettlementError.NOBODY,
                Cli.run(
                        "model",
                        "settle",
                        DEVICE,
                        "--agreement",
                        "warranty",
                        "--out",
                        out,
                        "--people",
                        people("c.csv", "start,event,seen", List.of("2023-03-01,,2025-01-01"))));
        cases.put(
                SettlementError.BAD_COLUMNS,
                Cli.run(
                        "model",
                        "settle",
                        DEVICE,
                        "--agreement",
                        "warranty",
                        "--out",
                        out,
                        "--people",
                        good,
                        "--group",
                        "start"));
        assertThat(cases).containsOnlyKeys(SettlementError.values());
        cases.forEach((error, cli) -> {
            assertThat(cli.exitCode()).as(cli.said()).isEqualTo(error.kind().exitCode());
            assertThat(cli.said()).contains("[" + error.id() + "]", "处理：").doesNotContain("\tat ", "2025-05-01");
        });
        assertThat(cases.get(SettlementError.NO_DAY).said())
                .contains("第 2 行", "第 3 行", "第 4 行", SettlementError.DAYS_OUT_OF_ORDER.id());
        assertThat(out).doesNotExist();
    }

    @Test
    void aPersonWhoStandsTwiceIsRefused() throws IOException {
        Cli cli = Cli.run(
                "model",
                "settle",
                DEVICE,
                "--agreement",
                "warranty",
                "--out",
                temp.resolve("twice"),
                "--person",
                "id",
                "--people",
                people(
                        "d.csv",
                        "id,start,event,seen",
                        List.of("a,2025-03-01,,2025-05-01", "a,2025-03-02,,2025-05-01")));
        assertThat(cli.exitCode()).as(cli.said()).isEqualTo(11);
    }
}
