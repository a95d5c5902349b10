package org.steelyard.data.quality;

import java.nio.file.Path;
import java.util.Optional;
import org.steelyard.data.Advance;

/**
 * How checks are run; none of it changes the answer.
 *
 * @param memory limit of the engine such as {@code 8GB}; that of {@link org.steelyard.data.EngineMemory} when empty
 * @param spill folder for what does not fit into memory; without one nothing is written to disk
 */
public record QualitySettings(int threads, Optional<String> memory, Optional<Path> spill, Progress progress) {

    public static QualitySettings threads(int threads) {
        return new QualitySettings(threads, Optional.empty(), Optional.empty(), (done, all, advance) -> {});
    }

    /** Told after each scan. */
    public interface Progress {
        /** @param advance in rows of the tables that were looked through */
        void checked(int done, int all, Advance advance);
    }
}
