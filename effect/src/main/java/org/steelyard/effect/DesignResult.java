package org.steelyard.effect;

import java.util.List;

/**
 * What a design shows besides its estimates: what its figures are drawn from, and its small tables.
 *
 * @param id of the design in the plan
 * @param kind as the plan writes it
 * @param table the long table, empty for the plan's own
 * @param aggregated whether rows stand for aggregates, so that counts of them are no counts of people
 * @param rows of the table; {@code used} by the design
 */
public record DesignResult(
        String id,
        String kind,
        String outcome,
        String table,
        boolean aggregated,
        int rows,
        int used,
        List<Picture> pictures,
        List<Sheet> sheets) {

    public DesignResult {
        pictures = List.copyOf(pictures);
        sheets = List.copyOf(sheets);
    }

    /**
     * One figure.
     *
     * @param kind such as {@code series}, {@code event-study}, {@code path}
     * @param marks values of the horizontal axis at which something changes
     */
    public record Picture(String kind, List<Line> lines, List<Point> points, List<Double> marks) {
        public Picture {
            lines = List.copyOf(lines);
            points = List.copyOf(points);
            marks = List.copyOf(marks);
        }
    }

    /** @param name such as {@code observed}, {@code counterfactual} */
    public record Line(String name, double[] x, double[] y) {}

    /** @param count of rows behind the point, 0 when it has none of its own */
    public record Point(String label, double at, double value, double lower, double upper, int count) {}

    /** One table: values by row, in the order that its kind has. */
    public record Sheet(String kind, List<Row> rows) {
        public Sheet {
            rows = List.copyOf(rows);
        }
    }

    public record Row(String label, double[] values) {}
}
