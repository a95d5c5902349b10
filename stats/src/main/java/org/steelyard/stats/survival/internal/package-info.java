/** The risk table that curves, means and tests share. */
@NullMarked
package org.steelyard.stats.survival.internal;

import org.jspecify.annotations.NullMarked;
