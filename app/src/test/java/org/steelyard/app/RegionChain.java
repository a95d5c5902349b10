package org.steelyard.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.CohortBuilder;
import org.steelyard.cohort.CohortSettings;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.effect.EffectEngine;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectSettings;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Provenance;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfigFile;
import org.steelyard.simulator.RegionSimulator;
import org.steelyard.simulator.Truth;

/** The whole chain on a simulated region: platform tables, standard store, cohort, effects. */
final class RegionChain {

    static final Path EXAMPLE = Path.of("../examples/region");

    private RegionChain() {}

    /**
     * @param people of the analysis table
     * @param estimates by analysis and measure
     */
    record Answer(Truth truth, int people, int treated, Map<String, EffectEstimate> estimates) {}

    /** A small region with much heart failure: what is estimated is the same, and hundreds of them can be made. */
    static RegionConfig small() {
        return RegionConfigFile.read(EXAMPLE.resolve("small-region.yaml"));
    }

    static Answer answer(RegionConfig config, int threads) {
        try {
            Path folder = Files.createTempDirectory("steelyard-region");
            try {
                return answer(config, folder, threads);
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The example's plan with the analyses whose coverage is studied, which need no bootstrap. */
    static Protocol plan() {
        return ProtocolFile.parse(planText().getBytes(StandardCharsets.UTF_8), "protocol.yaml");
    }

    static String planText() {
        try {
            String text = Files.readString(EXAMPLE.resolve("protocol.yaml"));
            return text.lines()
                    .filter(line -> !line.contains("- {id: survival-weighted") && !line.contains("-augmented, role"))
                    .collect(Collectors.joining("\n", "", "\n"))
                    .replace("outcomes: [death, survival]", "outcomes: [death]");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Answer answer(RegionConfig config, Path folder, int threads) {
        Path data = folder.resolve("region");
        RegionSimulator.Result region = RegionSimulator.run(
                new RegionSimulator.Request(config, data, RegionSimulator.Format.PARQUET, threads),
                (persons, rows) -> {});
        withoutFeeLines(data);
        StandardStore store = store(raw(data, folder.resolve("work"), threads), folder.resolve("work"), threads);
        Protocol protocol = plan();
        EventTable events = EventCohorts.build(
                protocol,
                Map.of("region", store),
                folder.resolve("cohort"),
                EventSettings.duckDb(threads, Optional.empty(), Optional.empty()));
        Cohort cohort = CohortBuilder.build(protocol, events, new CohortSettings(threads));
        Provenance provenance = new Provenance(
                List.of(),
                Digest.of("region"),
                "test",
                "test",
                protocol.analysis().seed());
        Map<String, EffectEstimate> estimates = new LinkedHashMap<>();
        EffectEngine.run(
                        cohort.table(),
                        Optional.empty(),
                        protocol,
                        EffectSettings.of(provenance).withThreads(threads))
                .estimates()
                .stream()
                .forEach(one -> estimates.putIfAbsent(one.analysis() + "/" + one.measure(), one));
        EffectEstimate any = estimates.values().iterator().next();
        return new Answer(region.truth(), any.n(), any.nTreated(), estimates);
    }

    /** The plan takes costs from settlements and treatments from operations; fee lines are two thirds of the work for nothing. */
    private static void withoutFeeLines(Path data) {
        try {
            Files.delete(data.resolve("fee_list_d.parquet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Mapping platform() {
        return Mappings.shipped(Mappings.Kind.PLATFORM);
    }

    static List<RawTable> raw(Path data, Path work, int threads) {
        return raw(data, work, threads, new byte[IdentityKey.BYTES]);
    }

    static List<RawTable> raw(Path data, Path work, int threads, byte[] key) {
        IntakeSettings settings = IntakeSettings.DEFAULT.withThreads(threads);
        Pseudonyms pseudonyms = Pseudonyms.of(IdentityKey.of(key));
        return StandardIntake.intake(
                StandardIntake.find(data, Optional.empty(), settings),
                platform(),
                new RawFolder.Job(table -> Map.of(), pseudonyms, work.resolve("raw"), settings));
    }

    static StandardStore store(List<RawTable> raw, Path work, int threads) {
        StandardSettings settings =
                StandardSettings.DEFAULT.with(StandardSettings.Strictness.COUNT).withThreads(threads);
        return Standardiser.run(raw, platform(), work.resolve("store"), settings);
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
