/**
 * Classical tests and intervals: independence in a table, a proportion, two means, heterogeneity of estimates.
 *
 * <p>In: counts, samples, estimates. Out: statistics with p-values, and estimates.
 */
@NullMarked
package org.steelyard.stats.inference;

import org.jspecify.annotations.NullMarked;
