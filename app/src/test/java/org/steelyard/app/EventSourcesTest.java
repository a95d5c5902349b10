package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.app.store.StepKey;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawTable;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.protocol.Protocol.DataPlan.Source;
import org.steelyard.protocol.ProtocolFile;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/** What a plan says of its sources of event tables is done, and a step is run again when any of it changes. */
class EventSourcesTest {

    @TempDir
    private static Path folder = Path.of("");

    @BeforeAll
    static void region() {
        RegionSimulator.run(
                new RegionSimulator.Request(
                        RegionChain.small().with(new RegionConfig.Run(40, 3, 0)),
                        folder.resolve("data").resolve("region"),
                        RegionSimulator.Format.CSV,
                        1),
                (persons, rows) -> {});
    }

    /** @param more of the source, in the plan's language */
    private static Source source(String more) {
        String text = RegionChain.planText().replace("folder: region\n", "folder: region\n" + more);
        return ProtocolFile.parse(text.getBytes(StandardCharsets.UTF_8), "protocol.yaml")
                .data()
                .sources()
                .getFirst();
    }

    private static String kept(String column) {
        return "      keep: [{column: " + column + ", purpose: {zh: 计算就医距离, en: distance to the hospital}}]\n";
    }

    private static EventSources sources(Source source, String work, List<Path> codes) {
        return new EventSources(
                new EventSources.Request(
                        List.of(source),
                        folder.resolve("protocol.yaml"),
                        folder.resolve("data"),
                        Optional.of(folder.resolve("keys").resolve(work + ".key")),
                        Optional.empty(),
                        codes,
                        folder.resolve(work),
                        1,
                        org.steelyard.data.EngineMemory.standard()),
                Progress.standard(Lang.EN));
    }

    private static RawTable people(String more, String work) throws IOException {
        return sources(source(more), work, List.of()).read().getFirst().raws().stream()
                .filter(t -> t.name().equals("psn_insu_d"))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> columns(RawTable table) {
        return table.columns().stream().map(c -> c.name()).toList();
    }

    @Test
    void aColumnThatThePlanKeepsIsStoredAndTold() throws IOException {
        RawTable plain = people("", "plain");
        RawTable kept = people(kept("addr"), "kept");

        assertThat(columns(plain)).doesNotContain("addr", "psn_name");
        assertThat(columns(kept)).contains("addr").doesNotContain("psn_name", "tel");
        assertThat(kept.notes())
                .filteredOn(n -> n.column().equals("addr"))
                .extracting(Note::kind)
                .containsExactly(Note.Kind.KEPT);
        assertThat(plain.notes())
                .filteredOn(n -> n.column().equals("addr"))
                .extracting(Note::kind)
                .containsExactly(Note.Kind.DROPPED);
    }

    @Test
    void keepingMoreReadsTheTablesAgain() throws IOException {
        assertThat(columns(people("", "again"))).doesNotContain("addr");
        assertThat(columns(people(kept("addr"), "again"))).contains("addr");
        assertThat(columns(people("", "again"))).doesNotContain("addr");
    }

    @Test
    void anIdentifierOfPersonsIsNeverKept() {
        for (String column : List.of("certno", "psn_no", "PSN_NO")) {
            SteelyardException refused =
                    catchThrowableOfType(SteelyardException.class, () -> people(kept(column), "refused"));
            assertThat(refused.problems().getFirst().code()).isEqualTo(AppError.NOT_KEPT);
            assertThat(refused.problems().getFirst().place().field()).isEqualTo("data.sources.region.keep." + column);
        }
    }

    @Test
    void aColumnThatNoTableHasIsNotKeptInSilence() {
        SteelyardException refused =
                catchThrowableOfType(SteelyardException.class, () -> people(kept("adress"), "slip"));
        assertThat(refused.problems().getFirst().code()).isEqualTo(AppError.NOT_KEPT);
    }

    @Test
    void theKeyOfAStepChangesWithTheDataTheCodesAndTheIdentityKey() throws IOException {
        Path codes = Files.createDirectories(folder.resolve("codes"));
        Files.writeString(codes.resolve("codes.csv"), "a");
        StepKey first = key("one", codes);

        assertThat(key("one", codes).digest()).isEqualTo(first.digest());
        assertThat(changed(first, key("two", codes))).containsExactly("identity");

        Files.writeString(codes.resolve("codes.csv"), "b");
        assertThat(changed(first, key("one", codes))).containsExactly("codes:codes");
        Files.writeString(codes.resolve("codes.csv"), "a");

        Path visits = folder.resolve("data").resolve("region").resolve("mdtrt_d.csv");
        List<String> lines = Files.readAllLines(visits);
        try {
            Files.write(visits, lines.subList(0, lines.size() - 1));
            assertThat(changed(first, key("one", codes))).containsExactly("input:region/mdtrt_d");
        } finally {
            Files.write(visits, lines);
        }
    }

    private static StepKey key(String work, Path codes) throws IOException {
        EventSources sources = sources(source(""), work, List.of(codes));
        return sources.key(StepKey.of("standardise"), sources.read().getFirst());
    }

    private static List<String> changed(StepKey before, StepKey now) {
        Map<String, String> parts = now.parts();
        assertThat(parts.keySet()).isEqualTo(before.parts().keySet());
        return parts.keySet().stream()
                .filter(name -> !parts.get(name).equals(before.parts().get(name)))
                .toList();
    }
}
