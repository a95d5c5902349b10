package org.steelyard.protocol.event;

/** How treatment is assigned after a common entry: whether it begins within the grace period. */
public record Assignment(int grace, TimeZero timeZero) {

    public enum TimeZero {
        /** The day of entry; the treated are then immortal until their treatment begins, which the analysis must handle. */
        ENTRY,
        /** The end of the grace period; people must be observed and alive until then. */
        LANDMARK
    }
}
