package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.Mapping;

/** Conditions of a mapping as SQL. */
final class Conditions {

    private Conditions() {}

    static String all(List<Mapping.Condition> conditions, String alias) {
        return conditions.isEmpty()
                ? "true"
                : conditions.stream().map(c -> one(c, alias)).collect(Collectors.joining(" AND "));
    }

    /** Never NULL. */
    static String one(Mapping.Condition condition, String alias) {
        String column = alias + "." + Duck.name(condition.column());
        List<String> parts = new ArrayList<>();
        if (!condition.in().isEmpty()) {
            parts.add("CAST(" + column + " AS VARCHAR) IN (" + list(condition.in()) + ")");
        }
        if (!condition.notIn().isEmpty()) {
            parts.add("CAST(" + column + " AS VARCHAR) NOT IN (" + list(condition.notIn()) + ")");
        }
        condition.matches().ifPresent(regex -> parts.add(Typing.matches("CAST(" + column + " AS VARCHAR)", regex)));
        condition.above().ifPresent(bound -> parts.add(column + " > " + Duck.text(bound)));
        condition.below().ifPresent(bound -> parts.add(column + " < " + Duck.text(bound)));
        if (condition.present().isPresent()) {
            boolean present = condition.present().get();
            String asked = column + (present ? " IS NOT NULL" : " IS NULL");
            if (parts.isEmpty()) {
                return "(" + asked + ")";
            }
            parts.add(asked);
        }
        return "coalesce(" + String.join(" AND ", parts) + ", " + condition.missing() + ")";
    }

    private static String list(List<String> values) {
        return values.stream().map(Duck::text).collect(Collectors.joining(", "));
    }
}
