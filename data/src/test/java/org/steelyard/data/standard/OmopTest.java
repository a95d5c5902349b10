package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardStore.OmopFormat;
import org.steelyard.data.standard.StandardStore.OmopVersion;
import org.steelyard.kernel.SteelyardException;

/** OMOP data sets in and out: every row of two public sets arrives, and what goes out comes back the same. */
class OmopTest {

    private static final Mapping OMOP = Mappings.shipped(Mappings.Kind.OMOP);

    @TempDir
    private static Path folder;

    private static Path shared(String set) {
        Path path = Path.of(System.getProperty("steelyard.shared", "../../shared"), "data", "omop", set);
        Assumptions.assumeTrue(Files.isDirectory(path), "shared data absent: omop/" + set);
        return path;
    }

    private static List<RawTable> raws(Path set, String name) {
        Path work = folder.resolve("raw-" + name);
        try (Stream<Path> files = Files.list(set)) {
            Files.createDirectories(work);
            List<RawTable> out = new ArrayList<>();
            files.filter(f -> f.toString().endsWith(".csv")).sorted().forEach(f -> out.add(Raw.csv(work, f)));
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static StandardStore synthea() {
        Path store = folder.resolve("synthea");
        return Files.exists(store) ? StandardStore.open(store) : load(shared("synthea27nj"), "synthea");
    }

    private static StandardStore load(Path set, String name) {
        return Standardiser.run(raws(set, name), OMOP, folder.resolve(name), StandardSettings.DEFAULT.withThreads(2));
    }

    /** Rows of each source file that has a table in 5.4, counted by another reader. */
    private static Map<String, Long> counted(Path set) {
        Map<String, Long> out = new TreeMap<>();
        try (Stream<Path> files = Files.list(set)) {
            files.filter(f -> f.toString().endsWith(".csv")).forEach(f -> {
                String name = f.getFileName().toString().replace(".csv", "").toLowerCase(Locale.ROOT);
                if (StandardSchema.current().table(name).isPresent()) {
                    out.put(name, records(f));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out;
    }

    /** Records of a CSV file without its header: line ends outside quotes. */
    private static long records(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            long lines = 0;
            boolean quoted = false;
            for (byte b : bytes) {
                quoted ^= b == '"';
                lines += b == '\n' && !quoted ? 1 : 0;
            }
            return lines - 1 + (bytes.length > 0 && bytes[bytes.length - 1] != '\n' ? 1 : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Long> rows(StandardStore store) {
        Map<String, Long> out = new TreeMap<>();
        store.manifest().tables().forEach((name, facts) -> out.put(name, facts.rows()));
        return out;
    }

    @Test
    void everyRowOfTheMimicDemoArrivesWithItsOwnIdentifiers() {
        Path set = shared("mimic_iv_demo_omop_0.9");
        StandardStore store = load(set, "mimic");
        assertThat(rows(store)).isEqualTo(counted(set));
        assertThat(rows(store)).containsEntry("drug_exposure", 18_229L).containsEntry("condition_occurrence", 16_441L);
        assertThat(Raw.rows(store, "SELECT count(*), min(person_id) < 0, count(DISTINCT person_id) FROM person"))
                .containsExactly("100|true|100");
        assertThat(Raw.rows(
                        store,
                        "SELECT visit_detail_concept_id, admitted_from_concept_id, admitted_from_source_value FROM visit_detail WHERE"
                                + " visit_detail_id = -1757828362327778468"))
                .containsExactly("8870|8870|EMERGENCY ROOM");
        assertThat(Raw.rows(
                        store,
                        "SELECT src_row, condition_source_value, source_vocabulary FROM condition_occurrence WHERE"
                                + " condition_occurrence_id = 7000818053728441484"))
                .containsExactly("2|78791  |∅");
        assertThat(Raw.rows(
                        store,
                        "SELECT DISTINCT source_vocabulary FROM device_exposure WHERE source_vocabulary IS NOT NULL"))
                .isNotEmpty()
                .allMatch(v -> v.startsWith("mimiciv_"));
        assertThat(store.has("measurement")).isFalse();
        assertThat(Raw.rows(store, "SELECT count(*) FROM measurement")).containsExactly("0");
    }

    @Test
    void everyRowOfTheSyntheaSetArrivesAndAbsentErasAreMade() {
        Path set = shared("synthea27nj");
        StandardStore store = synthea();
        Map<String, Long> expected = counted(set);
        Map<String, Long> found = rows(store);
        assertThat(found.remove("drug_era")).isPositive();
        expected.remove("drug_era");
        assertThat(found).isEqualTo(expected);
        assertThat(Raw.rows(store, "SELECT condition_era_start_date FROM condition_era WHERE condition_era_id = 1"))
                .containsExactly("2005-05-07");
        assertThat(Raw.rows(
                        store,
                        "SELECT count(*) FROM drug_exposure d WHERE drug_concept_id <> 0 AND NOT EXISTS (SELECT 1 FROM drug_era e WHERE"
                                + " e.person_id = d.person_id AND e.drug_concept_id = d.drug_concept_id AND"
                                + " d.drug_exposure_start_date BETWEEN e.drug_era_start_date AND e.drug_era_end_date)"))
                .containsExactly("0");
    }

    @Test
    void whatGoesOutAsCsvOrParquetComesBackTheSame() {
        StandardStore store = synthea();
        for (OmopFormat format : OmopFormat.values()) {
            Path out = folder.resolve("export-" + format);
            Map<String, Long> written = store.exportOmop(out, format, OmopVersion.V5_4);
            assertThat(written.get("person")).isEqualTo(28);
            StandardStore again = format == OmopFormat.CSV
                    ? load(out, "again-csv")
                    : Standardiser.run(parquets(out), OMOP, folder.resolve("again-parquet"), StandardSettings.DEFAULT);
            for (String table : List.of("person", "measurement", "drug_exposure", "visit_detail", "concept", "death")) {
                assertThat(content(again, table)).as(format + " " + table).isEqualTo(content(store, table));
            }
        }
    }

    @Test
    void anExportIsWholeOrNotThereAndTakesThePlaceOfNothingElse() throws IOException {
        StandardStore store = synthea();
        Path out = folder.resolve("export");
        Files.createDirectories(folder.resolve(".export.part"));
        Files.writeString(folder.resolve(".export.part/person.csv"), "half");
        Files.createDirectories(out);
        Files.writeString(out.resolve("person.parquet"), "of an earlier export");
        store.exportOmop(out, OmopFormat.CSV, OmopVersion.V5_4);
        assertThat(out.resolve("person.parquet")).doesNotExist();
        assertThat(out.resolve("person.csv")).exists();
        assertThat(folder.resolve(".export.part")).doesNotExist();

        Files.writeString(out.resolve("notes.txt"), "mine");
        assertThat(catchThrowableOfType(
                                SteelyardException.class, () -> store.exportOmop(out, OmopFormat.CSV, OmopVersion.V5_4))
                        .problems()
                        .getFirst()
                        .code())
                .isEqualTo(StandardError.OUT_NOT_A_STORE);
        assertThat(out.resolve("notes.txt")).exists();
    }

    @Test
    void an53ExportHasTheOldNamesAndComesBack() {
        StandardStore store = synthea();
        Path out = folder.resolve("export53");
        Map<String, Long> written = store.exportOmop(out, OmopFormat.CSV, OmopVersion.V5_3);
        assertThat(written).doesNotContainKeys("episode", "episode_event", "claim_settlement");
        assertThat(header(out.resolve("visit_detail.csv")))
                .contains("admitting_source_value", "visit_detail_parent_id")
                .doesNotContain("admitted_from_source_value", "src_row");
        StandardStore again = load(out, "again53");
        assertThat(content(again, "visit_detail")).isEqualTo(content(store, "visit_detail"));
    }

    private static List<String> header(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return List.of(lines.findFirst().orElseThrow().split(",", -1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<RawTable> parquets(Path out) {
        try (Stream<Path> files = Files.list(out)) {
            return files.filter(f -> f.toString().endsWith(".parquet"))
                    .sorted()
                    .map(f -> Raw.sql(
                            folder,
                            f.getFileName().toString().replace(".parquet", ""),
                            "SELECT *, row_number() OVER () AS src_row FROM read_parquet('" + f + "')"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> content(StandardStore store, String table) {
        String columns = StandardSchema.current().get(table).modelFields().stream()
                .map(f -> "\"" + f.name() + "\"")
                .reduce((a, b) -> a + ", " + b)
                .orElseThrow();
        return Raw.rows(store, "SELECT " + columns + " FROM " + table + " ORDER BY ALL");
    }
}
