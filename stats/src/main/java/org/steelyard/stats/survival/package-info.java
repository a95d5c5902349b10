/**
 * Non-parametric survival: Kaplan–Meier curves, restricted mean survival time, log-rank tests.
 *
 * <p>In: times, event flags and case weights of people observed from time 0. Out: step functions with variances, and
 * estimates. Invariant: nothing depends on the order of the people but the last bits of sums.
 */
@NullMarked
package org.steelyard.stats.survival;

import org.jspecify.annotations.NullMarked;
