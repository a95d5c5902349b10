package org.steelyard.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs the same task in R on the same numbers, handed over as little-endian doubles, column after column. */
final class RSide {

    /** What R reports: its times, and the number to agree on. */
    record Timed(Timing timing, double check) {}

    private static final int CHUNK = 1 << 16;

    private final Path script;
    private final Path folder;
    private final Options options;

    private RSide(Path script, Path folder, Options options) {
        this.script = script;
        this.folder = folder;
        this.options = options;
    }

    /** Absent when no script is given or R is not installed. */
    static Optional<RSide> find(Options options, Path folder) {
        return options.script().filter(s -> installed()).map(s -> new RSide(s, folder, options));
    }

    private static boolean installed() {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(java.io.File.pathSeparator))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "Rscript")));
    }

    void write(String task, double[][] columns, double[]... more) {
        try (FileChannel channel = FileChannel.open(
                folder.resolve(task + ".bin"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            for (double[] column : columns) {
                write(channel, column);
            }
            for (double[] column : more) {
                write(channel, column);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(FileChannel channel, double[] column) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int from = 0; from < column.length; from += CHUNK) {
            buffer.clear();
            int count = Math.min(CHUNK, column.length - from);
            buffer.asDoubleBuffer().put(column, from, count);
            buffer.limit(count * Double.BYTES);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
        }
    }

    /** Runs the script; its last line holds wall seconds, CPU seconds and the check. */
    Optional<Timed> time(String task) {
        int rows = switch (task) {
            case "bootstrap", "imputation" -> 5735;
            case "finegray" -> 10_000;
            case "lasso" -> 100_000;
            default -> options.rows();
        };
        ProcessBuilder builder = new ProcessBuilder(
                "Rscript",
                script.toString(),
                task,
                folder.resolve(task + ".bin").toString(),
                Integer.toString(rows),
                Integer.toString(options.repeats()),
                Integer.toString(options.replicates()));
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
            String[] fields = output.strip().lines().reduce("", (a, b) -> b).split("\\s+");
            Timing timing = new Timing(Double.parseDouble(fields[0]), Double.parseDouble(fields[1]));
            return Optional.of(new Timed(timing, Double.parseDouble(fields[2])));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
