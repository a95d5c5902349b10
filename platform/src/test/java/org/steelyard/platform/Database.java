package org.steelyard.platform;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.testing.LivePostgres;

/** The databases on which the platform runs: what holds on one has to hold on the other. */
enum Database {
    EMBEDDED {
        @Override
        List<String> settings(Path folder) {
            return List.of("--data", folder.toString());
        }
    },
    POSTGRESQL {
        @Override
        List<String> settings(Path folder) {
            Optional<String> missing = LivePostgres.missing();
            assumeTrue(missing.isEmpty(), () -> missing.orElse(""));
            return List.of(
                    "--data",
                    folder.toString(),
                    "--database",
                    LivePostgres.shared().newDatabase(),
                    "--database-user",
                    LivePostgres.USER,
                    "--database-password",
                    "not-asked-of-the-loopback");
        }
    };

    /** Settings of a new, empty database. */
    abstract List<String> settings(Path folder);
}
