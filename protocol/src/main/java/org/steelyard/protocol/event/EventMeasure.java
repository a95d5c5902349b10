package org.steelyard.protocol.event;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/** What is computed for each row. What it needs depends on its kind, see {@code docs/cohort.md}. */
public record EventMeasure(
        String name,
        Text label,
        MeasureKind kind,
        Optional<EventSelector> event,
        Optional<DayWindow> window,
        Optional<EventAnchor> anchor,
        CostComponent component,
        WhichValue which,
        int cleanDays,
        Incomplete incomplete,
        List<String> values) {

    public enum MeasureKind {
        AGE,
        SEX,
        INDEX_YEAR,
        INDEX_MONTH,
        INSURANCE,
        INSTITUTION_LEVEL,
        ANY,
        COUNT,
        TIME_TO_EVENT,
        RECURRENT,
        COST,
        INPATIENT_DAYS,
        VALUE,
        CHARLSON,
        READMISSION
    }

    public enum CostComponent {
        TOTAL,
        FUND,
        PERSON,
        CASH,
        ACCOUNT,
        IN_SCOPE
    }

    public enum WhichValue {
        FIRST,
        LAST,
        LOWEST,
        HIGHEST
    }

    /** What becomes of a window that was not observed to its end. */
    public enum Incomplete {
        AS_OBSERVED,
        MISSING
    }
}
