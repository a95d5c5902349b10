package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * @param variable of a binary, continuous or count outcome
 * @param time follow-up time of a time-to-event outcome
 * @param event whether the event occurred, of a time-to-event outcome
 * @param horizon in {@code timeUnit}: restricted mean and survival are read there
 * @param harmful true when more of it is worse for the patient
 */
public record Outcome(
        String id,
        Text name,
        OutcomeType type,
        Optional<String> variable,
        Optional<String> time,
        Optional<String> event,
        Optional<TimeUnit> timeUnit,
        Optional<Double> horizon,
        Optional<Text> unit,
        boolean harmful,
        Text definition) {

    public enum OutcomeType {
        BINARY,
        CONTINUOUS,
        TIME_TO_EVENT
    }

    public enum TimeUnit {
        DAY(365.25, "天", "days"),
        WEEK(365.25 / 7, "周", "weeks"),
        MONTH(12, "个月", "months"),
        YEAR(1, "年", "years");

        private final double perYear;
        private final Text label;

        TimeUnit(double perYear, String zh, String en) {
            this.perYear = perYear;
            label = Text.of(zh, en);
        }

        /** How many of it a year has (Julian year of 365.25 days). */
        public double perYear() {
            return perYear;
        }

        public Text label() {
            return label;
        }
    }
}
