package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed file that a test makes. {@code -Dupdate=true} writes it; otherwise drift fails. */
final class GeneratedFile {

    private GeneratedFile() {}

    static Path root() {
        return Path.of(System.getProperty("steelyard.root", ".."));
    }

    static void check(Path file, String expected) throws IOException {
        Path path = root().resolve(file);
        if (Boolean.getBoolean("update")) {
            Files.createDirectories(path.getParent());
            Files.writeString(path, expected);
        }
        assertThat(Files.exists(path))
                .as("%s exists; make it with -Dupdate=true", file)
                .isTrue();
        assertThat(Files.readString(path))
                .as("%s is as the build makes it; renew it with -Dupdate=true", file)
                .isEqualTo(expected);
    }
}
