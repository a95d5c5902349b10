package org.steelyard.data;

import java.util.List;
import org.steelyard.protocol.Variable;

/**
 * One column of a relation.
 *
 * @param levels of a category, in order; its values are indexes into them
 */
public record Field(String name, Kind kind, List<String> levels) {

    public Field {
        levels = List.copyOf(levels);
    }

    public enum Kind {
        NUMBER,
        FLAG,
        CATEGORY,
        /** Days since 1970-01-01. */
        DAY,
        TEXT
    }

    public static Field of(Variable variable) {
        Kind kind = switch (variable.type()) {
            case NUMBER, INTEGER -> Kind.NUMBER;
            case BINARY -> Kind.FLAG;
            case CATEGORY -> Kind.CATEGORY;
            case DATE -> Kind.DAY;
            case TEXT -> Kind.TEXT;
        };
        List<String> levels = kind == Kind.CATEGORY
                ? variable.levels().stream().map(Variable.Level::value).toList()
                : List.of();
        return new Field(variable.name(), kind, levels);
    }
}
