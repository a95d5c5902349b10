package org.steelyard.economics.model.expression;

import org.steelyard.kernel.Text;

/** Why a text is not a formula, and at which character (counted from 1). */
public final class FormulaFault extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int position;
    private final transient Text reason;

    public FormulaFault(int position, Text reason) {
        super(reason.en());
        this.position = position;
        this.reason = reason;
    }

    public int position() {
        return position;
    }

    public Text reason() {
        return reason;
    }
}
