package org.steelyard.economics.model.expression;

import java.util.List;
import org.steelyard.economics.model.expression.internal.FormulaParser;

/** A formula as written. {@code position} is the character at which the part begins, counted from 1. */
public sealed interface Formula {

    int position();

    /**
     * @throws FormulaFault with the place of the first fault
     */
    static Formula parse(String text) {
        return FormulaParser.parse(text);
    }

    /** @param unit as written after the number; empty when there is none */
    record Constant(int position, double value, String unit) implements Formula {}

    record Name(int position, String name) implements Formula {}

    record Negation(int position, Formula operand) implements Formula {}

    record Not(int position, Formula operand) implements Formula {}

    record Binary(int position, Operator operator, Formula left, Formula right) implements Formula {}

    record Call(int position, String function, List<Formula> arguments) implements Formula {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }

    enum Operator {
        ADD("+"),
        SUBTRACT("-"),
        MULTIPLY("*"),
        DIVIDE("/"),
        POWER("^"),
        LESS("<"),
        LESS_OR_EQUAL("<="),
        GREATER(">"),
        GREATER_OR_EQUAL(">="),
        EQUAL("=="),
        NOT_EQUAL("!="),
        AND("and"),
        OR("or");

        private final String symbol;

        Operator(String symbol) {
            this.symbol = symbol;
        }

        public String symbol() {
            return symbol;
        }
    }
}
