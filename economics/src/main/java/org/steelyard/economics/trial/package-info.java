/**
 * Cost-effectiveness from one study of people: costs and effects of two arms side by side.
 *
 * <p>In: costs and effects by person. Out: differences, ratio and intervals. Invariants: pure; cost and effect of a person stay together.
 */
@NullMarked
package org.steelyard.economics.trial;

import org.jspecify.annotations.NullMarked;
