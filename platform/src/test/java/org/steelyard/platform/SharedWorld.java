package org.steelyard.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.platform.account.Accounts;

/**
 * One world for test classes that make evaluations of their own and look at nothing else: a server is started once for all of them
 * and stopped when the tests end.
 */
final class SharedWorld {

    private SharedWorld() {}

    private static final class Holder {
        private static final World WORLD = begun();

        private static World begun() {
            try {
                Path folder = Files.createTempDirectory("steelyard-world");
                World world = new World(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                    world.server.close();
                    delete(folder);
                }));
                world.server
                        .bean(Accounts.class)
                        .setTrusted(
                                world.organisations.get("hospital"),
                                Optional.of(LocalDate.of(2026, 1, 16)),
                                Optional.empty());
                world.addAccount("collector", "university", List.of("DATA_PROVIDER"));
                return world;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static void delete(Path folder) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    static World get() {
        return Holder.WORLD;
    }
}
