package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.simulator.Defect;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Every fault that the simulator plants is found by its check, and the check passes the same region without faults. */
@Tag("nightly")
class PlantedDefectsTest {

    private static final int SEED = 11;

    /** Any one of the checks is enough. */
    private static final Map<String, List<String>> FOUND_BY = Map.ofEntries(
            Map.entry("required-empty", List.of("DQ01.setl_d.insutype")),
            Map.entry("wrong-form", List.of("DQ03.shape.diagnosis")),
            Map.entry("unknown-code", List.of("DQ03.dictionary.ICD10CN")),
            Map.entry(
                    "expired-code",
                    List.of(
                            "codeInForce.procedure_occurrence.procedure_source_concept_id",
                            "codeInForce.drug_exposure.drug_source_concept_id",
                            "DQ03.dictionary.NHSA_SERVICE",
                            "DQ03.dictionary.NHSA_DRUG")),
            Map.entry("discharge-before-admission", List.of("DQ04.visit")),
            Map.entry("operation-outside-stay", List.of("DQ05")),
            Map.entry("settled-before-discharge", List.of("DQ06")),
            Map.entry("age-mismatch", List.of("DQ07.visit")),
            Map.entry("newborn-weight", List.of("DQ08")),
            Map.entry("sex-conflict", List.of("DQ09.diagnosis.F", "DQ09.diagnosis.M")),
            Map.entry("age-conflict", List.of("DQ10.newborn")),
            Map.entry("external-main", List.of("DQ11.external")),
            Map.entry("amount-i1", List.of("I1")),
            Map.entry("amount-i2", List.of("I2")),
            Map.entry("amount-i3", List.of("I3")),
            Map.entry("amount-i4", List.of("I4")),
            Map.entry("details-not-total", List.of("I5")),
            Map.entry("line-split", List.of("I6.line")),
            Map.entry("price-count", List.of("I7")),
            Map.entry("self-pay-share", List.of("I8.high")),
            Map.entry("two-main-diagnoses", List.of("I8.main")),
            Map.entry("duplicate-settlement", List.of("DQ15.settlement")),
            Map.entry("overlapping-stays", List.of("DQ16")),
            Map.entry("refund-without-original", List.of("DQ17.line")),
            Map.entry("refund-exceeds-original", List.of("DQ17.excess")),
            Map.entry("price-over-limit", List.of("DQ20.unbooked")),
            Map.entry("line-without-visit", List.of("LINK.fee_list_d.mdtrt_id")),
            Map.entry("diagnosis-without-visit", List.of("LINK.setl_diag_list_d.mdtrt_id")),
            Map.entry("settlement-without-person", List.of("LINK.setl_d.psn_no")),
            Map.entry("future-date", List.of("FUTURE.setl_d.setl_time")),
            Map.entry("negative-amount", List.of("NEG.fee_list_d.amount")),
            Map.entry("unit-outlier", List.of("DQ20.spread")),
            Map.entry("duplicate-line", List.of("DQ15.feedetl_sn")),
            Map.entry("stay-days", List.of("STAY.days")),
            Map.entry("death-before-visit", List.of("DEATH.visit")),
            Map.entry("missing-month", List.of("DQ18.site")),
            Map.entry("unspecified-diagnoses", List.of("DQ19.site")),
            Map.entry("local-codes", List.of("DQ21.site")),
            Map.entry("round-prices", List.of("DQ22.site")));

    /** A certificate number is a keyed digest before any check sees it; its check digit cannot be judged afterwards. */
    private static final Set<String> GONE_BEFORE_CHECKS = Set.of("bad-certificate");

    @TempDir
    private Path temp = Path.of("");

    @Test
    void everyPlantedFaultIsFoundAndNoneIsFoundWhereThereIsNone() {
        System.out.println("seed " + SEED);
        JsonNode truth = JsonMapper.shared()
                .readTree(region("faulty", 0.02).resolve("truth.json").toFile());
        Map<String, String> faulty = statuses("faulty");
        region("clean", 0);
        Map<String, String> clean = statuses("clean");

        List<String> missed = new ArrayList<>();
        Set<String> alarms = new TreeSet<>();
        for (JsonNode kind : List.of(
                truth.path("defects").path("rows"), truth.path("defects").path("institutions"))) {
            for (JsonNode defect : kind) {
                String id = defect.path("id").asString();
                boolean planted = defect.path("count").asInt(1) > 0;
                List<String> checks = FOUND_BY.getOrDefault(id, List.of());
                if (planted
                        && !GONE_BEFORE_CHECKS.contains(id)
                        && checks.stream().noneMatch(c -> "FAIL".equals(faulty.get(c)))) {
                    missed.add(id + " " + checks);
                }
                checks.stream().filter(c -> "FAIL".equals(clean.get(c))).forEach(alarms::add);
            }
        }
        assertThat(missed).as("planted and not found").isEmpty();
        assertThat(alarms).as("found where nothing was planted").isEmpty();
        assertThat(clean.values()).doesNotContain("ERROR");
        assertThat(faulty.values()).doesNotContain("ERROR");
    }

    @Test
    void everyKindOfFaultHasItsCheck() {
        Set<String> known = new TreeSet<>(FOUND_BY.keySet());
        known.addAll(GONE_BEFORE_CHECKS);
        for (Defect defect : Defect.values()) {
            assertThat(known).as(defect.name()).contains(defect.id());
        }
    }

    private Path region(String name, double rate) {
        Path folder = temp.resolve(name);
        Cli made = Cli.run(
                "data", "simulate", "--persons", "1500", "--seed", SEED, "--defect-rate", rate, "--out", folder);
        assertThat(made.exitCode()).as(made.said()).isZero();
        return folder;
    }

    private Map<String, String> statuses(String name) {
        Path out = temp.resolve(name + "-out");
        Cli checked = Cli.run("data", "check", temp.resolve(name), "--out", out);
        assertThat(checked.exitCode()).as(checked.said()).isZero();
        Map<String, String> statuses = new TreeMap<>();
        for (JsonNode check : JsonMapper.shared()
                .readTree(out.resolve("governance.json").toFile())
                .path("quality")
                .path("checks")) {
            statuses.put(check.path("id").asString(), check.path("status").asString());
        }
        return statuses;
    }
}
