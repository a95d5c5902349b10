/**
 * How unequally something is spread over people ranked by their means.
 *
 * <p>In: a health variable, a ranking variable, weights. Out: concentration index, its corrected forms, its curve; Gini, Theil.
 */
@NullMarked
package org.steelyard.stats.inequality;

import org.jspecify.annotations.NullMarked;
