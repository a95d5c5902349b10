package org.steelyard.data.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.steelyard.data.quality.CheckResult.Outcome;
import org.steelyard.data.quality.CheckResult.Status;
import org.steelyard.data.quality.internal.CheckDatabase;
import org.steelyard.data.quality.internal.CheckFile;
import org.steelyard.data.quality.internal.KnownTables;
import org.steelyard.data.quality.internal.Scanner;
import org.steelyard.data.quality.internal.ShippedRows;

/** Every rule of settlements passes a world without a fault, and finds the fault that is planted for it alone. */
class SettlementRulesTest {

    private static final String TEXT_DATE = "CAST(CAST(substr(%s, 1, 10) AS DATE) %s AS VARCHAR)";

    private static Connection connection;
    private static List<Check> rules = List.of();

    @BeforeAll
    static void world() throws SQLException, IOException {
        connection = DriverManager.getConnection("jdbc:duckdb:");
        run("SET threads = 2");
        try (InputStream in = SettlementRulesTest.class.getResourceAsStream("world.sql")) {
            run(new String(Optional.ofNullable(in).orElseThrow().readAllBytes(), StandardCharsets.UTF_8));
        }
        rules = CheckFile.read(
                "checks-settlement.csv", ShippedRows.text("checks-settlement.csv"), KnownTables.shipped());
    }

    @AfterAll
    static void close() throws SQLException {
        connection.close();
    }

