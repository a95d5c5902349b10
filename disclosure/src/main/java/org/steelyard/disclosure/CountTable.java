package org.steelyard.disclosure;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts of people or events, and every sum by which a reader could compute one of them from others. A count that is
 * printed nowhere but can be computed (the people without an event, those who left at a step) belongs here too, as
 * {@link Kind#DERIVABLE}.
 */
public record CountTable(List<Cell> cells, List<Sum> sums) {

    public CountTable {
        cells = List.copyOf(cells);
        sums = List.copyOf(sums);
    }

    public enum Kind {
        /** Printed. */
        PRINTED,
        /** Printed, and hidden only when nothing else helps: group sizes, grand totals. */
        KEPT,
        /** Never printed, but a reader can compute it. */
        DERIVABLE,
        /** Already released elsewhere as a number; cannot be hidden any more. */
        RELEASED,
        /** Already released elsewhere as {@code ≤limit}. */
        MARKED
    }

    public record Cell(String id, long count, Kind kind) {}

    /** The total is the sum of its parts. */
    public record Sum(String total, List<String> parts) {
        public Sum {
            parts = List.copyOf(parts);
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** Collects cells and sums; a cell named twice is one cell and must have one count. Not for sharing between threads. */
    public static final class Builder {
        private final Map<String, Cell> cells = new LinkedHashMap<>();
        private final List<Sum> sums = new ArrayList<>();
        private final Set<Sum> seen = new HashSet<>();

        private Builder() {}

        public Builder cell(String id, long count, Kind kind) {
            Cell before = cells.get(id);
            if (before != null && before.count() != count) {
                throw new IllegalArgumentException("cell " + id + " has two counts");
            }
            if (before == null || before.kind() == Kind.DERIVABLE) {
                cells.put(id, new Cell(id, count, kind));
            }
            return this;
        }

        public boolean has(String id) {
            return cells.containsKey(id);
        }

        public OptionalLong count(String id) {
            Cell cell = cells.get(id);
            return cell == null ? OptionalLong.empty() : OptionalLong.of(cell.count());
        }

        public Builder sum(String total, List<String> parts) {
            Sum sum = new Sum(total, parts);
            if (seen.add(sum)) {
                sums.add(sum);
            }
            return this;
        }

        /** Adds the part that is left of a whole, so that a small rest protects the count too. */
        public Builder rest(String whole, String part) {
            String id = whole + " - " + part;
            Cell wholeCell = cells.get(whole);
            Cell partCell = cells.get(part);
            if (wholeCell == null || partCell == null) {
                throw new IllegalArgumentException("add " + whole + " and " + part + " first");
            }
            return cell(id, wholeCell.count() - partCell.count(), Kind.DERIVABLE)
                    .sum(whole, List.of(part, id));
        }

        public CountTable build() {
            return new CountTable(List.copyOf(cells.values()), sums);
        }
    }
}
