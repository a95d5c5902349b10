package org.steelyard.protocol.event;

import java.util.Optional;

/** Days relative to an anchor, both ends included; open where absent. */
public record DayWindow(Optional<Integer> from, Optional<Integer> to) {

    public static DayWindow of(int from, int to) {
        return new DayWindow(Optional.of(from), Optional.of(to));
    }

    public static DayWindow open() {
        return new DayWindow(Optional.empty(), Optional.empty());
    }
}
