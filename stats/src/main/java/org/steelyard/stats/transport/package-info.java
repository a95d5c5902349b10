/**
 * Carrying a study's effect to another population, and comparing with data of which only summaries are known.
 *
 * <p>In: study rows, target rows or target means. Out: weights, weighted effects, what the weights cost. Invariants: after matching-adjusted weights the study's means are the target's; a
 * target equal to the study leaves weights at 1.
 */
@NullMarked
package org.steelyard.stats.transport;

import org.jspecify.annotations.NullMarked;
