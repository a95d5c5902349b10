/**
 * Pairs of treated people and controls with nearly equal propensity scores.
 *
 * <p>In: scores and arms. Out: pairs of row numbers. Invariant, checked at run time: every pair lies within the caliper, and
 * without replacement nobody is in two pairs.
 */
@NullMarked
package org.steelyard.stats.matching;

import org.jspecify.annotations.NullMarked;
