package org.steelyard.data.relational;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.data.relational.Rel.AggregateFunction;
import org.steelyard.data.relational.Rel.Reduction;

/**
 * Rows with a column for each of many measures, from a long table of cells: of a row and a measure, some values. A measure
 * without a cell is missing.
 *
 * <p>{@link #relation()} says what it means to any engine. One that can do better than joining pieces does so, with equal
 * results.
 *
 * @param rows what the columns are added to, one row a key
 * @param cells kept before, for they are read several times
 */
public record Pivot(Rel rows, Rel.Table cells, Keys keys, List<Column> columns) {

    /** So many columns at once: each looks at every cell that it is given, so that few at a time cost less than all. */
    private static final int AT_A_TIME = 16;

    private static final String CELL = "x_";

    public Pivot {
        columns = List.copyOf(columns);
    }

    /**
     * @param row key of the rows and of the cells, a whole number
     * @param measure column of the cells that tells the measure, a whole number
     */
    public record Keys(String row, String measure) {}

    /**
     * @param measure whose cells count
     * @param cell column of the cells whose values are reduced
     */
    public record Column(String name, long measure, AggregateFunction function, String cell) {

        Reduction reduction(Keys keys) {
            return Reduction.of(name, function, Scalar.col(CELL + cell))
                    .where(Scalar.eq(Scalar.col(CELL + keys.measure()), Scalar.of(measure)));
        }
    }

    /** The columns some at a time, each time from the cells of those columns alone. */
    public Rel relation() {
        if (columns.size() <= AT_A_TIME) {
            return joined(rows, cells, keys, columns);
        }
        Rel out = rows;
        for (int from = 0; from < columns.size(); from += AT_A_TIME) {
            List<Column> some = columns.subList(from, Math.min(columns.size(), from + AT_A_TIME));
            List<Scalar.Literal> ids =
                    some.stream().map(c -> Scalar.of(c.measure())).toList();
            out = joined(out, cells.filter(new Scalar.In(Scalar.col(keys.measure()), ids)), keys, some);
        }
        return out;
    }

    /** All columns in one pass over the cells, which need not be kept for that. */
    public static Rel joined(Rel rows, Rel cells, Keys keys, List<Column> columns) {
        String key = CELL + keys.row();
        Rel reduced = new Rel.Aggregate(
                cells.prefixed(CELL),
                List.of(key),
                columns.stream().map(c -> c.reduction(keys)).toList());
        List<String> names = new ArrayList<>(rows.schema().names());
        columns.forEach(c -> names.add(c.name()));
        return new Rel.LeftJoin(rows, reduced, Scalar.eq(Scalar.col(keys.row()), Scalar.col(key))).only(names);
    }

    /** What the rows look like with their new columns. */
    public Schema schema() {
        List<Schema.Column> all = new ArrayList<>(rows.schema().columns());
        columns.forEach(c -> all.add(Schema.column(c.name(), cells.columns().type(c.cell()))));
        return new Schema(all);
    }
}
