package org.steelyard.protocol;

import org.steelyard.kernel.Text;

/**
 * One criterion. For inclusion the row stays where the rule is true; for exclusion it goes where the rule is true.
 *
 * @param rule an expression over the dictionary's variables, see {@code docs/protocol.md}
 * @param onMissing what to do with a row whose rule cannot be decided because a value is missing
 */
public record Criterion(String id, Text text, String rule, OnMissing onMissing) {

    public enum OnMissing {
        /** The run stops and says so: nothing is guessed. */
        FAIL,
        /** The row is taken out, and counted as such. */
        REMOVE,
        /** The row stays, and is counted as such. */
        KEEP
    }
}
