package org.steelyard.cohort.event;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.steelyard.data.Advance;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.SparkRelations;

/**
 * How a table is made; it never changes what comes out.
 *
 * @param engine opens an engine that may read and write the folders it is given
 */
public record EventSettings(EngineMaker engine) {

    /** Opens an engine. */
    public interface EngineMaker {
        RelationalEngine open(List<Path> folders);
    }

    /**
     * DuckDB in this process.
     *
     * @param memory upper limit such as {@code 8GB}
     * @param scratch folder for what does not fit into memory
     */
    public static EventSettings duckDb(int threads, Optional<String> memory, Optional<Path> scratch) {
        return duckDb(threads, memory, scratch, _ -> {});
    }

    /**
     * DuckDB in this process.
     *
     * @param progress told about once a second how far the statement in work is
     */
    public static EventSettings duckDb(
            int threads, Optional<String> memory, Optional<Path> scratch, Consumer<Advance> progress) {
        DuckDbRelations.Settings settings = new DuckDbRelations.Settings(threads, memory, scratch, progress);
        return new EventSettings(folders -> DuckDbRelations.open(settings, folders));
    }

    /** Apache Spark in a process of its own. */
    public static EventSettings spark(SparkRelations.Settings settings) {
        return new EventSettings(folders -> SparkRelations.open(settings, folders));
    }

    /** The slow and obvious engine, for small stores. */
    public static EventSettings memory() {
        return new EventSettings(folders -> new MemoryRelations());
    }
}
