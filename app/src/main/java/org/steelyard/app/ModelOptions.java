package org.steelyard.app;

import java.nio.file.Path;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine.Option;

/** Options of a model run. */
final class ModelOptions {

    private static final int MOST_DRAWS = 10_000_000;
    private static final int MOST_THREADS = 1024;

    @Option(names = "--out", paramLabel = "DIR", descriptionKey = "model.out")
    private Optional<Path> out = Optional.empty();

    @Option(names = "--psa", paramLabel = "N", descriptionKey = "model.psa")
    private Optional<Integer> draws = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "model.seed")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "threads")
    private Optional<Integer> threads = Optional.empty();

    @Option(names = "--draw", paramLabel = "N", descriptionKey = "model.draw")
    private Optional<Long> draw = Optional.empty();

    @Option(names = "--policy", paramLabel = "PACK", descriptionKey = "policy")
    private Optional<String> policy = Optional.empty();

    @Option(names = "--progress", descriptionKey = "progress")
    private boolean progress;

    boolean progress() {
        return progress;
    }

    void check() {
        if (threads() < 1 || threads() > MOST_THREADS) {
            throw bad("--threads", "1–" + MOST_THREADS);
        }
        if (draws.isPresent() && (draws.get() < 0 || draws.get() > MOST_DRAWS)) {
            throw bad("--psa", "0–" + MOST_DRAWS);
        }
        if (draw.isPresent() && draw.get() < 0) {
            throw bad("--draw", "≥ 0");
        }
    }

    /** One draw alone, by its number from 0. */
    Optional<Long> draw() {
        return draw;
    }

    private static SteelyardException bad(String option, String allowed) {
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(option),
                Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                Text.of("改正这个选项。", "Correct this option."));
    }

    Optional<Path> out() {
        return out;
    }

    Optional<Integer> draws() {
        return draws;
    }

    long seed() {
        return seed;
    }

    int threads() {
        return threads.orElse(Runtime.getRuntime().availableProcessors());
    }

    Optional<String> policy() {
        return policy;
    }
}
