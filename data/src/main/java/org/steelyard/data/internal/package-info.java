/** Readers of CSV, Parquet and Excel, the typing of cells, the SQL of expressions. */
@NullMarked
package org.steelyard.data.internal;

import org.jspecify.annotations.NullMarked;
