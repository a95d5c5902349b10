package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.known;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.event.EventTables;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventSelector;

/** Records of every domain in one shape. */
final class Events {

    /** Status of a condition that is the main diagnosis: primary, primary at admission, primary at discharge. */
    private static final List<Long> MAIN = List.of(32902L, 32901L, 32903L);

    private final EventTables tables;
    private final Concepts concepts;

    Events(EventTables tables, Concepts concepts) {
        this.tables = tables;
        this.concepts = concepts;
    }

    /** What names a person: the number, and the source where there are several. */
    List<String> keys() {
        return tables.several() ? List.of(Columns.SOURCE, Columns.PERSON) : List.of(Columns.PERSON);
    }

    List<String> eventKeys() {
        return keys().stream().map(k -> Columns.E + k).toList();
    }

    /** The same person on both sides. */
    Scalar samePerson() {
        return Scalar.all(keys().stream()
                .map(k -> eq(col(k), col(Columns.E + k)))
                .toList());
    }

    Rel matching(EventSelector selector) {
        return of(selector.domain()).filter(concepts.matches(selector));
    }

    Rel matching(EventSelector selector, int source) {
        return of(selector.domain(), source).filter(concepts.matches(selector));
    }

    /** All records of a domain with a day. */
    Rel of(EventDomain domain) {
        return union(source -> of(domain, source));
    }

    Rel of(EventDomain domain, int source) {
        EventTables.Source from = tables.sources().get(source);
        Rel events = switch (domain) {
            case CONDITION -> condition(from);
            case PROCEDURE ->
                clinical(from, "procedure_occurrence", "procedure", "procedure_date", "procedure_end_date");
            case DRUG -> clinical(from, "drug_exposure", "drug", "drug_exposure_start_date", "drug_exposure_end_date");
            case DEVICE ->
                clinical(from, "device_exposure", "device", "device_exposure_start_date", "device_exposure_end_date");
            case VISIT -> visits(from);
            case MEASUREMENT -> valued(from, "measurement");
            case OBSERVATION -> valued(from, "observation");
            case DRUG_ERA -> era(from, "drug");
            case CONDITION_ERA -> era(from, "condition");
            case DEATH -> death(from);
            case CLAIM -> from.has("claim_settlement") ? settlements(from) : costs(from);
            case CLAIM_ITEM -> items(from);
        };
        return tagged(events.filter(known(col(Columns.E_DAY))), source, Columns.E + Columns.SOURCE);
    }

    /** A standard table over all sources, with the source's number where there are several. */
    Rel table(String name) {
        return union(source -> tagged(tables.sources().get(source).table(name), source, Columns.SOURCE));
    }

    boolean has(String name) {
        return tables.sources().stream().anyMatch(s -> s.has(name));
    }

    private Rel union(java.util.function.IntFunction<Rel> one) {
        List<Rel> all =
                IntStream.range(0, tables.sources().size()).mapToObj(one).toList();
        return all.size() == 1 ? all.getFirst() : new Rel.Union(all);
    }

    private Rel tagged(Rel rel, int source, String name) {
        return tables.several() ? rel.with(as(name, Scalar.of(source))) : rel;
    }

    private Rel clinical(EventTables.Source from, String table, String stem, String start, String end) {
        List<Named> columns = new ArrayList<>(coded(table + "_id", stem));
        columns.addAll(days(col(start), coalesce(col(end), col(start))));
        columns.addAll(extras(Scalar.of(false), new Scalar.Missing(DataType.NUMBER)));
        return from.table(table).project(columns);
    }

    /** Visits, whose value is their length: the nights from the first to the last day. */
    private Rel visits(EventTables.Source from) {
        Rel visits = clinical(from, "visit_occurrence", "visit", "visit_start_date", "visit_end_date");
        List<Named> columns = new ArrayList<>();
        visits.schema().names().stream()
                .filter(n -> !n.equals(Columns.E_VALUE))
                .forEach(n -> columns.add(as(n, col(n))));
        Scalar nights = Scalar.call(ScalarFunction.DAYS_BETWEEN, col(Columns.E_DAY), col(Columns.E_END));
        columns.add(as(Columns.E_VALUE, Scalar.call(ScalarFunction.TO_NUMBER, nights)));
        return visits.project(columns);
    }

    private Rel condition(EventTables.Source from) {
        List<Named> columns = new ArrayList<>(coded("condition_occurrence_id", "condition"));
        columns.addAll(
                days(col("condition_start_date"), coalesce(col("condition_end_date"), col("condition_start_date"))));
        Scalar main = new Scalar.In(
                col("condition_status_concept_id"),
                MAIN.stream().map(Scalar::of).toList());
        columns.addAll(extras(coalesce(main, Scalar.of(false)), new Scalar.Missing(DataType.NUMBER)));
        return from.table("condition_occurrence").project(columns);
    }

    private Rel valued(EventTables.Source from, String stem) {
        List<Named> columns = new ArrayList<>(coded(stem + "_id", stem));
        columns.addAll(days(col(stem + "_date"), col(stem + "_date")));
        columns.addAll(extras(Scalar.of(false), col("value_as_number")));
        return from.table(stem).project(columns);
    }

    private Rel era(EventTables.Source from, String stem) {
        List<Named> columns = new ArrayList<>(List.of(
                as(Columns.E + Columns.PERSON, col("person_id")),
                as(Columns.E_ID, col(stem + "_era_id")),
                as(Columns.E_CONCEPT, col(stem + "_concept_id")),
                as(Columns.E_SOURCE_CONCEPT, new Scalar.Missing(DataType.INTEGER)),
                as(Columns.E_CODE, new Scalar.Missing(DataType.TEXT)),
                as(Columns.E_VOCABULARY, new Scalar.Missing(DataType.TEXT))));
        columns.addAll(days(
                col(stem + "_era_start_date"), coalesce(col(stem + "_era_end_date"), col(stem + "_era_start_date"))));
        columns.addAll(extras(Scalar.of(false), new Scalar.Missing(DataType.NUMBER)));
        return from.table(stem + "_era").project(columns);
    }

