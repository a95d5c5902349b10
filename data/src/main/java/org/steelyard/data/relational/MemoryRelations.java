package org.steelyard.data.relational;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.relational.Rel.Order;
import org.steelyard.data.relational.internal.Interpreter;

/**
 * The slow and obvious engine: nested loops over lists of maps. The fast engines are held against it; it shares no line with
 * them. Not for more than some thousand rows.
 */
public final class MemoryRelations implements RelationalEngine {

    private final Map<String, Rows> tables = new HashMap<>();

    /** Through DuckDB, which reads Parquet. */
    @Override
    public Rel.Table attach(String name, String parquet, Schema schema) {
        Path file = Path.of(parquet);
        Path folder = file.getParent() == null ? file : file.getParent();
        try (DuckDbRelations reader = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of(folder))) {
            tables.put(name, reader.rows(reader.attach(name, parquet, schema)));
        }
        return new Rel.Table(name, schema);
    }

    @Override
    public Rel.Table keep(String name, Rel rel) {
        tables.put(name, rows(rel));
        return new Rel.Table(name, rel.schema());
    }

    @Override
    public void drop(Rel.Table table) {
        tables.remove(table.name());
    }

    @Override
    public Rows rows(Rel rel) {
        Schema schema = rel.schema();
        return new Rows(schema, new Interpreter(tables).rows(rel));
    }

    /** Through DuckDB, which writes Parquet; the rows are this engine's own. */
    @Override
    public void write(Rel rel, List<Order> order, Path file) {
        Rows rows = rows(rel);
        try (DuckDbRelations writer = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of(file))) {
            writer.write(values(rows), order, file);
        }
    }

    /** Rows written out as a tree. */
    public static Rel values(Rows rows) {
        List<List<Scalar.Literal>> literals = rows.rows().stream()
                .map(row -> rows.schema().columns().stream()
                        .map(c -> Interpreter.literal(c.type(), row.get(c.name())))
                        .toList())
                .toList();
        return new Rel.Values(rows.schema(), literals);
    }

    @Override
    public void close() {
        tables.clear();
    }
}
