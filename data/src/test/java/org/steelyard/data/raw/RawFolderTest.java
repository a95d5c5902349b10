package org.steelyard.data.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.identity.Treatment;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.SteelyardException;

/** A folder's tables are found by name, read once, and read on after an interruption. */
class RawFolderTest {

    @TempDir
    Path folder;

    private RawFolder.Job job(String out) {
        return new RawFolder.Job(_ -> Map.of(), Raw.KEY, folder.resolve(out), IntakeSettings.DEFAULT);
    }

    private Map<String, RawSource> found() {
        return RawFolder.find(folder.resolve("in"), IntakeSettings.DEFAULT).tables();
    }

    @Test
    void tablesAreNamedByFileSheetMemberOrNode() throws IOException {
        Path in = folder.resolve("in");
        Raw.write(in.resolve("SETL_D.CSV.gz"), RawTablesTest.gzip("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        Raw.write(
                in.resolve("x.zip"),
                RawTablesTest.zip("deep/mdtrt_d.csv", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8)));
        Raw.write(
                in.resolve("lists.jsonl"),
                "{\"setlinfo\":{\"setl_id\":\"1\"},\"diseinfo\":[{\"diag_code\":\"I50.900\"}]}\n");
        Raw.write(in.resolve("readme.md"), "hello");
        RawFolder.Tables tables = RawFolder.find(in, IntakeSettings.DEFAULT);
        assertThat(tables.tables().keySet()).containsExactly("diseinfo", "mdtrt_d", "setl_d", "setlinfo");
        assertThat(tables.notes()).singleElement().satisfies(n -> {
            assertThat(n.kind()).isEqualTo(Note.Kind.LEFT_ALONE);
            assertThat(n.column()).isEqualTo("readme.md");
        });
        List<RawTable> read = RawFolder.intake(tables.tables(), job("out"));
        assertThat(read.stream().map(RawTable::name)).containsExactly("diseinfo", "mdtrt_d", "setl_d", "setlinfo");
    }

    @Test
    void aTableThatIsThereIsNotReadAgainUnlessSomethingChanged() throws IOException {
        Path file = folder.resolve("in").resolve("t.csv");
        Raw.write(file, "psn_no,b\n1,2\n");
        List<RawTable> first = RawFolder.intake(found(), job("out"));
        Path parquet = folder.resolve("out").resolve("t.parquet");
        FileTime old = FileTime.fromMillis(1000);
        Files.setLastModifiedTime(parquet, old);
        assertThat(RawFolder.intake(found(), job("out"))).isEqualTo(first);
        assertThat(Files.getLastModifiedTime(parquet)).isEqualTo(old);

        RawFolder.Job other = new RawFolder.Job(
                _ -> Map.of("b", Treatment.DROP), Raw.KEY, folder.resolve("out"), IntakeSettings.DEFAULT);
        assertThat(RawFolder.intake(found(), other).getFirst().columns()).hasSize(1);
        Files.setLastModifiedTime(parquet, old);
        Raw.write(file, "psn_no,b\n1,3\n");
        RawFolder.intake(found(), other);
        assertThat(Files.getLastModifiedTime(parquet)).isNotEqualTo(old);
    }

    @Test
    void aDamagedTableIsReadAnew() throws IOException {
        Raw.write(folder.resolve("in").resolve("t.csv"), "a,b\n1,2\n");
        RawFolder.intake(found(), job("out"));
        Path parquet = folder.resolve("out").resolve("t.parquet");
        byte[] good = Files.readAllBytes(parquet);
        Raw.write(parquet, new byte[] {1, 2, 3});
        RawFolder.intake(found(), job("out"));
        assertThat(Files.readAllBytes(parquet)).isEqualTo(good);
    }

