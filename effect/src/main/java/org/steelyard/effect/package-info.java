/**
 * Clinical value: causal effects.
 *
 * <p>In: an analysis table and the plan. Out: {@link org.steelyard.effect.EffectResults}: estimates, each with its
 * interval and provenance, and the diagnostics that say how far to trust them. Invariants: an analysis that the plan
 * does not name is never marked pre-specified; every planned analysis has a result or a stated reason for having none.
 */
@NullMarked
package org.steelyard.effect;

import org.jspecify.annotations.NullMarked;
