/**
 * Foreign files and databases in, raw tables out: Parquet that holds what stood there, person identifiers already replaced,
 * every row with the number of its row in the source.
 *
 * <p>In: {@link org.steelyard.data.raw.RawSource}s (delimited text, Excel, Parquet, settlement lists in JSON, archives,
 * databases), treatments of their columns, a key. Out: {@link org.steelyard.data.raw.RawTable}s with the facts of their
 * {@link org.steelyard.data.Input}.
 *
 * <p>Invariants: a source is never written to (a database to be filled is named as such, {@link
 * org.steelyard.data.raw.DatabaseWriter}); a raw table is whole or absent; equal sources, treatments and key give
 * equal bytes on any number of threads; no cell is changed but for the declared treatment of its column; a fault names file,
 * row, column and rule, and never a value; what is read is read in bounded memory.
 */
@NullMarked
package org.steelyard.data.raw;

import org.jspecify.annotations.NullMarked;
