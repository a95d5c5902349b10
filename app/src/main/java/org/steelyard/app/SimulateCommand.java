package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfigFile;
import org.steelyard.simulator.RegionSimulator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the tables of an invented region whose truth is known, to rehearse a plan with. */
@Command(
        name = "simulate",
        resourceBundle = "cli",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class SimulateCommand implements Callable<Integer> {

    private static final double NANO = 1e9;
    private static final long MOST_PERSONS = 100_000_000L;

    @ParentCommand
    private DataCommand parent = new DataCommand();

    @Option(names = "--persons", paramLabel = "N", descriptionKey = "persons")
    private Optional<Long> persons = Optional.empty();

    @Option(names = "--seed", paramLabel = "N", descriptionKey = "simulationSeed")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--out", required = true, paramLabel = "DIR", descriptionKey = "simulationOut")
    private Path out = Path.of("");

    @Option(names = "--config", paramLabel = "FILE.yaml", descriptionKey = "simulationConfig")
    private Optional<Path> config = Optional.empty();

    @Option(names = "--format", paramLabel = "parquet|csv", descriptionKey = "simulationFormat")
    private RegionSimulator.Format format = RegionSimulator.Format.PARQUET;

    @Option(names = "--defect-rate", paramLabel = "R", descriptionKey = "defectRate")
    private Optional<Double> defectRate = Optional.empty();

    @Option(names = "--defect", paramLabel = "ID", descriptionKey = "defect")
    private List<String> defects = List.of();

    @Option(names = "--threads", paramLabel = "N", descriptionKey = "threads")
    private Optional<Integer> threads = Optional.empty();

    @Override
    public Integer call() {
        Lang lang = parent.language();
        Progress progress = Progress.standard(lang);
        RegionConfig region = region();
        int workers = threads.orElse(Runtime.getRuntime().availableProcessors());
        if (workers < 1 || workers > 1024) {
            throw bad("--threads", "1–1024");
        }
        long start = System.nanoTime();
        RegionSimulator.Result result = RegionSimulator.run(
                new RegionSimulator.Request(region, out, format, workers),
                (done, rows) -> progress.working(working(region.run().persons(), done, rows, start)));
        tell(result, progress, (System.nanoTime() - start) / NANO);
        return 0;
    }

    private RegionConfig region() {
        config.filter(file -> !Files.isRegularFile(file)).ifPresent(file -> {
            throw SteelyardException.of(
                    AppError.NO_SUCH_PATH,
                    Place.file(file.toString()),
                    Text.of("找不到配置文件。", "The configuration was not found."),
                    Text.of(
                            "检查路径；不写 --config 即用内置的地区。",
                            "Check the path; without --config the shipped region is used."));
        });
        RegionConfig base = config.map(RegionConfigFile::read).orElseGet(RegionConfigFile::standard);
        RegionConfig.Run run = base.run();
        long people = persons.orElse(run.persons());
        if (people < 1 || people > MOST_PERSONS) {
            throw bad("--persons", "1–" + MOST_PERSONS);
        }
        double rate = defectRate.orElse(run.defectRate());
        double most = 1.0 / Defect.perVisit().size();
        if (!(rate >= 0 && rate <= most)) {
            throw bad("--defect-rate", String.format(Locale.ROOT, "0–%.4f", most));
        }
        List<String> kinds = defects.isEmpty() ? run.defects() : defects;
        List<String> known = Arrays.stream(Defect.values()).map(Defect::id).toList();
        if (!known.containsAll(kinds)) {
            throw bad("--defect", String.join(", ", known));
        }
        return base.with(new RegionConfig.Run(people, seed.orElse(run.seed()), rate, kinds));
    }

    private static Text working(long persons, long done, long rows, long start) {
        double seconds = (System.nanoTime() - start) / NANO;
        String facts = String.format(
                Locale.ROOT,
                "%,d / %,d  %,.0f/s  %.0f s",
                done,
                persons,
                rows / Math.max(1e-9, seconds),
                seconds / done * (persons - done));
        return Text.of("人 / 费用明细每秒 / 剩余：" + facts, "people / fee rows a second / left: " + facts);
    }

    private void tell(RegionSimulator.Result result, Progress progress, double seconds) {
        long lines = result.rows().getOrDefault("fee_list_d", 0L);
        progress.done(
                Text.of(
                        String.format(Locale.ROOT, "模拟完成：%,d 行费用明细，每秒 %,.0f 行", lines, lines / seconds),
                        String.format(Locale.ROOT, "simulated: %,d fee rows, %,.0f a second", lines, lines / seconds)),
                seconds);
        result.rows()
                .forEach((table, rows) ->
                        progress.say(Text.same(String.format(Locale.ROOT, "    %-18s %,d", table, rows))));
        progress.say(Text.of("植入的真值：" + out.resolve("truth.json"), "What was planted: " + out.resolve("truth.json")));
    }

    private static SteelyardException bad(String option, String allowed) {
        return SteelyardException.of(
                AppError.BAD_OPTION,
                Place.field(option),
                Text.of("取值不被允许；允许：" + allowed + "。", "The value is not allowed; allowed: " + allowed + "."),
                Text.of("改正这个选项。", "Correct this option."));
    }
}
