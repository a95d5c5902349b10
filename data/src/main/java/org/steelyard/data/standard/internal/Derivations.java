package org.steelyard.data.standard.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.steelyard.data.governance.StepCount;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.kernel.Text;

/** Standard tables that follow from others. */
final class Derivations {

    /** Events closer than this belong to one era: the persistence window that OMOP's eras use. */
    private static final int PERSISTENCE = 30;

    /** Payers of a settlement: component and column of the claims extension. Together they are the total. */
    private static final List<String> PAYERS = List.of(
            "fund_basic",
            "fund_civil_servant",
            "fund_enterprise",
            "fund_resident_major",
            "fund_employee_major",
            "fund_disaster",
            "fund_other",
            "medical_aid",
            "hospital_paid",
            "account_paid",
            "account_mutual_paid",
            "cash_paid");

    private final Duck duck;
    private final Path target;
    private final Map<String, Path> written;
    private final List<StepCount> steps = new ArrayList<>();

    Derivations(Duck duck, Path target, Map<String, Path> written) {
        this.duck = duck;
        this.target = target;
        this.written = written;
    }

    List<StepCount> steps() {
        return List.copyOf(steps);
    }

    void derive(List<Mapping.Derived> wanted, int gapDays, Fields.Facts facts) {
        for (Mapping.Derived each : wanted) {
            switch (each) {
                case OBSERVATION_PERIODS -> observationPeriods(gapDays, facts);
                case COSTS -> costs();
                case ERAS -> eras();
            }
        }
    }

    /**
     * Insurance periods of a person that overlap or lie at most some days apart, merged and cut to the period of the records. A
     * person without one is observed from the first to the last record.
     */
    private void observationPeriods(int gapDays, Fields.Facts facts) {
        if (!absent("observation_period") || !written.containsKey("person")) {
            return;
        }
        String spells = written.containsKey("insurance_period")
                ? "SELECT person_id, greatest(start_date, " + facts.firstDay() + ") AS a, least(end_date, "
                        + facts.lastDay()
                        + ") AS b FROM " + table("insurance_period")
                        + " WHERE end_date >= start_date AND start_date <= "
                        + facts.lastDay() + " AND end_date >= " + facts.firstDay()
                : "SELECT CAST(NULL AS BIGINT) AS person_id, CAST(NULL AS DATE) AS a, CAST(NULL AS DATE) AS b WHERE false";
        String merged = merge(spells, "person_id", gapDays);
        String records = records();
        String all = "SELECT person_id, a, b, 32813 AS type FROM (" + merged + ")"
                + (records.isEmpty()
                        ? ""
                        : " UNION ALL SELECT person_id, min(a) AS a, max(b) AS b, 32817 AS type FROM (" + records
                                + ") WHERE person_id NOT IN (SELECT person_id FROM (" + spells
                                + ")) AND a IS NOT NULL GROUP BY person_id");
        write(
                "observation_period",
                Map.of(
                        "observation_period_id", "row_number() OVER (ORDER BY person_id, a)",
                        "person_id", "person_id",
                        "observation_period_start_date", "a",
                        "observation_period_end_date", "b",
                        "period_type_concept_id", "type"),
                "(" + all + ")",
                "person_id, a");
        long people = duck.number("SELECT count(*) FROM " + table("person"));
        long observed = duck.number("SELECT count(DISTINCT person_id) FROM " + table("observation_period"));
        steps.add(StepCount.rows(
                "standardise",
                "person",
                "observation-period",
                new StepCount.Change(people, observed),
                Text.of(
                        "有观察期的人（参保区间合并，无参保区间者取首末记录）",
                        "people with an observation period (insurance periods merged; else first to last record)")));
    }

    private String records() {
        List<String> parts = new ArrayList<>();
        part(parts, "visit_occurrence", "visit_start_date", "coalesce(visit_end_date, visit_start_date)");
        part(parts, "claim_settlement", "settlement_date", "settlement_date");
        part(parts, "condition_occurrence", "condition_start_date", "condition_start_date");
        part(parts, "measurement", "measurement_date", "measurement_date");
        part(parts, "observation", "observation_date", "observation_date");
        part(parts, "survey_answer", "survey_date", "survey_date");
        if (parts.isEmpty()) {
            part(parts, "drug_exposure", "drug_exposure_start_date", "drug_exposure_start_date");
            part(parts, "procedure_occurrence", "procedure_date", "procedure_date");
        }
        return String.join(" UNION ALL ", parts);
    }

