package org.steelyard.stats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/** Data sets that come with R itself; a test that needs one is skipped where R is not installed. */
public final class RDatasets {

    private RDatasets() {}

    private static final Map<String, Csv> READ = new ConcurrentHashMap<>();

    /** @param name of a package and a data frame in it, for instance {@code datasets::infert}; the package itself is not loaded, which takes longer than the data */
    public static Csv csv(String name) {
        return READ.computeIfAbsent(name, RDatasets::read);
    }

    private static Csv read(String name) {
        String[] parts = name.split("::");
        try {
            Path file = Files.createTempFile("r-dataset", ".csv");
            try {
                String script = "options(digits = 17); data(list = '" + parts[1] + "', package = '" + parts[0]
                        + "'); write.csv(" + parts[1] + ", '" + file + "', row.names = FALSE)";
                Assumptions.assumeTrue(ran(script), "R is not installed, or lacks " + name);
                return Csv.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean ran(String script) {
        try {
            return new ProcessBuilder("Rscript", "--vanilla", "-e", script)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
