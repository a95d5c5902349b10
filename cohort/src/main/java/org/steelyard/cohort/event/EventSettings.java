package org.steelyard.cohort.event;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.RelationalEngine;

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
        DuckDbRelations.Settings settings = new DuckDbRelations.Settings(threads, memory, scratch);
        return new EventSettings(folders -> DuckDbRelations.open(settings, folders));
    }

    /** The slow and obvious engine, for small stores. */
    public static EventSettings memory() {
        return new EventSettings(folders -> new MemoryRelations());
    }
}
