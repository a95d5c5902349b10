/**
 * The process that runs SQL on Apache Spark for the data room.
 *
 * <p>In: commands on standard input. Out: Parquet files, and {@code ok} or {@code error} on standard output; Spark's own
 * words go to standard error. It knows nothing of the house: what it runs was rendered there.
 *
 * <p>Invariants: no row passes through the driver; the session is ANSI, in UTC, with case-sensitive names.
 */
@NullMarked
package org.steelyard.engine.spark;

import org.jspecify.annotations.NullMarked;
