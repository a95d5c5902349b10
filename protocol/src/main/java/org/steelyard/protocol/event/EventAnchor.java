package org.steelyard.protocol.event;

/** Another event that days are counted from: the first or last of a window around the index date. */
public record EventAnchor(EventSelector event, DayWindow window, Which which) {

    public enum Which {
        FIRST,
        LAST
    }
}
