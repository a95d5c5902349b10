package org.steelyard.effect.internal;

import org.steelyard.cohort.Column;
import org.steelyard.stats.imputation.IncompleteColumn;

/** Columns of the analysis table on their way into the imputation and back. */
final class FilledColumns {

    private FilledColumns() {}

    static IncompleteColumn incomplete(Column column) {
        return switch (column) {
            case Column.Numeric c -> new IncompleteColumn.Numeric(c.name(), c.values());
            case Column.Binary c -> new IncompleteColumn.Binary(c.name(), c.values());
            case Column.Category c ->
                new IncompleteColumn.Category(c.name(), c.levels().size(), c.codes());
        };
    }

    static Column filled(Column original, IncompleteColumn imputed) {
        return switch (imputed) {
            case IncompleteColumn.Numeric c -> new Column.Numeric(original.name(), c.values());
            case IncompleteColumn.Binary c -> new Column.Binary(original.name(), c.values());
            case IncompleteColumn.Category c ->
                new Column.Category(original.name(), ((Column.Category) original).levels(), c.codes());
        };
    }

    static Column select(Column column, int[] rows) {
        return switch (column) {
            case Column.Numeric c -> new Column.Numeric(c.name(), Take.of(c.values(), rows));
            case Column.Binary c -> {
                byte[] out = new byte[rows.length];
                for (int i = 0; i < out.length; i++) {
                    out[i] = c.values()[rows[i]];
                }
                yield new Column.Binary(c.name(), out);
            }
            case Column.Category c -> new Column.Category(c.name(), c.levels(), Take.of(c.codes(), rows));
        };
    }
}
