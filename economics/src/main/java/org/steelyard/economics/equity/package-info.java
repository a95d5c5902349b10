/**
 * Distributional cost-effectiveness: how health is spread over groups before and after a programme, and what society thinks of it.
 *
 * <p>In: health and size of groups. Out: indices of inequality and equally distributed equivalents. Invariants: pure; groups come in the order from worst to best off where an index needs an order.
 */
@NullMarked
package org.steelyard.economics.equity;

import org.jspecify.annotations.NullMarked;
