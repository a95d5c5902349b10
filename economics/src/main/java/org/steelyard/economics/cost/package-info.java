/**
 * Mean costs where some people were not followed to the end.
 *
 * <p>In: cost lines with their days, follow-up, whether it was complete. Out: means with standard errors. Invariants: pure; the naive means are given beside the others, never instead of them.
 */
@NullMarked
package org.steelyard.economics.cost;

import org.jspecify.annotations.NullMarked;
