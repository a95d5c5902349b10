package org.steelyard.stats.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Reference data outside the project; a test that needs it is skipped where it is absent. */
public final class Shared {

    private Shared() {}

    public static Path file(String relative) {
        Path file = Path.of(System.getProperty("steelyard.shared", "../../shared"), relative);
        Assumptions.assumeTrue(Files.exists(file), "shared data absent: " + relative);
        return file;
    }

    public static Csv csv(String relative) {
        return Csv.read(file(relative));
    }
}
