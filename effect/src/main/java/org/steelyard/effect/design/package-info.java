/**
 * The plan's designs over time, and its other designs that are not adjusted comparisons of people.
 *
 * <p>In: the plan, its own table and its long tables. Out: {@link org.steelyard.effect.EffectResults.DesignFindings}. Invariants: every
 * planned design has a result or a stated reason; a failed check is in the diagnostics; threads never change a bit.
 */
@NullMarked
package org.steelyard.effect.design;

import org.jspecify.annotations.NullMarked;
