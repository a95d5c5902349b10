package org.steelyard.society.internal;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.Column;

/**
 * A grouping variable: the levels that somebody has, in the dictionary's order, and who has which.
 *
 * @param codes index into {@code names} by row of the table; -1 where the level is not known
 */
record Levels(String variable, List<String> names, int[] codes) {

    /** @param column a category or yes/no, whose levels are {@code false} and {@code true} */
    static Levels of(Column column) {
        List<String> all = switch (column) {
            case Column.Category c -> c.levels();
            case Column.Binary _ -> List.of("false", "true");
            case Column.Numeric _ -> throw new IllegalArgumentException("a number has no levels");
        };
        int[] raw = IntStream.range(0, column.rows())
                .map(i -> column.isMissing(i) ? -1 : code(column, i))
                .toArray();
        int[] present =
                IntStream.of(raw).filter(c -> c >= 0).distinct().sorted().toArray();
        int[] place = new int[all.size()];
        for (int k = 0; k < present.length; k++) {
            place[present[k]] = k;
        }
        int[] codes = IntStream.of(raw).map(c -> c < 0 ? -1 : place[c]).toArray();
        return new Levels(
                column.name(), IntStream.of(present).mapToObj(all::get).toList(), codes);
    }

    private static int code(Column column, int row) {
        return switch (column) {
            case Column.Category c -> c.codes()[row];
            case Column.Binary c -> c.values()[row];
            case Column.Numeric _ -> -1;
        };
    }

    int[] rows(int level) {
        return IntStream.range(0, codes.length).filter(i -> codes[i] == level).toArray();
    }

    int known() {
        return (int) IntStream.of(codes).filter(c -> c >= 0).count();
    }
}
