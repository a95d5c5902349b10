/**
 * Many questions at once: adjusted p-values, gatekeeping by graphs, subgroups.
 *
 * <p>In: p-values, or estimates of subgroups. Out: adjusted p-values and what may be claimed. Invariants: an adjusted p-value is never below its own; order of hypotheses does not matter where
 * no order was given; shrunken subgroups lie between their own estimate and the mean.
 */
@NullMarked
package org.steelyard.stats.multiplicity;

import org.jspecify.annotations.NullMarked;
