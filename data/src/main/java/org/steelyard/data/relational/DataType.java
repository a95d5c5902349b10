package org.steelyard.data.relational;

/** What a column holds. */
public enum DataType {
    FLAG,
    /** 64 bits, signed. */
    INTEGER,
    /** Sixteen digits before the point and two after it, exact. */
    MONEY,
    /** Binary 64-bit; never not-a-number and never infinite. */
    NUMBER,
    /** Ordered by code point. */
    TEXT,
    /** A day of the Gregorian calendar, without a time. */
    DAY;

    public boolean isOrdered() {
        return this != FLAG;
    }

    /** Whether sums do not depend on the order of rows. */
    public boolean isExact() {
        return this == INTEGER || this == MONEY;
    }
}
