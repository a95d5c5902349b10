/**
 * What negative (and positive) controls say about systematic error, and estimates corrected for it; boundaries of sequential tests.
 *
 * <p>In: estimates of controls on the log scale. Out: distributions of systematic error, calibrated p-values and intervals. Invariants: with no systematic error
 * found, calibration changes nothing; a wider error distribution never narrows an interval.
 */
@NullMarked
package org.steelyard.stats.calibration;

import org.jspecify.annotations.NullMarked;
