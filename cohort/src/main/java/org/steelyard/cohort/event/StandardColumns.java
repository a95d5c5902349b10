package org.steelyard.cohort.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Schema;

/** The columns of the standard tables that cohorts are made from. */
public final class StandardColumns {

    private static final String AMOUNTS =
            " total_cost:M in_scope:M fund_paid:M person_paid:M account_paid:M cash_paid:M";

    private static final Map<String, Schema> TABLES = tables();

    private StandardColumns() {}

    public static List<String> names() {
        return List.copyOf(TABLES.keySet());
    }

    public static Schema of(String table) {
        Schema schema = TABLES.get(table);
        if (schema == null) {
            throw new IllegalArgumentException("cohorts use no table " + table);
        }
        return schema;
    }

    private static Map<String, Schema> tables() {
        Map<String, Schema> out = new LinkedHashMap<>();
        add(
                out,
                "person",
                "person_id:I gender_concept_id:I year_of_birth:I month_of_birth:I day_of_birth:I person_source_value:T");
        add(out, "observation_period", "person_id:I observation_period_start_date:D observation_period_end_date:D");
        add(
                out,
                "death",
                "person_id:I death_date:D cause_concept_id:I cause_source_value:T cause_source_concept_id:I"
                        + " source_vocabulary:T");
        clinical(out, "visit_occurrence", "visit", "visit_start_date:D visit_end_date:D");
        clinical(
                out,
                "condition_occurrence",
                "condition",
                "condition_start_date:D condition_end_date:D condition_status_concept_id:I");
        clinical(out, "drug_exposure", "drug", "drug_exposure_start_date:D drug_exposure_end_date:D");
        clinical(out, "device_exposure", "device", "device_exposure_start_date:D device_exposure_end_date:D");
        clinical(out, "procedure_occurrence", "procedure", "procedure_date:D procedure_end_date:D");
        clinical(out, "measurement", "measurement", "measurement_date:D value_as_number:N");
        clinical(out, "observation", "observation", "observation_date:D value_as_number:N");
        add(out, "drug_era", "drug_era_id:I person_id:I drug_concept_id:I drug_era_start_date:D drug_era_end_date:D");
        add(
                out,
                "condition_era",
                "condition_era_id:I person_id:I condition_concept_id:I condition_era_start_date:D"
                        + " condition_era_end_date:D");
        add(
                out,
                "claim_settlement",
                "claim_id:I person_id:I settlement_date:D start_date:D end_date:D medical_type:T institution_level:T"
                        + AMOUNTS);
        add(
                out,
                "claim_detail",
                "claim_detail_id:I person_id:I service_date:D item_source_value:T source_vocabulary:T amount:M");
        add(
                out,
                "cost",
                "cost_event_id:I cost_domain_id:T total_charge:M total_cost:M total_paid:M paid_by_payer:M"
                        + " paid_by_patient:M amount_allowed:M");
        add(out, "insurance_period", "person_id:I insurance_type:T start_date:D end_date:D");
        add(
                out,
                "payer_plan_period",
                "person_id:I payer_plan_period_start_date:D payer_plan_period_end_date:D payer_source_value:T");
        add(out, "concept_ancestor", "ancestor_concept_id:I descendant_concept_id:I");
        return out;
    }

    private static void clinical(Map<String, Schema> out, String table, String stem, String rest) {
        add(
                out,
                table,
                table + "_id:I person_id:I " + stem + "_concept_id:I " + stem + "_source_value:T " + stem
                        + "_source_concept_id:I source_vocabulary:T " + rest);
    }

    private static void add(Map<String, Schema> out, String table, String columns) {
        List<Schema.Column> made = new ArrayList<>();
        for (String column : columns.split(" ")) {
            int colon = column.indexOf(':');
            made.add(new Schema.Column(column.substring(0, colon), type(column.charAt(colon + 1))));
        }
        out.put(table, new Schema(made));
    }

    private static DataType type(char letter) {
        return switch (letter) {
            case 'I' -> DataType.INTEGER;
            case 'T' -> DataType.TEXT;
            case 'D' -> DataType.DAY;
            case 'M' -> DataType.MONEY;
            case 'N' -> DataType.NUMBER;
            default -> throw new IllegalArgumentException("no type " + letter);
        };
    }
}