    private void part(List<String> parts, String table, String from, String to) {
        if (written.containsKey(table)) {
            parts.add("SELECT person_id, " + from + " AS a, " + to + " AS b FROM " + table(table));
        }
    }

    /** Gaps and islands: a new island begins where the start lies more than the gap after every end before it. */
    private static String merge(String spells, String by, int gapDays) {
        String running = "SELECT *, max(b) OVER (PARTITION BY " + by
                + " ORDER BY a, b ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM (" + spells + ")";
        String islands = "SELECT *, sum(CASE WHEN before IS NULL OR a > before + " + gapDays
                + " THEN 1 ELSE 0 END) OVER (PARTITION BY " + by
                + " ORDER BY a, b ROWS UNBOUNDED PRECEDING) AS island FROM ("
                + running + ")";
        return "SELECT " + by
                + ", min(a) AS a, max(b) AS b, count(*) AS n, CAST(sum(CAST(b - a AS BIGINT)) AS BIGINT) AS days"
                + " FROM (" + islands + ") GROUP BY " + by + ", island";
    }

    /** One row with the totals of each settlement, and one for each payer that paid something. */
    private void costs() {
        if (!absent("cost") || !written.containsKey("claim_settlement")) {
            return;
        }
        List<String> parts = new ArrayList<>(
                List.of("SELECT *, 0 AS component, 'total' AS name, CAST(NULL AS DECIMAL(18,2)) AS paid FROM c"));
        for (int i = 0; i < PAYERS.size(); i++) {
            parts.add("SELECT *, " + (i + 1) + " AS component, '" + PAYERS.get(i) + "' AS name, " + PAYERS.get(i)
                    + " AS paid FROM c WHERE " + PAYERS.get(i) + " <> 0");
        }
        String rows = "(WITH c AS (SELECT * FROM " + table("claim_settlement")
                + " WHERE visit_occurrence_id IS NOT NULL) " + String.join(" UNION ALL ", parts) + ")";
        String total = "CASE WHEN component = 0 THEN ";
        write(
                "cost",
                Map.ofEntries(
                        Map.entry("cost_id", "claim_id * 16 + component"),
                        Map.entry("cost_event_id", "visit_occurrence_id"),
                        Map.entry("cost_domain_id", "'Visit'"),
                        Map.entry("cost_type_concept_id", "32810"),
                        Map.entry("currency_concept_id", "44818598"),
                        Map.entry("total_charge", total + "total_cost END"),
                        Map.entry("total_cost", total + "total_cost END"),
                        Map.entry("paid_by_payer", total + "fund_paid END"),
                        Map.entry("paid_by_patient", total + "person_paid END"),
                        Map.entry("paid_patient_deductible", total + "deductible END"),
                        Map.entry("amount_allowed", total + "in_scope END"),
                        Map.entry("total_paid", "paid"),
                        Map.entry("revenue_code_concept_id", "0"),
                        Map.entry("revenue_code_source_value", "name"),
                        Map.entry("src_file", "src_file"),
                        Map.entry("src_row", "src_row")),
                rows,
                "claim_id, component");
    }

    /**
     * Condition and drug eras: exposures of one concept that lie at most thirty days apart. Drugs count under their ingredient
     * where the concepts name one. Where a row has no standard concept its source concept counts.
     *
     * <p>Reference: OHDSI, Common Data Model, conventions of DRUG_ERA and CONDITION_ERA.
     */
    private void eras() {
        if (absent("condition_era") && written.containsKey("condition_occurrence")) {
            String events = "SELECT person_id, " + concept("condition") + " AS concept, condition_start_date AS a,"
                    + " coalesce(condition_end_date, condition_start_date + 1) AS b FROM "
                    + table("condition_occurrence");
            write(
                    "condition_era",
                    Map.of(
                            "condition_era_id", "row_number() OVER (ORDER BY person_id, concept, a)",
                            "person_id", "person_id",
                            "condition_concept_id", "concept",
                            "condition_era_start_date", "a",
                            "condition_era_end_date", "b",
                            "condition_occurrence_count", "n"),
                    "(" + merge(known(events), "person_id, concept", PERSISTENCE) + ")",
                    "person_id, concept, a");
        }
        if (absent("drug_era") && written.containsKey("drug_exposure")) {
            drugEras();
        }
    }

