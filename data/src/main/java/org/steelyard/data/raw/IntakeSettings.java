package org.steelyard.data.raw;

import java.util.function.Consumer;
import org.steelyard.data.EngineMemory;

/**
 * How an intake is done. None of it changes the bytes that come out.
 *
 * @param threads that the engine may use
 * @param memory that the engine may take
 * @param progress told about once a second, from one thread at a time
 */
public record IntakeSettings(int threads, EngineMemory memory, Limits limits, Consumer<Progress> progress) {

    public static final IntakeSettings DEFAULT = new IntakeSettings(
            Runtime.getRuntime().availableProcessors(), EngineMemory.standard(), Limits.DEFAULT, _ -> {});

    public IntakeSettings withThreads(int other) {
        return new IntakeSettings(other, memory, limits, progress);
    }

    public IntakeSettings withMemory(EngineMemory other) {
        return new IntakeSettings(threads, other, limits, progress);
    }

    public IntakeSettings withProgress(Consumer<Progress> other) {
        return new IntakeSettings(threads, memory, limits, other);
    }

    public IntakeSettings withLimits(Limits other) {
        return new IntakeSettings(threads, memory, other, progress);
    }

    /**
     * Beyond these a file is taken for a trap or a fault. They bound memory and time.
     *
     * @param columns most columns of a table
     * @param fieldBytes longest cell
     * @param unpackedBytes most bytes that one compressed member may unpack to
     * @param unpackedRatio most bytes out for one byte in, once a hundred million bytes are out
     * @param jsonDepth deepest nesting
     * @param jsonBytes largest single settlement list of a file
     */
    public record Limits(
            int columns, int fieldBytes, long unpackedBytes, int unpackedRatio, int jsonDepth, int jsonBytes) {

        public static final Limits DEFAULT = new Limits(4_000, 4_000_000, 1L << 40, 400, 32, 16 << 20);
    }
}
