/**
 * Relational queries as a small typed tree that several engines run with the same answer.
 *
 * <p>In: a {@link org.steelyard.data.relational.Rel} over named tables. Out: rows, a table kept under a name, or a Parquet
 * file. {@link org.steelyard.data.relational.DuckDbRelations} is the fast engine of one machine,
 * {@link org.steelyard.data.relational.MemoryRelations} the slow and obvious one that the fast ones are held against; another
 * engine needs a {@link org.steelyard.data.relational.Dialect}.
 *
 * <p>Invariants: every column has one type; a missing value is unknown to comparisons, as in SQL; an overflow of whole
 * numbers or money is an error in every engine; money is exact; nothing sums binary fractions, whose order would show; the
 * order of rows means nothing but where it is asked for.
 */
@NullMarked
package org.steelyard.data.relational;

import org.jspecify.annotations.NullMarked;
