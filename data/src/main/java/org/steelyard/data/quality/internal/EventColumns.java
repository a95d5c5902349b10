package org.steelyard.data.quality.internal;

import org.steelyard.protocol.event.EventDomain;

/** Where the records of a domain stand: table, concept, code as it came, date. Empty where the table has no such field. */
public record EventColumns(String table, String concept, String source, String date) {

    public static EventColumns of(EventDomain domain) {
        return switch (domain) {
            case CONDITION ->
                new EventColumns(
                        "condition_occurrence",
                        "condition_concept_id",
                        "condition_source_value",
                        "condition_start_date");
            case PROCEDURE ->
                new EventColumns(
                        "procedure_occurrence", "procedure_concept_id", "procedure_source_value", "procedure_date");
            case DRUG ->
                new EventColumns("drug_exposure", "drug_concept_id", "drug_source_value", "drug_exposure_start_date");
            case DEVICE ->
                new EventColumns(
                        "device_exposure", "device_concept_id", "device_source_value", "device_exposure_start_date");
            case MEASUREMENT ->
                new EventColumns(
                        "measurement", "measurement_concept_id", "measurement_source_value", "measurement_date");
            case OBSERVATION ->
                new EventColumns(
                        "observation", "observation_concept_id", "observation_source_value", "observation_date");
            case VISIT ->
                new EventColumns("visit_occurrence", "visit_concept_id", "visit_source_value", "visit_start_date");
            case DRUG_ERA -> new EventColumns("drug_era", "drug_concept_id", "", "drug_era_start_date");
            case CONDITION_ERA ->
                new EventColumns("condition_era", "condition_concept_id", "", "condition_era_start_date");
            case DEATH -> new EventColumns("death", "cause_concept_id", "cause_source_value", "death_date");
            case CLAIM -> new EventColumns("claim_settlement", "", "payment_category", "settlement_date");
            case CLAIM_ITEM -> new EventColumns("claim_detail", "", "item_source_value", "service_date");
        };
    }
}
