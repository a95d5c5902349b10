package org.steelyard.app;

import java.util.Optional;
import org.steelyard.data.EngineMemory;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import picocli.CommandLine.Option;

/** What every command that reads event tables may be told of the engine: none of it changes a result. */
final class EngineOptions {

    /** Where an installation sets the limit once for all commands. */
    private static final String ENVIRONMENT = "STEELYARD_MEMORY";

    @Option(names = "--memory", paramLabel = "SIZE", descriptionKey = "memory")
    private Optional<String> memory = Optional.empty();

    @Option(names = "--progress", descriptionKey = "progress")
    private boolean progress;

    /** From the option, else from the environment, else sixty per cent of the machine. */
    EngineMemory memory() {
        return memory.or(() -> Optional.ofNullable(System.getenv(ENVIRONMENT)).filter(v -> !v.isBlank()))
                .map(EngineOptions::read)
                .orElseGet(EngineMemory::standard);
    }

    private static EngineMemory read(String text) {
        return EngineMemory.parse(text).orElseThrow(() -> {
            String allowed = "8GB, 512MiB, 60%; ≥ " + EngineMemory.LEAST + "MiB";
            return SteelyardException.of(
                    AppError.BAD_OPTION,
                    Place.field("--memory"),
                    Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                    Text.of(
                            "改正这个选项，或环境变量 " + ENVIRONMENT + "。",
                            "Correct this option, or the variable " + ENVIRONMENT + " of the environment."));
        });
    }

    Progress progress(Lang lang) {
        return Progress.standard(lang, progress);
    }
}
