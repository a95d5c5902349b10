/**
 * Means under treatment and under control, and what they are contrasted by.
 *
 * <p>In: outcomes, arms, propensity scores, design columns, pairs. Out: {@link org.steelyard.stats.causal.PotentialMeans}, from
 * which differences and ratios follow by the delta method. Invariant: every estimator returns the joint covariance of both means.
 */
@NullMarked
package org.steelyard.stats.causal;

import org.jspecify.annotations.NullMarked;
