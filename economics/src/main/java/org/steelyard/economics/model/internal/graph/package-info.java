/**
 * Formulas of all strategies as one graph without repeated parts, evaluated for many draws, or many people, at a time.
 *
 * <p>In: nodes made by the compiler. Out: numbers. Invariants: an argument's number is below its node's; a part that two strategies share is one node and
 * computed once; a lane's result does not depend on the lanes beside it.
 */
@NullMarked
package org.steelyard.economics.model.internal.graph;

import org.jspecify.annotations.NullMarked;
