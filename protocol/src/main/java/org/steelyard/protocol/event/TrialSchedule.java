package org.steelyard.protocol.event;

/**
 * Dates of repeated trials, from the first day of the study period.
 *
 * @param entryWindow where the entry event lies around a trial's date
 */
public record TrialSchedule(int every, Unit unit, DayWindow entryWindow) {

    public enum Unit {
        DAY,
        MONTH
    }
}
