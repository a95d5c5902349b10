package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.steelyard.data.quality.Check;
import org.steelyard.data.quality.Check.Severity;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardSchema.Field;
import org.steelyard.data.standard.StandardSchema.Table;

/**
 * The checks that follow from the schema: one row for each table and field that a type applies to, as OHDSI's dashboard has
 * them. Tables of the vocabulary and of results are held to their structure only.
 */
public final class SchemaChecks {

    /** A table every store must have; of others it is reported that they are not there. */
    private static final Set<String> NEEDED = Set.of("person", "observation_period", "visit_occurrence");

    private static final String VALUES = "100";
    private static final String PERSONS = "95";
    private static final String MAPPED = "5";
    private static final String PLAUSIBLE = "1";
    private static final String VISIT = "5";

    private final List<Check> checks = new ArrayList<>();

    private SchemaChecks() {}

    public static List<Check> of(StandardSchema schema) {
        SchemaChecks made = new SchemaChecks();
        schema.tables().forEach(made::table);
        return List.copyOf(made.checks);
    }

    private void table(Table table) {
        add(
                "cdmTable",
                table.name(),
                "",
                Map.of(),
                "0",
                NEEDED.contains(table.name()) ? Severity.ERROR : Severity.INFO);
        for (Field field : table.fields()) {
            structure(table, field);
        }
        boolean people = table.has("person_id") && !table.name().equals("person");
        if (people) {
            boolean needed = NEEDED.contains(table.name());
            add(
                    "measurePersonCompleteness",
                    table.name(),
                    "",
                    Map.of(),
                    needed ? "0" : PERSONS,
                    needed ? Severity.WARNING : Severity.INFO);
        }
        if (people && table.group() != StandardSchema.Group.RESULTS) {
            table.fields().stream().filter(f -> f.type().equals("DATE")).forEach(f -> dates(table, f));
        }
    }

    private void structure(Table table, Field field) {
        add(
                "cdmField",
                table.name(),
                field.name(),
                Map.of(),
                "0",
                field.required() ? Severity.ERROR : Severity.WARNING);
        if (!field.type().equals("VARCHAR")) {
            add("cdmDatatype", table.name(), field.name(), Map.of("type", field.type()), "0", Severity.ERROR);
        }
        if (field.required()) {
            add("isRequired", table.name(), field.name(), Map.of(), "0", Severity.ERROR);
        } else {
            add("measureValueCompleteness", table.name(), field.name(), Map.of(), VALUES, Severity.INFO);
        }
        if (table.id().filter(field::equals).isPresent()) {
            add("isPrimaryKey", table.name(), field.name(), Map.of(), "0", Severity.ERROR);
        }
        field.reference().ifPresent(reference -> reference(table, field, reference));
    }

    private void reference(Table table, Field field, StandardSchema.Reference reference) {
        boolean concept =
                reference.table().equals("concept") && reference.field().equals("concept_id");
        if (concept) {
            add("isConceptKey", table.name(), field.name(), Map.of(), "0", Severity.ERROR);
        } else {
            Map<String, String> key = Map.of("fkTable", reference.table(), "fkField", reference.field());
            add("isForeignKey", table.name(), field.name(), key, "0", Severity.ERROR);
        }
        boolean judged = concept && table.group() != StandardSchema.Group.VOCABULARY;
        if (judged) {
            field.domain()
                    .ifPresent(domain -> add(
                            "fkDomain", table.name(), field.name(), Map.of("domain", domain), "0", Severity.WARNING));
            concept(table, field);
        }
    }

    /** The table's own concept is the one that is named after it or is its first. */
    private void concept(Table table, Field field) {
        boolean source = field.name().endsWith("_source_concept_id");
        if (!source) {
            add("isStandardValidConcept", table.name(), field.name(), Map.of(), "0", Severity.WARNING);
        }
        if (!isMain(table, field) && !source) {
            return;
        }
        String type = source ? "sourceConceptRecordCompleteness" : "standardConceptRecordCompleteness";
        Optional<Field> code = table.field(field.name().replace("_source_concept_id", "_source_value"));
        Map<String, String> given =
                source && code.isPresent() ? Map.of("value", code.get().name()) : Map.of();
        add(type, table.name(), field.name(), given, MAPPED, source ? Severity.INFO : Severity.WARNING);
        Optional<Field> sourceValue = table.field(field.name().replace("_concept_id", "_source_value"));
        if (!source && sourceValue.isPresent()) {
            add(
                    "sourceValueCompleteness",
                    table.name(),
                    sourceValue.get().name(),
                    Map.of("concept", field.name()),
                    "10",
                    Severity.WARNING);
        }
    }

    private static boolean isMain(Table table, Field field) {
        return table.fields().stream()
                .filter(f -> f.name().endsWith("_concept_id") && f.required())
                .findFirst()
                .filter(field::equals)
                .isPresent();
    }

    private void dates(Table table, Field field) {
        boolean death = table.name().equals("death");
        add("plausibleAfterBirth", table.name(), field.name(), Map.of(), PLAUSIBLE, Severity.ERROR);
        if (!death && !isPlan(table)) {
            add("plausibleDuringLife", table.name(), field.name(), Map.of(), PLAUSIBLE, Severity.WARNING);
            add("plausibleBeforeDeath", table.name(), field.name(), Map.of(), PLAUSIBLE, Severity.WARNING);
        }
        String end = field.name().replace("start_date", "end_date");
        if (!end.equals(field.name()) && table.has(end)) {
            add("plausibleStartBeforeEnd", table.name(), field.name(), Map.of("end", end), "0", Severity.ERROR);
        }
        boolean visit = table.has("visit_occurrence_id") && !table.name().equals("visit_occurrence");
        if (visit && !field.name().endsWith("end_date") && table.group() == StandardSchema.Group.CLINICAL) {
            add("withinVisitDates", table.name(), field.name(), Map.of(), VISIT, Severity.WARNING);
        }
        if (table.name().equals("observation_period") && field.name().endsWith("start_date")) {
            add("measureObservationPeriodOverlap", table.name(), field.name(), Map.of(), "0", Severity.ERROR);
        }
        if (table.name().equals("condition_era") && field.name().endsWith("start_date")) {
            add("measureConditionEraCompleteness", table.name(), "", Map.of(), "0", Severity.WARNING);
        }
    }

    /** Insurance may run on after death in the register. */
    private static boolean isPlan(Table table) {
        return Set.of("payer_plan_period", "insurance_period", "observation_period")
                .contains(table.name());
    }

    private void add(
            String type,
            String table,
            String field,
            Map<String, String> parameters,
            String threshold,
            Severity severity) {
        CheckType of = CheckTypes.shipped().get(type);
        Map<String, String> all = new TreeMap<>(parameters);
        if (!field.isEmpty()) {
            all.put("field", field);
        }
        Check check = new Check(
                String.join(".", type, table) + (field.isEmpty() ? "" : "." + field),
                Check.Store.STANDARD,
                of.level(),
                table,
                field,
                type,
                of.kahn(),
                all,
                Double.parseDouble(threshold),
                severity,
                org.steelyard.kernel.Text.EMPTY);
        checks.add(Words.described(check, of));
    }
}