    @Test
    void twoFilesWithOneTableNameAreRefusedAndSoIsAnEmptyFolder() throws IOException {
        Files.createDirectories(folder.resolve("in"));
        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(RawError.NO_TABLES));
        Raw.write(folder.resolve("in").resolve("t.csv"), "a,b\n1,2\n");
        Raw.write(folder.resolve("in").resolve("T.tsv"), "a\tb\n1\t2\n");
        assertThatThrownBy(this::found)
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(RawError.DUPLICATE_TABLE));
    }

    @Test
    void progressReachesTheEnd() {
        Raw.write(folder.resolve("in").resolve("t.csv"), "a,b\n1,2\n3,4\n");
        List<Progress> seen = new ArrayList<>();
        RawFolder.intake(
                found(),
                new RawFolder.Job(
                        _ -> Map.of(), Raw.KEY, folder.resolve("out"), IntakeSettings.DEFAULT.withProgress(seen::add)));
        assertThat(seen.getLast().rows()).isEqualTo(2);
        assertThat(seen.getLast().secondsLeft()).isZero();
        assertThat(seen.getLast().rowsPerSecond()).isPositive();
    }

    @Test
    void aSourceThatChangesWhileItIsReadIsRefused() throws IOException {
        Path file = folder.resolve("in").resolve("t.csv");
        Raw.write(file, "a,b\n1,2\n");
        IntakeSettings settings = IntakeSettings.DEFAULT.withProgress(p -> Raw.write(file, "a,b\n1,2\n3,4\n"));
        assertThatThrownBy(() -> RawFolder.intake(
                        found(), new RawFolder.Job(_ -> Map.of(), Raw.KEY, folder.resolve("out"), settings)))
                .isInstanceOfSatisfying(
                        SteelyardException.class,
                        e -> assertThat(e.problems().getFirst().code()).isEqualTo(RawError.CHANGED_MEANWHILE));
        assertThat(Files.list(folder.resolve("out"))).isEmpty();
    }

    /** Kills the intake of a folder at random moments until it is done: no row is lost, none doubled, no byte differs. */
    @Test
    @Tag("slow")
    void anIntakeThatIsKilledAtRandomMomentsEndsAsIfUndisturbed() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        java.util.Random random = new java.util.Random(seed);
        for (int t = 0; t < 6; t++) {
            int table = t;
            String text = "psn_no,psn_name,code,amt\n"
                    + IntStream.range(0, 20_000 + 9_000 * t)
                            .mapToObj(i -> "p" + i * 31 % 5000 + ",张三,I50." + i % 900 + "," + i * (table + 1) + ".00")
                            .collect(Collectors.joining("\n"));
            Raw.write(
                    folder.resolve("in").resolve("t" + t + (t % 2 == 0 ? ".csv" : ".csv.gz")),
                    t % 2 == 0
                            ? text.getBytes(StandardCharsets.UTF_8)
                            : RawTablesTest.gzip(text.getBytes(StandardCharsets.UTF_8)));
        }
        RawFolder.intake(found(), job("undisturbed"));
        int kills = 0;
        int finished = 0;
        for (int run = 0; kills < 20; run++) {
            Path out = folder.resolve("killed" + finished);
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx512m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-cp",
                            System.getProperty("java.class.path"),
                            IntakeProcess.class.getName(),
                            folder.resolve("in").toString(),
                            out.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log" + run).toFile())
                    .start();
            boolean done = process.waitFor(300 + random.nextInt(1500), TimeUnit.MILLISECONDS);
            if (done) {
                assertThat(process.exitValue())
                        .as(Files.readString(folder.resolve("log" + run)))
                        .isZero();
                assertThat(contents(out)).isEqualTo(contents(folder.resolve("undisturbed")));
                finished++;
            } else {
                process.destroyForcibly().waitFor();
                kills++;
            }
        }
        RawFolder.intake(found(), job("killed" + finished));
        assertThat(contents(folder.resolve("killed" + finished))).isEqualTo(contents(folder.resolve("undisturbed")));
    }

    /** Digests by file name. */
    private static Map<String, Digest> contents(Path out) throws IOException {
        Map<String, Digest> digests = new TreeMap<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.toList()) {
                digests.put(String.valueOf(file.getFileName()), Digest.ofFile(file));
            }
        }
        return digests;
    }
}
