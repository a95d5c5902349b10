package org.steelyard.disclosure;

import org.steelyard.protocol.PolicyPack;

/**
 * Which counts are too small to be shown: 1 up to and including the limit. Zero is not small: that nobody is in a cell
 * is shown, except in the breakdown of a hidden total, where it would narrow the other parts.
 *
 * @param limit from the policy pack; 0 hides nothing
 */
public record SmallCells(int limit) {

    public SmallCells {
        if (limit < 0) {
            throw new IllegalArgumentException("the limit is a count, 0 or more");
        }
    }

    public static SmallCells of(PolicyPack pack) {
        return new SmallCells((int) pack.smallestCount().value());
    }

    public boolean isSmall(long count) {
        return count >= 1 && count <= limit;
    }

    /** Small itself, or the rest of its whole is. */
    public boolean isRevealing(long count, long whole) {
        return isSmall(count) || isSmall(whole - count);
    }
}
