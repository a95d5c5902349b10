package org.steelyard.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Regions for tests. */
final class TestRegions {

    static final Truth NO_TRUTH = new Truth(
            0,
            0,
            0,
            new Truth.Effects(Map.of(), new Truth.Arms(0, 0), new Truth.Arms(0, 0)),
            new Truth.Effects(Map.of(), new Truth.Arms(0, 0), new Truth.Arms(0, 0)),
            Map.of(),
            List.of(),
            List.of());

    private TestRegions() {}

    /** Much heart failure in few people, so that small regions show effects. */
    static RegionConfig enriched() {
        return config("index: {at70: 0.12, perDecade: 0.3}\nrefunds: {settlement: 0.02}\n");
    }

    /** The new service does nothing. */
    static RegionConfig without(RegionConfig base) {
        RegionConfig none = config(
                "index: {at70: 0.12, perDecade: 0.3}\neffects: {death: {hazardRatio: 1}, stay: {ratio: 1}, readmission: {rateRatio: 1}}\n");
        return none.with(base.run());
    }

    static RegionConfig config(String yaml) {
        try {
            Path file = Files.createTempFile("region", ".yaml");
            try {
                Files.writeString(file, yaml);
                return RegionConfigFile.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Truth truth(RegionConfig config) {
        try {
            Path folder = Files.createTempDirectory("region");
            try {
                return RegionSimulator.run(
                                new RegionSimulator.Request(config, folder, RegionSimulator.Format.PARQUET, 2),
                                (persons, rows) -> {})
                        .truth();
            } finally {
                try (var files = Files.walk(folder)) {
                    for (Path file :
                            files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                        Files.delete(file);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
