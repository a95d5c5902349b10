package org.steelyard.economics.model.internal.compile;

import org.steelyard.economics.model.expression.Unit;

/** A node with what is known of its unit. Its value is in base units: years, the model's currency. */
record Typed(int node, Knowledge knowledge, Unit unit) {

    enum Knowledge {
        /** The unit is given. */
        KNOWN,
        /** A bare number: takes any unit in a sum, none in a product. */
        LITERAL,
        /** Rests on something without a unit: fits everything. */
        UNKNOWN
    }

    static Typed known(int node, Unit unit) {
        return new Typed(node, Knowledge.KNOWN, unit);
    }

    static Typed literal(int node) {
        return new Typed(node, Knowledge.LITERAL, Unit.ONE);
    }

    static Typed unknown(int node) {
        return new Typed(node, Knowledge.UNKNOWN, Unit.ONE);
    }

    boolean isKnown() {
        return knowledge == Knowledge.KNOWN;
    }

    /** For a product: a bare number has no unit. */
    boolean isVague() {
        return knowledge == Knowledge.UNKNOWN;
    }
}
