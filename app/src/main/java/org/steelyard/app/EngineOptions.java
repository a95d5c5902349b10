package org.steelyard.app;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.steelyard.cohort.event.EventSettings;
import picocli.CommandLine.Option;

/** Which engine makes a cohort from event tables. */
final class EngineOptions {

    private enum Engine {
        duckdb,
        spark
    }

    @Option(names = "--engine", paramLabel = "ENGINE", descriptionKey = "engine", defaultValue = "duckdb")
    private Engine engine = Engine.duckdb;

    @Option(names = "--master", paramLabel = "URL", descriptionKey = "master", defaultValue = "local[2]")
    private String master = "local[2]";

    @Option(names = "--spark-home", paramLabel = "DIR", descriptionKey = "sparkHome")
    private Optional<Path> sparkHome = Optional.empty();

    @Option(names = "--memory", paramLabel = "SIZE", descriptionKey = "engineMemory")
    private Optional<String> memory = Optional.empty();

    /** @param scratch for what does not fit into memory, and for what passes between processes */
    EventSettings settings(int threads, Path scratch) {
        return switch (engine) {
            case duckdb -> EventSettings.duckDb(threads, memory, Optional.of(scratch));
            case spark -> EventSettings.spark(home(), master, scratch, Map.of());
        };
    }

    private Path home() {
        return sparkHome.orElseGet(() -> Path.of(System.getProperty("steelyard.home", "."), "engine-spark", "target"));
    }
}
