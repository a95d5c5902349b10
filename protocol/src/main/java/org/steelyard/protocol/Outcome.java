package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * @param variable of an outcome that is one value: binary, continuous, count, cost or ordinal
 * @param time follow-up time of a time-to-event outcome
 * @param event whether the event occurred, of a time-to-event outcome
 * @param horizon in {@code timeUnit}: restricted mean and survival are read there
 * @param harmful true when more of it is worse for the patient
 * @param exposureTime of a count: how long each person was observed; one unit each when absent
 * @param competing whether the competing event came first, of a competing-risks outcome
 * @param eventTimes of recurrent events: variables that hold the first, second, … event's time, missing where there was none
 * @param visits of a repeated outcome
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
        Text definition,
        Optional<String> exposureTime,
        Optional<String> competing,
        List<String> eventTimes,
        List<Visit> visits) {

    /** An outcome of one of the three plain types. */
    public Outcome(
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
        this(
                id,
                name,
                type,
                variable,
                time,
                event,
                timeUnit,
                horizon,
                unit,
                harmful,
                definition,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of());
    }

    public enum OutcomeType {
        BINARY,
        CONTINUOUS,
        TIME_TO_EVENT,
        COUNT,
        COST,
        ORDINAL,
        COMPETING,
        RECURRENT,
        REPEATED
    }

    /**
     * One measurement of a repeated outcome.
     *
     * @param at time since time zero, in the outcome's unit of time
     */
    public record Visit(String variable, double at) {}

    /** Every variable that makes up the outcome, in the order of the fields. */
    public List<String> variables() {
        return java.util.stream.Stream.of(
                        variable.stream(),
                        time.stream(),
                        event.stream(),
                        exposureTime.stream(),
                        competing.stream(),
                        eventTimes.stream(),
                        visits.stream().map(Visit::variable))
                .flatMap(v -> v)
                .toList();
    }

    /** Those without which a person has no outcome; later events and single visits may be missing. */
    public List<String> needed() {
        return java.util.stream.Stream.of(
                        variable.stream(), time.stream(), event.stream(), exposureTime.stream(), competing.stream())
                .flatMap(v -> v)
                .toList();
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
