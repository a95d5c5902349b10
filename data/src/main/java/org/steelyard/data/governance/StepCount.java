package org.steelyard.data.governance;

import java.math.BigDecimal;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * What one rule of one step did to one table.
 *
 * @param step such as {@code intake} or {@code standardise}
 * @param table the table that the rule worked on
 * @param rule its id, stable between releases
 * @param amountBefore money in the table before, where the table holds money
 * @param amountAfter money in the table after
 * @param what the rule in words
 */
public record StepCount(
        String step,
        String table,
        String rule,
        long rowsBefore,
        long rowsAfter,
        Optional<BigDecimal> amountBefore,
        Optional<BigDecimal> amountAfter,
        Text what) {

    /** A rule on a table without money. */
    public static StepCount rows(String step, String table, String rule, Change rows, Text what) {
        return new StepCount(step, table, rule, rows.before(), rows.after(), Optional.empty(), Optional.empty(), what);
    }

    public long removed() {
        return rowsBefore - rowsAfter;
    }

    /** Rows before and after. */
    public record Change(long before, long after) {}
}
