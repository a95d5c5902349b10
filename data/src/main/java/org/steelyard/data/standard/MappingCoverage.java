package org.steelyard.data.standard;

/**
 * How much of a coded field is known to the dictionary packs. Counted by record and by distinct code; a code is judged by the
 * version in force on the day of its record.
 *
 * @param vocabulary code system of the source values; empty where the row's system is not known
 * @param records rows with a source value
 * @param inForce rows whose code stands in a pack, in a version in force on that day
 * @param outOfForce rows whose code stands in a pack, but in no version in force on that day
 * @param standard rows that have a standard concept
 * @param codes distinct source values
 * @param codesInForce distinct source values that are in force in every row
 * @param codesStandard distinct source values that have a standard concept in every row
 */
public record MappingCoverage(
        String table,
        String field,
        String vocabulary,
        long records,
        long inForce,
        long outOfForce,
        long standard,
        long codes,
        long codesInForce,
        long codesStandard) {

    /** Rows whose code no pack knows. */
    public long unknown() {
        return records - inForce - outOfForce;
    }
}
