/**
 * The formulas of a model file: arithmetic with units.
 *
 * <p>In: text. Out: {@link org.steelyard.economics.model.expression.Formula}, a tree that knows where in the text each part stands, and {@link
 * org.steelyard.economics.model.expression.Unit}s. Invariants: parsing is pure and total, every fault is a {@link
 * org.steelyard.economics.model.expression.FormulaFault} with its position. The language of plans ({@code protocol.expression}) has dates, text and missing
 * values but no units, powers or curves; a model has the reverse, hence a second small language.
 */
@NullMarked
package org.steelyard.economics.model.expression;

import org.jspecify.annotations.NullMarked;
