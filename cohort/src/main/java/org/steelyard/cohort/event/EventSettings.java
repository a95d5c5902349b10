package org.steelyard.cohort.event;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.steelyard.cohort.CohortError;
import org.steelyard.data.Advance;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.SparkRelations;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

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

    /**
     * Apache Spark in a process of its own.
     *
     * @param home the folder that holds Spark and the worker: {@code target} of the module engine-spark, or a folder of jars
     * @param scratch folder that this machine and Spark's executors see
     * @throws SteelyardException with {@link CohortError#NO_SPARK} when there is no Spark
     */
    public static EventSettings spark(Path home, String master, Path scratch, Map<String, String> options) {
        String classPath = classPath(home);
        return new EventSettings(folders ->
                SparkRelations.open(new SparkRelations.Settings(classPath, master, scratch, options), folders));
    }

    private static String classPath(Path home) {
        Path jars = home.resolve("spark");
        if (Files.isDirectory(jars)) {
            return home.resolve("classes") + File.pathSeparator + jars.resolve("*");
        }
        if (Files.isDirectory(home)) {
            return home.resolve("*").toString();
        }
        throw SteelyardException.of(
                CohortError.NO_SPARK,
                Place.field("--engine"),
                Text.of("没有找到 Spark", "Spark was not found"),
                Text.of(
                        "先运行 mvn -pl engine-spark process-classes，或改用 --engine duckdb；见 docs/spark.md",
                        "run mvn -pl engine-spark process-classes first, or use --engine duckdb; see docs/spark.md"));
    }

    /** The slow and obvious engine, for small stores. */
    public static EventSettings memory() {
        return new EventSettings(folders -> new MemoryRelations());
    }
}
