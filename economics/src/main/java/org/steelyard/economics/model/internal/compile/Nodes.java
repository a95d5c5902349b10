package org.steelyard.economics.model.internal.compile;

import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Op;

/** Arithmetic as nodes of a graph. */
record Nodes(Graph graph) {

    int constant(double v) {
        return graph.constant(v);
    }

    int plus(int a, int b) {
        return graph.node(Op.ADD, a, b);
    }

    int minus(int a, int b) {
        return graph.node(Op.SUBTRACT, a, b);
    }

    int times(int a, int b) {
        return graph.node(Op.MULTIPLY, a, b);
    }

    int over(int a, int b) {
        return graph.node(Op.DIVIDE, a, b);
    }

    int power(int a, int b) {
        return graph.node(Op.POWER, a, b);
    }

    int exp(int a) {
        return graph.node(Op.EXP, a);
    }

    int ln(int a) {
        return graph.node(Op.LN, a);
    }

    int negative(int a) {
        return graph.node(Op.NEGATE, a);
    }
}