    /** Faults that a rule's type alone does not say how to plant. */
    private static final Map<String, String> PLANTED = new TreeMap<>(Map.ofEntries(
            Map.entry("I5", "DELETE FROM standard.claim_detail WHERE claim_id = 9 AND src_row % 2 = 0"),
            Map.entry("I5.details", "DELETE FROM standard.claim_detail WHERE claim_id < 200"),
            Map.entry("I8.main", "UPDATE raw.setl_diag_list_d SET maindiag_flag = '1' WHERE mdtrt_id = 'M9'"),
            Map.entry("I8.main-missing", "UPDATE raw.setl_diag_list_d SET maindiag_flag = '0' WHERE src_row < 200"),
            Map.entry(
                    "DQ05",
                    "UPDATE standard.procedure_occurrence SET procedure_date = procedure_date + 9 WHERE procedure_occurrence_id = 10"),
            Map.entry("DQ06", "UPDATE standard.claim_settlement SET settlement_date = end_date - 8 WHERE claim_id = 9"),
            Map.entry(
                    "DQ06.fee",
                    "UPDATE standard.claim_detail SET service_date = service_date + 30 WHERE claim_id < 50"),
            Map.entry("DQ07.visit", "UPDATE raw.mdtrt_d SET age = '7' WHERE src_row < 50"),
            Map.entry("DQ07.settlement", "UPDATE raw.setl_d SET age = '7' WHERE src_row < 50"),
            Map.entry("DQ07.birth", "UPDATE raw.mdtrt_d SET brdy = '1977-07-07' WHERE src_row < 50"),
            Map.entry(
                    "DQ07.sex",
                    "UPDATE raw.mdtrt_d SET gend = CASE WHEN gend = '1' THEN '2' ELSE '1' END WHERE src_row < 50"),
            Map.entry("DQ08", "UPDATE raw.mdtrt_d SET nwb_bir_wt = '32' WHERE nwb_age IS NOT NULL"),
            Map.entry(
                    "DQ09.diagnosis.F",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'O80.000' WHERE condition_occurrence_id = (SELECT min(condition_occurrence_id) FROM standard.condition_occurrence WHERE person_id = 2)"),
            Map.entry(
                    "DQ09.diagnosis.M",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'N40.x00' WHERE condition_occurrence_id = (SELECT min(condition_occurrence_id) FROM standard.condition_occurrence WHERE person_id = 3)"),
            Map.entry(
                    "DQ09.operation.F",
                    "UPDATE standard.procedure_occurrence SET procedure_source_value = '74.1x00' WHERE person_id = 2 AND source_vocabulary = 'ICD9CM3CN'"),
            Map.entry(
                    "DQ09.operation.M",
                    "UPDATE standard.procedure_occurrence SET procedure_source_value = '60.2900' WHERE person_id = 3 AND source_vocabulary = 'ICD9CM3CN'"),
            Map.entry(
                    "DQ10.newborn",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'P07.300' WHERE person_id = 3"),
            Map.entry(
                    "DQ10.pregnancy",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'O80.000' WHERE person_id = 1"),
            Map.entry(
                    "DQ10.dementia",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'G30.900' WHERE person_id = 39"),
            Map.entry(
                    "DQ10.prostate",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'C61.x00' WHERE person_id = 40"),
            Map.entry(
                    "DQ11.external",
                    "UPDATE raw.setl_diag_list_d SET diag_code = 'V43.500' WHERE mdtrt_id = 'M9' AND maindiag_flag = '1'"),
            Map.entry(
                    "DQ11.factors",
                    "UPDATE raw.setl_diag_list_d SET diag_code = 'Z51.100' WHERE maindiag_flag = '1' AND src_row % 3 = 0"),
            Map.entry("DQ11.visit", "UPDATE raw.mdtrt_d SET dscg_maindiag_code = 'W19.x00' WHERE mdtrt_id = 'M9'"),
            Map.entry(
                    "DQ15.settlement",
                    "INSERT INTO standard.claim_settlement BY NAME (SELECT * REPLACE (99999 AS claim_id) FROM standard.claim_settlement WHERE claim_id = 9)"),
            Map.entry("DQ15.setl_id", "INSERT INTO raw.setl_d SELECT * FROM raw.setl_d WHERE setl_id = 'S9'"),
            Map.entry("DQ15.mdtrt_id", "INSERT INTO raw.mdtrt_d SELECT * FROM raw.mdtrt_d WHERE mdtrt_id = 'M9'"),
            Map.entry(
                    "DQ15.feedetl_sn",
                    "INSERT INTO raw.fee_list_d SELECT * FROM raw.fee_list_d WHERE mdtrt_id = 'M9' AND feedetl_sn = 'F1'"),
            Map.entry(
                    "DQ16",
                    "UPDATE standard.visit_occurrence SET visit_end_date = visit_start_date + 200 WHERE visit_occurrence_id = 9"),
            Map.entry("DQ17.line", "UPDATE raw.fee_list_d SET init_feedetl_sn = 'F77' WHERE feedetl_sn = 'F4'"),
            Map.entry("DQ17.excess", "UPDATE raw.fee_list_d SET cnt = '-3' WHERE feedetl_sn = 'F4'"),
            Map.entry("DQ17.settlement", "DELETE FROM raw.setl_d WHERE setl_id = 'S5'"),
            Map.entry(
                    "DQ18.settlement",
                    "UPDATE standard.claim_settlement SET total_cost = total_cost * 40 WHERE settlement_date BETWEEN DATE '2024-01-01' AND DATE '2024-01-31'"),
            Map.entry(
                    "DQ18.visit",
                    "DELETE FROM standard.visit_occurrence WHERE visit_start_date BETWEEN DATE '2024-01-01' AND DATE '2024-01-31'"),
            Map.entry(
                    "DQ19",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'I51.800' WHERE src_row % 2 = 0"),
            Map.entry("DQ20.limit", "UPDATE raw.fee_list_d SET pric_uplmt_amt = '0.01' WHERE mdtrt_id = 'M9'"),
            Map.entry(
                    "DQ20.spread", "UPDATE standard.claim_detail SET unit_price = unit_price * 100 WHERE claim_id = 9"),
            Map.entry(
                    "DQ20.unbooked",
                    "UPDATE raw.fee_list_d SET pric = '3.00', overlmt_amt = '0' WHERE mdtrt_id = 'M6' AND feedetl_sn = 'F1'; UPDATE raw.fee_list_d SET hilist_code = 'K' WHERE mdtrt_id = 'M6'"),
            Map.entry(
                    "DQ18.site",
                    "DELETE FROM standard.visit_occurrence WHERE care_site_id = 2 AND visit_start_date BETWEEN DATE '2024-01-01' AND DATE '2024-01-31'"),
            Map.entry(
                    "DQ19.site",
                    "UPDATE standard.condition_occurrence SET condition_source_value = 'R69.x00' WHERE visit_occurrence_id % 4 = 2"),
            Map.entry(
                    "DQ21.site",
                    "UPDATE standard.claim_detail SET item_source_value = 'local-1' WHERE visit_occurrence_id % 4 = 2"),
            Map.entry(
                    "DQ22.site",
                    "UPDATE standard.claim_detail SET unit_price = round(unit_price) WHERE visit_occurrence_id % 4 = 2"),
            Map.entry(
                    "NEG.fee_list_d.amount",
                    "UPDATE raw.fee_list_d SET det_item_fee_sumamt = '-3' WHERE mdtrt_id = 'M9'"),
            Map.entry("DQ22", "UPDATE standard.claim_settlement SET total_cost = 5000 WHERE src_row % 3 = 0"),
            Map.entry("DQ22.detail", "UPDATE standard.claim_detail SET amount = 7 WHERE src_row % 3 = 0"),
            Map.entry("DQ23", "DELETE FROM standard.claim_settlement WHERE claim_id < 400"),
            Map.entry("DQ23.diagnosis", "DELETE FROM standard.condition_occurrence WHERE visit_occurrence_id < 400"),
            Map.entry(
                    "STAY.days", "UPDATE raw.mdtrt_d SET ipt_days = '9' WHERE src_row < 100 AND ipt_days IS NOT NULL"),
            Map.entry("DEATH.visit", "UPDATE raw.psn_death_d SET death_date = '2022-06-01' WHERE psn_no = md5('p2')"),
            Map.entry(
                    "DEATH.settlement",
                    "UPDATE raw.psn_death_d SET death_date = '2022-06-01' WHERE psn_no = md5('p2')"),
            Map.entry("BIRTH.visit", "UPDATE raw.mdtrt_d SET brdy = '2030-01-01' WHERE mdtrt_id = 'M9'"),
            Map.entry("WEIGHT.range", "UPDATE raw.mdtrt_d SET nwb_bir_wt = '32000' WHERE nwb_age IS NOT NULL")));

    @Test
    void aWorldWithoutAFaultPassesEveryRule() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (CheckResult result : results(rules)) {
            if (result.status() != Status.PASS) {
                wrong.add(result.check().id() + " " + result.outcome());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRuleFindsTheFaultThatIsPlantedForIt() throws SQLException {
        List<String> wrong = new ArrayList<>();
        for (Check rule : rules) {
            run("BEGIN");
            run(PLANTED.getOrDefault(rule.id(), "").isEmpty() ? byType(rule) : PLANTED.get(rule.id()));
            CheckResult result = results(List.of(rule)).getFirst();
            if (result.status() != Status.FAIL || !(result.outcome() instanceof Outcome.Counted)) {
                wrong.add(rule.id() + " " + result.outcome());
            }
            run("ROLLBACK");
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void theFamiliesOfTheStandardAreThere() {
        Set<String> families = new java.util.TreeSet<>();
        rules.forEach(rule -> families.add(rule.id().replaceAll("[.].*", "")));
        for (int i = 1; i <= 8; i++) {
            assertThat(families).contains("I" + i);
        }
        // DQ12 to DQ14 are the identities; DQ24 is the fit-for-purpose summary, DQ25 the audit sample
        for (int i : new int[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 15, 16, 17, 18, 19, 20, 21, 22, 23, 26}) {
            assertThat(families).contains("DQ%02d".formatted(i));
        }
        assertThat(rules.stream().map(Check::id)).containsAll(PLANTED.keySet());
    }

    /** The smallest fault of a type: one row where nothing is allowed to fail, all rows where some may. */
    private static String byType(Check rule) {
        Map<String, String> p = rule.parameters();
        String f = rule.field();
        String text = rule.store() == Check.Store.RAW ? "'%s'" : "%s";
        String value = switch (rule.type()) {
            case "isRequired" -> "NULL";
            case "cdmDatatype" -> "'12,3'";
            case "allowedValues", "codeShape" -> "'zz'";
            case "sumEquals" ->
                rule.store() == Check.Store.RAW
                        ? "CAST(CAST(" + f + " AS DECIMAL(18,2)) + 0.03 AS VARCHAR)"
                        : f + " + 0.03";
            case "productEquals" ->
                rule.store() == Check.Store.RAW ? "CAST(CAST(" + f + " AS DECIMAL(18,2)) + 9 AS VARCHAR)" : f + " + 9";
            case "isForeignKey" -> "'nowhere'";
            case "plausibleValueLow" -> text.formatted("-1");
            case "plausibleValueHigh" -> text.formatted("1000000");
            case "futureDate" -> "'2059-01-01'";
            case "plausibleStartBeforeEnd" -> TEXT_DATE.formatted(p.get("end"), "+ 1");
            case "sourceConceptRecordCompleteness", "standardConceptRecordCompleteness" -> "0";
            default -> throw new IllegalStateException("say how to plant a fault for " + rule.id());
        };
        String only = p.containsKey("only")
                ? p.get("only") + " IN ('" + p.getOrDefault("is", "").replace("|", "', '") + "')"
                : "true";
        String table = rule.store().name().toLowerCase(java.util.Locale.ROOT) + "." + rule.table();
        String rows = rule.threshold() == 0
                ? "rowid = (SELECT min(rowid) FROM " + table + " WHERE " + only + " AND " + f + " IS NOT NULL)"
                : only;
        return "UPDATE " + table + " SET " + f + " = " + value + " WHERE " + rows;
    }

    private static List<CheckResult> results(List<Check> checks) throws SQLException {
        Scanner scanner = new Scanner(CheckDatabase.on(connection));
        List<CheckResult> results = new ArrayList<>();
        Scanner.plan(checks).forEach(batch -> results.addAll(scanner.run(batch)));
        return results;
    }

    private static void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
