package org.steelyard.data.standard;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.steelyard.data.Advance;
import org.steelyard.data.code.CodePack;

/**
 * How the standard store is made.
 *
 * @param strictness what happens when a value does not fit
 * @param packs dictionary packs; an earlier one wins over a later one
 * @param period days of the records; found from the data where absent
 * @param gapDays insurance periods that lie at most this many days apart are one observation period
 * @param threads that the engine may use; the bytes never depend on it
 * @param memory limit of the engine such as {@code 8GB}; that of {@link org.steelyard.data.EngineMemory} when empty
 * @param progress told of each table that is begun, and of the rows before it
 */
public record StandardSettings(
        Strictness strictness,
        List<CodePack> packs,
        Optional<StoreManifest.Period> period,
        int gapDays,
        int threads,
        Optional<String> memory,
        Consumer<Advance> progress) {

    public static final StandardSettings DEFAULT = new StandardSettings(
            Strictness.STRICT,
            List.of(),
            Optional.empty(),
            1,
            Runtime.getRuntime().availableProcessors(),
            Optional.empty(),
            _ -> {});

    public StandardSettings {
        packs = List.copyOf(packs);
    }

    /** What happens to a value that does not fit its type, to a row without what it needs, to a key that stands twice. */
    public enum Strictness {
        /** Nothing is written; everything that is wrong is reported. */
        STRICT,
        /** The value is missing or the row left out, and each is counted in the step report. */
        COUNT
    }

    public StandardSettings with(Strictness other) {
        return new StandardSettings(other, packs, period, gapDays, threads, memory, progress);
    }

    public StandardSettings withPacks(List<CodePack> other) {
        return new StandardSettings(strictness, other, period, gapDays, threads, memory, progress);
    }

    public StandardSettings withPeriod(StoreManifest.Period other) {
        return new StandardSettings(strictness, packs, Optional.of(other), gapDays, threads, memory, progress);
    }

    public StandardSettings withGapDays(int other) {
        return new StandardSettings(strictness, packs, period, other, threads, memory, progress);
    }

    public StandardSettings withThreads(int other) {
        return new StandardSettings(strictness, packs, period, gapDays, other, memory, progress);
    }

    public StandardSettings withProgress(Consumer<Advance> other) {
        return new StandardSettings(strictness, packs, period, gapDays, threads, memory, other);
    }

    public StandardSettings withMemory(Optional<String> other) {
        return new StandardSettings(strictness, packs, period, gapDays, threads, other, progress);
    }
}
