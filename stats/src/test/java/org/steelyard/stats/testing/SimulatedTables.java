package org.steelyard.stats.testing;

import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Objects;

/** Small simulated tables that the scripts of {@code src/test/r} wrote. */
public final class SimulatedTables {

    private SimulatedTables() {}

    public static Csv csv(String name) {
        URL url = Objects.requireNonNull(SimulatedTables.class.getResource("/reference/" + name), name);
        try {
            return Csv.read(Path.of(url.toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
