package org.steelyard.cohort.event.internal;

import static org.steelyard.data.relational.Rel.as;
import static org.steelyard.data.relational.Scalar.coalesce;
import static org.steelyard.data.relational.Scalar.col;
import static org.steelyard.data.relational.Scalar.ge;
import static org.steelyard.data.relational.Scalar.gt;
import static org.steelyard.data.relational.Scalar.known;
import static org.steelyard.data.relational.Scalar.le;
import static org.steelyard.data.relational.Scalar.minus;
import static org.steelyard.data.relational.Scalar.of;
import static org.steelyard.data.relational.Scalar.plus;
import static org.steelyard.data.relational.Scalar.when;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.cohort.event.internal.Cells.Take;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Rel.Named;
import org.steelyard.data.relational.Scalar;
import org.steelyard.data.relational.ScalarFunction;
import org.steelyard.protocol.event.CohortColumns;
import org.steelyard.protocol.event.DayWindow;
import org.steelyard.protocol.event.EventDomain;
import org.steelyard.protocol.event.EventMeasure;
import org.steelyard.protocol.event.EventMeasure.Incomplete;
import org.steelyard.protocol.event.EventSelector;
import org.steelyard.protocol.event.VisitKind;

/** Outcomes and covariates as columns computed from cells and from the person. */
final class Measures {

    /** End of the stay that holds the index day. */
    static final String DISCHARGE = "discharge";

    private static final Scalar.Literal NOTHING = new Scalar.MoneyLiteral(BigDecimal.ZERO);
    private static final DayWindow MONTH = DayWindow.of(1, 30);

    private final Specs specs;
    private final List<Named> columns = new ArrayList<>();

    Measures(Specs specs) {
        this.specs = specs;
    }

    List<Named> columns() {
        return List.copyOf(columns);
    }

    void add(EventMeasure m) {
        if (m.kind() == EventMeasure.MeasureKind.TIME_TO_EVENT) {
            timeToEvent(m);
        } else {
            columns.add(as(m.name(), value(m)));
        }
    }

    private Scalar value(EventMeasure m) {
        return switch (m.kind()) {
            case AGE -> col(People.AGE);
            case SEX -> col(People.SEX);
            case INSURANCE -> col(People.INSURANCE);
            case INSTITUTION_LEVEL -> col(People.INSTITUTION);
            case INDEX_YEAR -> Scalar.call(ScalarFunction.YEAR, col(Columns.DAY));
            case INDEX_MONTH -> Scalar.call(ScalarFunction.MONTH, col(Columns.DAY));
            case ANY -> any(m, count(m, Take.COUNT));
            case COUNT -> whole(m, count(m, Take.COUNT));
            case RECURRENT -> whole(m, specs.episodes(m.event().orElseThrow(), m.window(), m.cleanDays()));
            case INPATIENT_DAYS ->
                whole(m, specs.add(Take.STAY, Specs.any(EventDomain.VISIT), Columns.DAY, m.window()));
            case COST -> cost(m);
            case VALUE -> col(Cells.column(count(m, take(m))));
            case CHARLSON -> charlson(m.window().orElseThrow());
            case READMISSION -> readmission(m);
            case TIME_TO_EVENT -> throw new IllegalArgumentException("has two columns");
        };
    }

    private int count(EventMeasure m, Take take) {
        return specs.add(take, m.event().orElseThrow(), specs.origin(m.anchor()), m.window());
    }

    private static Take take(EventMeasure m) {
        return switch (m.which()) {
            case FIRST -> Take.FIRST_VALUE;
            case LAST -> Take.LAST_VALUE;
            case LOWEST -> Take.LOWEST;
            case HIGHEST -> Take.HIGHEST;
        };
    }

    private static Scalar number(int id) {
        return coalesce(col(Cells.column(id)), of(0));
    }

    private Scalar any(EventMeasure m, int id) {
        Scalar missing = new Scalar.Missing(DataType.INTEGER);
        Scalar none = unlessIncomplete(m, of(0), missing);
        return anchored(m, when(gt(number(id), of(0)), of(1), none), missing);
    }

