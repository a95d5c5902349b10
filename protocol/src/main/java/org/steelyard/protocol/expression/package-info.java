/**
 * The small language of rules: criteria, derived variables and resource quantities.
 *
 * <p>In: text of the plan. Out: a typed immutable {@link org.steelyard.protocol.expression.Expression}, its printed
 * form, and its reading in Chinese and English. Invariants: an expression that was checked against a dictionary has one
 * type and refers to known variables only; unknown stays unknown (Kleene's three-valued logic), so that a missing value is
 * never taken for true or false; every evaluator gives the same answer as {@link
 * org.steelyard.protocol.expression.Evaluator}, the slow and obvious one.
 */
@NullMarked
package org.steelyard.protocol.expression;

import org.jspecify.annotations.NullMarked;
