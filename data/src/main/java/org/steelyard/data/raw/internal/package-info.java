/** Readers of rows, the feed into the engine, what is written down of an intake. */
@NullMarked
package org.steelyard.data.raw.internal;

import org.jspecify.annotations.NullMarked;
