/**
 * Equivalence, non-inferiority and the intervals that decide them: means, proportions, ratios, survival.
 *
 * <p>In: samples, counts, estimates and margins. Out: tests and intervals. Invariants: a test and its interval agree; exchanging the arms mirrors the result; both
 * one-sided tests must succeed for equivalence.
 */
@NullMarked
package org.steelyard.stats.equivalence;

import org.jspecify.annotations.NullMarked;
