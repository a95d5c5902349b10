package org.steelyard.data.quality;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How checks are run; none of it changes the answer.
 *
 * @param memory limit of the engine such as {@code 8GB}; empty for its default
 * @param spill folder for what does not fit into memory; without one nothing is written to disk
 */
public record QualitySettings(int threads, Optional<String> memory, Optional<Path> spill, Progress progress) {

    public static QualitySettings threads(int threads) {
        return new QualitySettings(threads, Optional.empty(), Optional.empty(), (done, all, table) -> {});
    }

    /** Told after each scan. */
    public interface Progress {
        void checked(int done, int all, String table);
    }
}