    private void drugEras() {
        String events = "SELECT person_id, coalesce(i.ingredient, concept) AS concept, a, b FROM (SELECT person_id, "
                + concept("drug") + " AS concept, drug_exposure_start_date AS a, coalesce(drug_exposure_end_date,"
                + " drug_exposure_start_date + CAST(nullif(days_supply, 0) AS INTEGER), drug_exposure_start_date + 1) AS b FROM "
                + table("drug_exposure") + ") e LEFT JOIN (" + ingredients() + ") i ON i.drug = e.concept";
        String exposures = merge(known(events), "person_id, concept", 0);
        write(
                "drug_era",
                Map.of(
                        "drug_era_id", "row_number() OVER (ORDER BY person_id, concept, a)",
                        "person_id", "person_id",
                        "drug_concept_id", "concept",
                        "drug_era_start_date", "a",
                        "drug_era_end_date", "b",
                        "drug_exposure_count", "exposures",
                        "gap_days", "CAST(b - a AS BIGINT) - covered"),
                "(" + mergeExposures(exposures) + ")",
                "person_id, concept, a");
    }

    /** Eras over exposures that were merged where they touch: the days in between are the gap. */
    private static String mergeExposures(String exposures) {
        String running = "SELECT *, max(b) OVER (PARTITION BY person_id, concept ORDER BY a, b"
                + " ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before FROM (" + exposures + ")";
        String islands = "SELECT *, sum(CASE WHEN before IS NULL OR a > before + " + PERSISTENCE
                + " THEN 1 ELSE 0 END) OVER (PARTITION BY person_id, concept ORDER BY a, b ROWS UNBOUNDED PRECEDING) AS island"
                + " FROM (" + running + ")";
        return "SELECT person_id, concept, min(a) AS a, max(b) AS b, CAST(sum(n) AS BIGINT) AS exposures,"
                + " CAST(sum(CAST(b - a AS BIGINT)) AS BIGINT) AS covered FROM (" + islands
                + ") GROUP BY person_id, concept, island";
    }

    private String ingredients() {
        if (!written.containsKey("concept") || !written.containsKey("concept_ancestor")) {
            return "SELECT CAST(NULL AS BIGINT) AS drug, CAST(NULL AS BIGINT) AS ingredient WHERE false";
        }
        return "SELECT descendant_concept_id AS drug, min(ancestor_concept_id) AS ingredient FROM "
                + table("concept_ancestor")
                + " JOIN " + table("concept")
                + " c ON c.concept_id = ancestor_concept_id AND c.concept_class_id = 'Ingredient'"
                + " GROUP BY descendant_concept_id";
    }

    private static String concept(String domain) {
        return "coalesce(nullif(" + domain + "_concept_id, 0), nullif(" + domain + "_source_concept_id, 0))";
    }

    private static String known(String events) {
        return "SELECT * FROM (" + events + ") WHERE concept IS NOT NULL AND a IS NOT NULL AND b >= a";
    }

    private boolean absent(String table) {
        return !written.containsKey(table) || duck.number("SELECT count(*) FROM " + table(table)) == 0;
    }

    private String table(String name) {
        return Duck.parquet(Objects.requireNonNull(written.get(name)).toString());
    }

    private void write(String table, Map<String, String> fields, String from, String order) {
        StandardSchema.Table shape = StandardSchema.current().get(table);
        String columns = shape.fields().stream()
                .map(f -> "CAST(" + fields.getOrDefault(f.name(), "NULL") + " AS " + f.type() + ") AS "
                        + Duck.name(f.name()))
                .collect(Collectors.joining(", "));
        Path file = target.resolve(table + ".parquet");
        duck.write("SELECT " + columns + " FROM " + from + " ORDER BY " + order, file);
        written.put(table, file);
    }
}
