package org.steelyard.stats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Data sets that come with R itself; a test that needs one is skipped where R is not installed. */
public final class RDatasets {

    private RDatasets() {}

    /** @param expression of R that gives a data frame, for instance {@code datasets::infert} */
    public static Csv csv(String expression) {
        try {
            Path file = Files.createTempFile("r-dataset", ".csv");
            try {
                String script = "options(digits = 17); write.csv(" + expression + ", '" + file + "', row.names = FALSE)";
                Assumptions.assumeTrue(ran(script), "R is not installed, or lacks " + expression);
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
            return new ProcessBuilder("Rscript", "-e", script)
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
