/**
 * Pooling of estimates of one question: fixed and random effects, meta-regression, two-by-two tables, heterogeneity, small-study effects.
 *
 * <p>In: estimates with variances, or tables. Out: a pooled estimate and what the studies' differences say. Invariants: one study pools to itself; order does
 * not matter; weights sum to 1.
 */
@NullMarked
package org.steelyard.stats.meta;

import org.jspecify.annotations.NullMarked;
