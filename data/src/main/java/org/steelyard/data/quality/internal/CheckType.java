package org.steelyard.data.quality.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.data.quality.Check;
import org.steelyard.kernel.Text;

/**
 * A type of checks: a template.
 *
 * @param joins lookups by name, in order: a subquery, {@code ON}, a condition
 * @param clauses {@code applies}, {@code fails}, {@code units}, {@code failing}
 */
public record CheckType(
        String name,
        Shape shape,
        Check.Kahn kahn,
        Check.Level level,
        List<Parameter> parameters,
        Map<String, String> joins,
        Map<String, String> clauses,
        Text what) {

    public CheckType {
        parameters = List.copyOf(parameters);
    }

    /** How a check is carried out. */
    public enum Shape {
        ROWS,
        QUERY,
        SERIES,
        STRUCTURE
    }

    /**
     * @param of the parameter that names the table of a column; empty for the checked table
     * @param fallback value when a row gives none
     * @param required whether a row must give it, when there is no fallback
     */
    public record Parameter(
            String name, ParameterKind kind, Optional<String> of, Optional<String> fallback, boolean required) {}

    public Optional<Parameter> parameter(String parameter) {
        return parameters.stream().filter(p -> p.name().equals(parameter)).findFirst();
    }

    String clause(String clause) {
        String text = clauses.get(clause);
        if (text == null) {
            throw new IllegalStateException("check type " + name + " has no " + clause);
        }
        return text;
    }
}
