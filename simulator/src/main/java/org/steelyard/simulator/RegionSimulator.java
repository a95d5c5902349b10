package org.steelyard.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.simulator.internal.CodePackForm;
import org.steelyard.simulator.internal.CsvForm;
import org.steelyard.simulator.internal.Region;

/**
 * Writes a simulated region: the platform tables, a pack of its codes, {@code truth.json} and {@code simulation.yaml}.
 *
 * <p>The same configuration, number of people and seed give the same bytes on any number of threads. Nothing is written into
 * a folder that already holds something; files get their names when they are complete.
 */
public final class RegionSimulator {

    private RegionSimulator() {}

    /** How the tables are written. */
    public enum Format {
        PARQUET,
        CSV
    }

    /**
     * @param config with the number of people, the seed and the rate of defects in {@code run}
     * @param out a folder that is empty or not there yet
     */
    public record Request(RegionConfig config, Path out, Format format, int threads) {}

    /** Told after each block of people. */
    @FunctionalInterface
    public interface Progress {
        void at(long persons, long feeRows);
    }

    /**
     * @param rows by table
     * @param files by table
     */
    public record Result(Map<String, Long> rows, Map<String, Path> files, Truth truth) {}

    public static Result run(Request request, Progress progress) {
        try {
            Path out = empty(request.out());
            Region.Written written = new Region(request.config(), request.threads()).write(out, progress);
            Map<String, Path> files =
                    request.format() == Format.CSV ? CsvForm.convert(out, written.files()) : written.files();
            Truth truth = written.truth();
            CodePackForm.write(request.config(), out.resolve("codes"));
            Files.writeString(out.resolve("simulation.yaml"), RegionConfigFile.write(request.config()));
            Files.writeString(out.resolve("truth.json"), TruthJson.write(truth, request.config(), written.rows()));
            return new Result(written.rows(), files, truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path empty(Path out) throws IOException {
        Files.createDirectories(out);
        try (Stream<Path> inside = Files.list(out)) {
            if (inside.findAny().isPresent()) {
                throw SteelyardException.of(
                        SimulatorError.OUT_NOT_EMPTY,
                        Place.file(String.valueOf(out.getFileName())),
                        Text.of("输出文件夹不是空的。", "The output folder is not empty."),
                        Text.of("换一个文件夹，或先清空它。", "Choose another folder, or empty it first."));
            }
        }
        return out;
    }
}
