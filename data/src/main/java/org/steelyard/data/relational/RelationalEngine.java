package org.steelyard.data.relational;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.relational.Rel.Order;

/** Runs trees. An engine belongs to one thread. */
public interface RelationalEngine extends AutoCloseable {

    /** Makes a table of Parquet files known under a name; its columns are read as the types asked for. */
    Rel.Table attach(String name, String parquet, Schema schema);

    /** Computes a relation now and keeps it under a name that later trees may use. */
    Rel.Table keep(String name, Rel rel);

    /** Computes a pivot now and keeps it; as fast as the engine can, and as {@link Pivot#relation()} says. */
    default Rel.Table pivot(String name, Pivot pivot) {
        return keep(name, pivot.relation());
    }

    /** Lets go of what was kept. */
    void drop(Rel.Table table);

    /** All rows, for small results. */
    Rows rows(Rel rel);

    /** Writes all rows in order to one Parquet file. */
    void write(Rel rel, List<Order> order, Path file);

    @Override
    void close();
}
