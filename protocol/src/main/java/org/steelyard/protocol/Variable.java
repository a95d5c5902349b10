package org.steelyard.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * One row of the dictionary.
 *
 * @param column the source column; the variable's own name when absent; unused when {@code define} is there
 * @param define an expression over other variables
 * @param levels of a category, in order; a value that is not listed is an error
 * @param yes source values that mean true, of a binary variable
 * @param no source values that mean false, of a binary variable
 * @param missing source values that mean missing, on top of the plan's
 * @param recode source value to level or number, applied before {@code missing}
 * @param minimum smallest plausible value; below it the run stops
 * @param maximum largest plausible value; above it the run stops
 */
public record Variable(
        String name,
        Text label,
        Role role,
        Type type,
        Optional<Text> unit,
        Optional<String> column,
        Optional<String> define,
        List<Level> levels,
        List<String> yes,
        List<String> no,
        List<String> missing,
        Map<String, String> recode,
        Optional<Double> minimum,
        Optional<Double> maximum,
        Optional<Text> note) {

    public enum Role {
        IDENTIFIER,
        EXPOSURE,
        OUTCOME,
        TIME,
        EVENT,
        COVARIATE,
        GROUP,
        RESOURCE,
        AUXILIARY
    }

    public enum Type {
        NUMBER,
        INTEGER,
        BINARY,
        CATEGORY,
        DATE,
        TEXT
    }

    /** A level of a category; the first listed is the reference. */
    public record Level(String value, Text label) {}
}
