/**
 * Several criteria at once: scores, weights, and how far the ranking depends on the weights.
 *
 * <p>In: a matrix of options by criteria. Out: scores and ranks. Invariants: pure; a criterion says itself whether more is better.
 */
@NullMarked
package org.steelyard.economics.criteria;

import org.jspecify.annotations.NullMarked;
