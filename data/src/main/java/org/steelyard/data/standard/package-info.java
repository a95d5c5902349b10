/**
 * The standard store: tables in the shape of OMOP CDM 5.4, with what settlement data need besides.
 *
 * <p>In: raw tables whose person identifiers are pseudonyms already, and a mapping. Out: a folder with one Parquet file a
 * table and {@code store.json}; {@link org.steelyard.data.standard.StandardStore} reads it back and writes OMOP.
 *
 * <p>Invariants: the source value is always kept; every row that came from a file says which file and which row; identifiers
 * come from sorted keys or from the place of the row, never from the order of arrival, and nothing holds a clock, so that
 * equal inputs give equal bytes on any number of threads; money is DECIMAL; a value that does not fit its type is reported
 * with file, row, column and rule, and never repaired; every row left out is counted under a rule.
 */
@NullMarked
package org.steelyard.data.standard;

import org.jspecify.annotations.NullMarked;
