/**
 * Outcomes measured repeatedly, or in clusters: generalised estimating equations and linear mixed models.
 *
 * <p>In: a row per measurement and the cluster of each. Out: fits. Invariants: clusters are independent; the order of clusters changes nothing but rounding.
 */
@NullMarked
package org.steelyard.stats.longitudinal;

import org.jspecify.annotations.NullMarked;
