package org.steelyard.report.compose;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.TimeUnit;

/**
 * In what a time axis counts: years for long follow-up in days or months, so that it has whole numbers.
 *
 * @param perUnit of the outcome's own units in one of the axis
 */
record Clock(double perUnit, String unit) {

    /** @param end of the axis, in the outcome's unit */
    static Clock of(Context c, Optional<Outcome> outcome, double end) {
        Optional<TimeUnit> unit = outcome.flatMap(Outcome::timeUnit);
        double perYear = unit.map(TimeUnit::perYear).orElse(1.0);
        boolean years = perYear > 1 && end >= 2 * perYear - 1;
        return years
                ? new Clock(perYear, c.t(TimeUnit.YEAR.label()))
                : new Clock(1, unit.map(u -> c.t(u.label())).orElse(""));
    }

    double[] scaled(double[] times) {
        return Arrays.stream(times).map(t -> t / perUnit).toArray();
    }
}
