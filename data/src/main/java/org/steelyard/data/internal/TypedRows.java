package org.steelyard.data.internal;

import java.util.List;
import org.steelyard.data.DataError;
import org.steelyard.data.Field;
import org.steelyard.data.RowSource;
import org.steelyard.data.Vector;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;

/** Foreign rows, typed on the way into the engine. */
public final class TypedRows implements RowSource {

    private final CellReader reader;
    private final List<ColumnMap.Entry> entries;
    private final String file;
    private final Cell cell = new Cell();
    private long count;

    public TypedRows(CellReader reader, ColumnMap map, String file) {
        this.reader = reader;
        this.file = file;
        entries = map.entries();
        reader.select(map.selections());
    }

    @Override
    public List<Field> fields() {
        return entries.stream().map(e -> e.typer().field()).toList();
    }

    @Override
    public int next(Batch batch) {
        int n = reader instanceof CellReader.Columnar columns ? block(columns, batch) : rows(batch);
        count += n;
        return n;
    }

    /** Column by column, so that the same work is done for many cells on end. */
    private int block(CellReader.Columnar columns, Batch batch) {
        int n = columns.block(batch.rows());
        for (int c = 0; c < entries.size(); c++) {
            Typer typer = entries.get(c).typer();
            Vector vector = batch.vectors().get(c);
            if (typer.block(columns.values(c), vector, n, batch.rows())) {
                continue;
            }
            for (int i = 0; i < n; i++) {
                columns.read(c, i, cell);
                typer.accept(cell, vector, i, batch.rows()[i]);
            }
        }
        return n;
    }

    private int rows(Batch batch) {
        int n = 0;
        while (n < batch.rows().length && reader.next()) {
            batch.rows()[n] = reader.row();
            for (int c = 0; c < entries.size(); c++) {
                reader.read(c, cell);
                entries.get(c).typer().accept(cell, batch.vectors().get(c), n, reader.row());
            }
            n++;
        }
        return n;
    }

    public long count() {
        return count;
    }

    /** Fails with everything that was wrong with rows and values. */
    public void throwIfBad() {
        Problems problems = new Problems();
        reader.findings()
                .rows()
                .forEach((error, rows) -> problems.add(
                        error,
                        Place.of(file, rows.firstRow(), ""),
                        Messages.structure(error, rows),
                        Messages.structureRemedy(error)));
        for (ColumnMap.Entry entry : entries) {
            entry.typer()
                    .findings
                    .rows()
                    .forEach((error, rows) -> problems.add(
                            error,
                            Place.of(file, rows.firstRow(), entry.column()),
                            Messages.value(error, rows, entry.typer()),
                            Messages.valueRemedy(error, entry.typer().variable)));
        }
        if (count == 0 && problems.isEmpty()) {
            problems.add(DataError.NO_ROWS, Place.file(file), Messages.noRows(), Messages.noRowsRemedy());
        }
        problems.throwIfAny();
    }
}
