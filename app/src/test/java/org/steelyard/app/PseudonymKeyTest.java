package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.kernel.Digest;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/** The key of the pseudonyms is a secret, not a setting: it changes the pseudonyms and nothing else. */
class PseudonymKeyTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anotherKeyGivesTheSameTablesBitForBit() throws IOException {
        Path data = folder.resolve("region");
        RegionConfig config = RegionChain.small().with(new RegionConfig.Run(700, 5, 0.01));
        RegionSimulator.run(
                new RegionSimulator.Request(config, data, RegionSimulator.Format.PARQUET, 1), (persons, rows) -> {});

        Map<String, String> one = digests(data, "one", (byte) 1);
        Map<String, String> two = digests(data, "two", (byte) 2);

        assertThat(one).containsKeys("visit_occurrence.parquet", "cohort.parquet");
        assertThat(one.remove("person.parquet"))
                .as("the pseudonyms themselves differ")
                .isNotEqualTo(two.remove("person.parquet"));
        assertThat(two).isEqualTo(one);
    }

    /** Digests of the tables of the standard store, and of the cohort's rows from which every estimate is made. */
    private Map<String, String> digests(Path data, String name, byte secret) throws IOException {
        byte[] key = new byte[IdentityKey.BYTES];
        Arrays.fill(key, secret);
        Path work = folder.resolve(name);
        StandardStore store = RegionChain.store(RegionChain.raw(data, work, 1, key), work, 1);
        EventTable cohort = EventCohorts.build(
                RegionChain.plan(),
                Map.of("region", store),
                work.resolve("cohort"),
                EventSettings.duckDb(1, Optional.empty(), Optional.empty()));
        assertThat(cohort.steps().getLast().rows()).isPositive();
        Map<String, String> digests = new TreeMap<>();
        digests.put("cohort.parquet", Digest.ofFile(cohort.parquet()).hex());
        try (Stream<Path> files = Files.list(store.folder())) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".parquet")).toList()) {
                digests.put(
                        String.valueOf(file.getFileName()), Digest.ofFile(file).hex());
            }
        }
        return digests;
    }
}
