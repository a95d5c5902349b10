/** Resampling with replacement. In: a statistic of rows and a seed. Out: its replicates, the same on any number of threads. */
@NullMarked
package org.steelyard.stats.resampling;

import org.jspecify.annotations.NullMarked;
