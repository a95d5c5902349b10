/**
 * Economic value: what it costs, what it gains, and at which price it would be worth it.
 *
 * <p>In: the analysis table, the economic plan, the policy pack. Out: {@link org.steelyard.economics.EconomicResults}.
 * Invariants: each number says which convention made it; costs and effects of one draw come from the same resampled
 * people; the same seed gives the same bytes.
 */
@NullMarked
package org.steelyard.economics;

import org.jspecify.annotations.NullMarked;
