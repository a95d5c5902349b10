package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.eq;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.lt;
import static org.steelyard.data.relational.Scalar.minus;
import static org.steelyard.data.relational.Scalar.of;
import static org.steelyard.data.relational.Scalar.when;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.Rel.Reduction;
import org.steelyard.data.relational.Rel.WindowColumn;
import org.steelyard.data.relational.Rel.WindowFunction;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.EventDomain;

/** What is known of the person and of the index day: birth, sex, death, insurance, level of the institution. */
final class People {

    static final String AGE = "age_at_index";
    static final String SEX = "sex_text";
    static final String DEATH = "death_day";
    static final String INSURANCE = "insurance_text";
    static final String INSTITUTION = "institution_text";

    private static final long MALE = 8507;
    private static final long FEMALE = 8532;

    private final Events events;

    People(Events events) {
        this.events = events;
    }

    /** Adds age, sex and day of death. */
    Rel persons(Rel rows) {
        Rel persons = events.table("person").prefixed("p_");
        Rel joined = new Rel.LeftJoin(rows, persons, same("p_"));
        Rel deaths = new Rel.Aggregate(
                events.of(EventDomain.DEATH),
                events.eventKeys(),
                List.of(Reduction.of(DEATH, AggregateFunction.MINIMUM, col(Columns.E_DAY))));
        List<Named> columns = columns(rows);
        columns.add(as(AGE, age()));
        columns.add(as(SEX, sex()));
        columns.add(as(DEATH, col(DEATH)));
        return new Rel.LeftJoin(joined, deaths, events.samePerson()).project(columns);
    }

    /** Completed years; where month or day of birth are not known, years by the calendar. */
    private static Scalar age() {
        Scalar day = col(Columns.DAY);
        Scalar month = Scalar.call(ScalarFunction.MONTH, day);
        Scalar before = lt(month, col("p_month_of_birth"));
        Scalar sameMonth = Scalar.all(
                eq(month, col("p_month_of_birth")),
                lt(Scalar.call(ScalarFunction.DAY_OF_MONTH, day), col("p_day_of_birth")));
        Scalar years = minus(Scalar.call(ScalarFunction.YEAR, day), col("p_year_of_birth"));
        return minus(years, when(Scalar.any(List.of(before, sameMonth)), of(1), of(0)));
    }

    private static Scalar sex() {
        return when(
                eq(col("p_gender_concept_id"), of(MALE)),
                of("male"),
                when(eq(col("p_gender_concept_id"), of(FEMALE)), of("female"), new Scalar.Missing(DataType.TEXT)));
    }

    /** Adds the insurance in force on the index day: of several the one that began last, then the first by code. */
    Rel insurance(Rel rows) {
        boolean claims = events.has("insurance_period");
        Rel periods = claims
                ? periods("insurance_period", "start_date", "end_date", "insurance_type")
                : periods(
                        "payer_plan_period",
                        "payer_plan_period_start_date",
                        "payer_plan_period_end_date",
                        "payer_source_value");
        return latest(rows, periods, INSURANCE);
    }

    /** Adds the level of the institution whose settlement covers the index day. */
    Rel institution(Rel rows) {
        return latest(rows, periods("claim_settlement", "start_date", "end_date", "institution_level"), INSTITUTION);
    }

    private Rel periods(String table, String start, String end, String text) {
        Rel all = events.table(table);
        List<Named> columns = new ArrayList<>();
        columns.add(as("i_person_id", col("person_id")));
        if (all.schema().has(Columns.SOURCE)) {
            columns.add(as("i_source", col(Columns.SOURCE)));
        }
        columns.add(as("i_start", col(start)));
        columns.add(as("i_end", col(end)));
        columns.add(as("i_text", col(text)));
        return all.project(columns).filter(Scalar.known(col("i_text")));
    }

    private Rel latest(Rel rows, Rel periods, String name) {
        Scalar on = Scalar.all(
                same("i_"),
                le(col("i_start"), col(Columns.DAY)),
                coalesce(ge(col("i_end"), col(Columns.DAY)), eq(col("i_start"), col(Columns.DAY))));
        List<String> keys = new ArrayList<>(events.keys());
        keys.add(Columns.ROW);
        keys.add(Columns.DAY);
        Rel found = new Rel.Window(
                        new Rel.Join(rows.only(keys), periods, on),
                        List.of(Columns.ROW),
                        List.of(Order.down("i_start"), Order.by("i_text")),
                        List.of(new WindowColumn("turn", WindowFunction.ROW_NUMBER, Optional.empty())))
                .filter(eq(col("turn"), of(1)))
                .project(as("x_row", col(Columns.ROW)), as(name, col("i_text")));
        List<Named> columns = columns(rows);
        columns.add(as(name, col(name)));
        return new Rel.LeftJoin(rows, found, eq(col(Columns.ROW), col("x_row"))).project(columns);
    }

    private Scalar same(String prefix) {
        Scalar person = eq(col(Columns.PERSON), col(prefix + "person_id"));
        return events.keys().size() == 1
                ? person
                : Scalar.all(person, eq(col(Columns.SOURCE), col(prefix + Columns.SOURCE)));
    }

    static List<Named> columns(Rel rel) {
        return new ArrayList<>(
                rel.schema().names().stream().map(n -> as(n, col(n))).toList());
    }
}
