package org.steelyard.data.relational;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Columns in order; their names are unique. */
public record Schema(List<Column> columns) {

    public record Column(String name, DataType type) {}

    public Schema {
        columns = List.copyOf(columns);
        Set<String> seen = new HashSet<>();
        for (Column column : columns) {
            if (!seen.add(column.name())) {
                throw new IllegalArgumentException("two columns are called " + column.name());
            }
        }
    }

    public static Schema of(Column... columns) {
        return new Schema(List.of(columns));
    }

    public static Column column(String name, DataType type) {
        return new Column(name, type);
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    public boolean has(String name) {
        return columns.stream().anyMatch(c -> c.name().equals(name));
    }

    public DataType type(String name) {
        return columns.stream()
                .filter(c -> c.name().equals(name))
                .map(Column::type)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no column " + name + " among " + names()));
    }

    /** These columns and then those. */
    public Schema and(Schema other) {
        List<Column> all = new ArrayList<>(columns);
        all.addAll(other.columns());
        return new Schema(all);
    }

    public Schema only(List<String> names) {
        return new Schema(names.stream().map(n -> new Column(n, type(n))).toList());
    }
}
