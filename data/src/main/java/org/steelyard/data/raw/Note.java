package org.steelyard.data.raw;

import org.steelyard.kernel.Text;

/**
 * Something that is no fault and yet worth knowing: it goes into the governance report.
 *
 * @param column that it concerns; empty for the whole table
 * @param count cells or rows; 0 where there is nothing to count
 */
public record Note(Kind kind, String column, long count, Text what) {

    public enum Kind {
        /** A column was not stored. */
        DROPPED,
        /** A column that nobody declared has a type that cannot be read. */
        LEFT_OUT,
        /** A column's values were replaced by keyed digests. */
        DIGESTED,
        /** A column holds instants, which have a day only where a zone is given. */
        INSTANTS,
        /** A column with identities was kept because the plan names a use. */
        KEPT,
        /** Identities inside text were blotted out. */
        MASKED,
        /** Cells begin with =, +, - or @ followed by what a spreadsheet would compute; kept as text. */
        FORMULA,
        /** Empty rows at the end of the file were left out. */
        TRAILING_ROWS,
        /** Excel: formulas stand with the value that was stored last. */
        STORED_VALUE,
        /** Excel: the sheet is hidden. */
        HIDDEN_SHEET,
        /** A file of the folder is no table and was left alone. */
        LEFT_ALONE
    }
}
