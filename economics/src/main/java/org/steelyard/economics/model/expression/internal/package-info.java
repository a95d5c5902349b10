/** Lexer and parser of formulas. */
@NullMarked
package org.steelyard.economics.model.expression.internal;

import org.jspecify.annotations.NullMarked;