    private Rel death(EventTables.Source from) {
        List<Named> columns = new ArrayList<>(List.of(
                as(Columns.E + Columns.PERSON, col("person_id")),
                as(Columns.E_ID, Scalar.of(0)),
                as(Columns.E_CONCEPT, col("cause_concept_id")),
                as(Columns.E_SOURCE_CONCEPT, col("cause_source_concept_id")),
                as(Columns.E_CODE, col("cause_source_value")),
                as(Columns.E_VOCABULARY, col("source_vocabulary"))));
        columns.addAll(days(col("death_date"), col("death_date")));
        columns.addAll(extras(Scalar.of(false), new Scalar.Missing(DataType.NUMBER)));
        return from.table("death").project(columns);
    }

    /** Settlements by the day of settlement, else by the last day of treatment. */
    private static Rel settlements(EventTables.Source from) {
        Scalar day = coalesce(col("settlement_date"), col("end_date"), col("start_date"));
        List<Named> columns =
                new ArrayList<>(uncoded("claim_id", col("medical_type"), new Scalar.Missing(DataType.TEXT)));
        columns.addAll(days(day, day));
        columns.addAll(extras(Scalar.of(false), new Scalar.Missing(DataType.NUMBER)));
        columns.addAll(List.of(
                as(Columns.E_TOTAL, col("total_cost")),
                as(Columns.E_FUND, col("fund_paid")),
                as(Columns.E_PAID, col("person_paid")),
                as(Columns.E_CASH, col("cash_paid")),
                as(Columns.E_ACCOUNT, col("account_paid")),
                as(Columns.E_SCOPE, col("in_scope"))));
        return from.table("claim_settlement").project(columns);
    }

    private static Rel items(EventTables.Source from) {
        List<Named> columns =
                new ArrayList<>(uncoded("claim_detail_id", col("item_source_value"), col("source_vocabulary")));
        columns.addAll(days(col("service_date"), col("service_date")));
        columns.addAll(extras(Scalar.of(false), new Scalar.Missing(DataType.NUMBER)));
        Scalar none = new Scalar.Missing(DataType.MONEY);
        columns.addAll(List.of(
                as(Columns.E_TOTAL, col("amount")),
                as(Columns.E_FUND, none),
                as(Columns.E_PAID, none),
                as(Columns.E_CASH, none),
                as(Columns.E_ACCOUNT, none),
                as(Columns.E_SCOPE, none)));
        return from.table("claim_detail").project(columns);
    }

    /** OMOP's cost table, which has no days: those of the visit, drug or procedure that it belongs to. */
    private Rel costs(EventTables.Source from) {
        return new Rel.Union(List.of(
                costs(from, "Visit", visits(from)),
                costs(
                        from,
                        "Drug",
                        clinical(from, "drug_exposure", "drug", "drug_exposure_start_date", "drug_exposure_end_date")),
                costs(
                        from,
                        "Procedure",
                        clinical(from, "procedure_occurrence", "procedure", "procedure_date", "procedure_end_date"))));
    }

    private static Rel costs(EventTables.Source from, String domain, Rel events) {
        Rel costs = from.table("cost").filter(eq(col("cost_domain_id"), Scalar.of(domain)));
        Rel joined = new Rel.Join(events, costs, eq(col(Columns.E_ID), col("cost_event_id")));
        List<Named> columns = new ArrayList<>(
                events.schema().names().stream().map(n -> as(n, col(n))).toList());
        columns.addAll(List.of(
                as(Columns.E_TOTAL, coalesce(col("total_paid"), col("total_cost"), col("total_charge"))),
                as(Columns.E_FUND, col("paid_by_payer")),
                as(Columns.E_PAID, col("paid_by_patient")),
                as(Columns.E_CASH, col("paid_by_patient")),
                as(Columns.E_ACCOUNT, new Scalar.Missing(DataType.MONEY)),
                as(Columns.E_SCOPE, col("amount_allowed"))));
        return joined.project(columns);
    }

    private static List<Named> coded(String id, String stem) {
        return List.of(
                as(Columns.E + Columns.PERSON, col("person_id")),
                as(Columns.E_ID, col(id)),
                as(Columns.E_CONCEPT, col(stem + "_concept_id")),
                as(Columns.E_SOURCE_CONCEPT, col(stem + "_source_concept_id")),
                as(Columns.E_CODE, col(stem + "_source_value")),
                as(Columns.E_VOCABULARY, col("source_vocabulary")));
    }

    private static List<Named> uncoded(String id, Scalar code, Scalar vocabulary) {
        return List.of(
                as(Columns.E + Columns.PERSON, col("person_id")),
                as(Columns.E_ID, col(id)),
                as(Columns.E_CONCEPT, new Scalar.Missing(DataType.INTEGER)),
                as(Columns.E_SOURCE_CONCEPT, new Scalar.Missing(DataType.INTEGER)),
                as(Columns.E_CODE, code),
                as(Columns.E_VOCABULARY, vocabulary));
    }

    private static List<Named> days(Scalar start, Scalar end) {
        return List.of(as(Columns.E_DAY, start), as(Columns.E_END, end));
    }

    private static List<Named> extras(Scalar main, Scalar value) {
        return List.of(as(Columns.E_MAIN, main), as(Columns.E_VALUE, value));
    }
}
