package org.steelyard.stats.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A table that R writes from one of its packages, for tests whose data may not be copied into the project. */
public final class RPackageData {

    private RPackageData() {}

    /** @param expression R code that gives a data frame; skipped with the reason where R or the package is absent */
    public static Csv csv(String expression) {
        try {
            Path file = Files.createTempFile("steelyard", ".csv");
            String code = "suppressMessages(write.csv({" + expression + "},'" + file + "',row.names=FALSE))";
            Process process = new ProcessBuilder("Rscript", "-e", code)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(120, TimeUnit.SECONDS);
            Assumptions.assumeTrue(ended && process.exitValue() == 0, "R or its package is absent: " + expression);
            Csv csv = Csv.read(file);
            Files.delete(file);
            return csv;
        } catch (IOException e) {
            Assumptions.abort("Rscript is absent");
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
