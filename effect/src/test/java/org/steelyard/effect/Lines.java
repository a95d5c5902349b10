package org.steelyard.effect;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;

/** Some lines of a table. */
final class Lines {

    private Lines() {}

    static AnalysisTable where(AnalysisTable table, boolean[] in) {
        int[] rows = IntStream.range(0, in.length).filter(i -> in[i]).toArray();
        List<Column> columns = new ArrayList<>();
        for (Column column : table.columns()) {
            columns.add(
                    switch (column) {
                        case Column.Numeric c ->
                            new Column.Numeric(
                                    c.name(),
                                    IntStream.of(rows)
                                            .mapToDouble(r -> c.values()[r])
                                            .toArray());
                        case Column.Binary c -> {
                            byte[] out = new byte[rows.length];
                            for (int k = 0; k < rows.length; k++) {
                                out[k] = c.values()[rows[k]];
                            }
                            yield new Column.Binary(c.name(), out);
                        }
                        case Column.Category c ->
                            new Column.Category(
                                    c.name(),
                                    c.levels(),
                                    IntStream.of(rows).map(r -> c.codes()[r]).toArray());
                    });
        }
        return Plans.table(columns.toArray(Column[]::new));
    }
}
