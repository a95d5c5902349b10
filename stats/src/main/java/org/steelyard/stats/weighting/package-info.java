/**
 * Weights from propensity scores, trimming, and how balanced the arms are.
 *
 * <p>In: propensity scores and arms. Out: weights and diagnostics. Invariant: a weight is finite and not negative.
 */
@NullMarked
package org.steelyard.stats.weighting;

import org.jspecify.annotations.NullMarked;
