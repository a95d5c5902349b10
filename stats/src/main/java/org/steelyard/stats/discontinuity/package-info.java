/**
 * Regression discontinuity: effects at a threshold that decides treatment.
 *
 * <p>In: running variable, outcome, perhaps treatment received. Out: jumps at the threshold with conventional and bias-corrected intervals, bandwidths, a test of manipulation. Invariants: shifting
 * threshold and running variable together changes nothing.
 */
@NullMarked
package org.steelyard.stats.discontinuity;

import org.jspecify.annotations.NullMarked;
