package org.steelyard.protocol.expression;

import java.time.LocalDate;
import java.util.List;

/**
 * A rule or a formula over the variables of the dictionary. Two expressions are equal when they are built alike.
 *
 * <p>Missing values: every operation with a missing operand is missing, except where the answer does not depend on it
 * ({@code false and x}, {@code true or x}, {@code x is missing}, {@code coalesce}, the branch of {@code if} that is not
 * taken). A number that cannot be represented (division by zero, logarithm of a number that is not positive, root of a
 * negative number, overflow) is missing.
 */
public sealed interface Expression {

    record NumberLiteral(double value) implements Expression {}

    record TextLiteral(String value) implements Expression {}

    record BooleanLiteral(boolean value) implements Expression {}

    record DateLiteral(LocalDate value) implements Expression {}

    /** A variable of the dictionary, by its name. */
    record Reference(String name) implements Expression {}

    record Negation(Expression operand) implements Expression {}

    record Arithmetic(ArithmeticOperator operator, Expression left, Expression right) implements Expression {}

    record Comparison(ComparisonOperator operator, Expression left, Expression right) implements Expression {}

    record Logical(LogicalOperator operator, Expression left, Expression right) implements Expression {}

    record Not(Expression operand) implements Expression {}

    /** True when the operand equals one of the options. */
    record In(Expression operand, List<Expression> options, boolean negated) implements Expression {
        public In {
            options = List.copyOf(options);
        }
    }

    /** Both ends belong to the range. */
    record Between(Expression operand, Expression low, Expression high, boolean negated) implements Expression {}

    /** Never missing itself. */
    record IsMissing(Expression operand, boolean negated) implements Expression {}

    record Call(ExpressionFunction function, List<Expression> arguments) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    enum ArithmeticOperator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/");

        private final String symbol;

        ArithmeticOperator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }

    enum ComparisonOperator {
        EQUAL("=", "="),
        NOT_EQUAL("!=", "≠"),
        LESS("<", "<"),
        LESS_OR_EQUAL("<=", "≤"),
        GREATER(">", ">"),
        GREATER_OR_EQUAL(">=", "≥");

        private final String symbol;
        private final String sign;

        ComparisonOperator(String symbol, String sign) {
            this.symbol = symbol;
            this.sign = sign;
        }

        public String symbol() {
            return symbol;
        }

        /** As printed in a report. */
        public String sign() {
            return sign;
        }

        public boolean needsOrder() {
            return this != EQUAL && this != NOT_EQUAL;
        }
    }

    enum LogicalOperator {
        AND,
        OR
    }
}
