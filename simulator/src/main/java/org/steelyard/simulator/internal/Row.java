package org.steelyard.simulator.internal;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** One row of a table while it is being filled. */
final class Row {

    private static final Map<Tables, Map<String, Integer>> PLACES = places();

    private final long[] cells;
    private final String[] names;
    private final Map<String, Integer> places;
    private int last;

    Row(Tables table) {
        cells = new long[table.columns().size()];
        names = table.columns().stream().map(Column::name).toArray(String[]::new);
        places = PLACES.getOrDefault(table, Map.of());
    }

    private static Map<Tables, Map<String, Integer>> places() {
        Map<Tables, Map<String, Integer>> all = new EnumMap<>(Tables.class);
        for (Tables table : Tables.values()) {
            Map<String, Integer> places = new HashMap<>();
            for (Column column : table.columns()) {
                places.put(column.name(), places.size());
            }
            all.put(table, places);
        }
        return all;
    }

    /** Rows are mostly filled in the order of their columns, so that the next place is tried first. */
    private int place(String column) {
        int next = last + 1;
        if (next < names.length && names[next].equals(column)) {
            last = next;
            return next;
        }
        Integer place = places.get(column);
        if (place == null) {
            throw new IllegalArgumentException("no column " + column);
        }
        last = place;
        return place;
    }

    Row clear() {
        Arrays.fill(cells, Column.EMPTY);
        return this;
    }

    Row set(String column, long value) {
        cells[place(column)] = value;
        return this;
    }

    Row set(int place, long value) {
        cells[place] = value;
        return this;
    }

    long get(String column) {
        return cells[place(column)];
    }

    long get(int place) {
        return cells[place];
    }

    Row plus(String column, long more) {
        return set(column, get(column) + more);
    }

    long[] cells() {
        return cells;
    }
}
