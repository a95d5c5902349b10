package org.steelyard.disclosure;

/** A count as it may be shown. A hidden one is never zero and never blank. */
public sealed interface ReleasedCount {

    /** The count itself. */
    record Shown(long count) implements ReleasedCount {}

    /** From 1 to the limit; printed as {@code ≤10}. */
    record Hidden(int limit) implements ReleasedCount {}

    /** Of any size, not shown because a hidden count could be computed from it; printed as {@code *}. */
    record Withheld() implements ReleasedCount {}

    default boolean isShown() {
        return this instanceof Shown;
    }
}
