/** Lexer, parser, type checker, printer. Nothing outside the expression package calls these. */
@NullMarked
package org.steelyard.protocol.expression.internal;

import org.jspecify.annotations.NullMarked;