    private Scalar whole(EventMeasure m, int id) {
        Scalar missing = new Scalar.Missing(DataType.INTEGER);
        return anchored(m, unlessIncomplete(m, number(id), missing), missing);
    }

    private Scalar cost(EventMeasure m) {
        EventSelector event = m.event().orElse(Specs.any(EventDomain.CLAIM));
        int id = specs.cost(event, specs.origin(m.anchor()), m.window(), m.component());
        Scalar missing = new Scalar.Missing(DataType.MONEY);
        return anchored(m, unlessIncomplete(m, coalesce(col(Cells.column(id)), NOTHING), missing), missing);
    }

    /** Without the anchor's event there is nothing to count from, and the value is missing. */
    private Scalar anchored(EventMeasure m, Scalar value, Scalar missing) {
        return m.anchor().isPresent() ? when(known(col(specs.origin(m.anchor()))), value, missing) : value;
    }

    /** A death completes a window, since nothing follows it; else observation has to reach its end. */
    private static Scalar unlessIncomplete(EventMeasure m, Scalar value, Scalar missing) {
        Optional<Integer> to = m.window().flatMap(DayWindow::to);
        if (m.incomplete() == Incomplete.AS_OBSERVED
                || to.isEmpty()
                || m.anchor().isPresent()) {
            return value;
        }
        Scalar complete = Scalar.any(List.of(
                ge(col(RiskTime.OBSERVED_TO), of(to.get())),
                coalesce(le(col(RiskTime.DEATH_AT), of(to.get())), of(false))));
        return when(complete, value, missing);
    }

    /** The event's column, and the days to it or to the end of follow-up, the first day counted as day one. */
    private void timeToEvent(EventMeasure m) {
        Scalar from = m.window().map(w -> (Scalar) of(w.from().orElse(0))).orElse(col(Cells.RISK_FROM));
        Scalar to = m.window()
                .map(w -> w.to().map(t -> Scalar.call(ScalarFunction.LEAST, of(t), col(RiskTime.CENSORED_AT)))
                        .orElse(coalesce(col(RiskTime.CENSORED_AT), col(RiskTime.OBSERVED_TO))))
                .orElse(col(Cells.RISK_TO));
        int id = specs.add(
                Take.FIRST,
                m.event().orElseThrow(),
                Columns.DAY,
                m.window().map(w -> new DayWindow(Optional.of(w.from().orElse(0)), w.to())));
        Scalar first = col(Cells.column(id));
        Scalar happened = coalesce(le(first, to), of(false));
        Scalar days = plus(minus(when(happened, first, to), from), of(1));
        columns.add(as(m.name(), when(happened, of(1), of(0))));
        columns.add(as(m.name() + CohortColumns.DAYS_SUFFIX, Scalar.call(ScalarFunction.GREATEST, days, of(0))));
    }

    private Scalar charlson(DayWindow window) {
        Map<String, Scalar> found = new LinkedHashMap<>();
        List<Charlson> groups = Charlson.groups();
        groups.forEach(g -> found.put(g.group(), gt(number(specs.prefixes(g.prefixes(), window)), of(0))));
        Scalar sum = of(0);
        for (Charlson group : groups) {
            Scalar here = found.getOrDefault(group.group(), of(false));
            Scalar counts = here;
            for (String graver : group.gravers()) {
                counts = Scalar.all(counts, Scalar.not(found.getOrDefault(graver, of(false))));
            }
            sum = plus(sum, when(counts, of(group.weight()), of(0)));
        }
        return sum;
    }

    private Scalar readmission(EventMeasure m) {
        EventSelector stay = new EventSelector(
                EventDomain.VISIT,
                Optional.empty(),
                List.of(VisitKind.INPATIENT),
                false,
                Optional.empty(),
                Optional.empty());
        int id = specs.add(Take.COUNT, stay, DISCHARGE, Optional.of(m.window().orElse(MONTH)));
        return when(
                known(col(DISCHARGE)), when(gt(number(id), of(0)), of(1), of(0)), new Scalar.Missing(DataType.INTEGER));
    }
}
