package org.steelyard.data.raw.internal;

/** Texts that a spreadsheet would compute (OWASP, CSV injection). */
public final class Formulas {

    private Formulas() {}

    /** Begins with =, @, a tab or a line end; or with a sign that no number follows. The part must not be empty. */
    public static boolean isFormula(byte[] cell, int from, int to) {
        byte first = cell[from];
        if (first == '=' || first == '@' || first == '\t' || first == '\r') {
            return true;
        }
        if (first != '+' && first != '-' || to - from < 2) {
            return false;
        }
        byte second = cell[from + 1];
        return !(second >= '0' && second <= '9' || second == '.');
    }
}
