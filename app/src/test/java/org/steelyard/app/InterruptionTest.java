package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.kernel.Digest;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionSimulator;

/**
 * A process that is killed at random moments, by a request to end, by force and by Ctrl-C in turn, and then run again, leaves the same bytes
 * as one that nobody disturbed: no row is lost and none is doubled.
 */
class InterruptionTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    @TempDir
    private Path temp = Path.of("");

    private final Random random = new Random(SEED);

    @BeforeEach
    void seed() {
        System.out.println("seed " + SEED);
    }

    private void region(int people) throws IOException {
        RegionConfig config = RegionChain.small().with(new RegionConfig.Run(people, SEED, 0));
        RegionSimulator.run(
                new RegionSimulator.Request(
                        config,
                        Files.createDirectories(temp.resolve("data/region")),
                        RegionSimulator.Format.PARQUET,
                        2),
                (persons, rows) -> {});
        IdentityKey.create(temp.resolve("identity.key"), List.of());
        Files.writeString(temp.resolve("protocol.yaml"), RegionChain.planText());
    }

    @Test
    void readingStandardisingAndCheckingResumeAfterThreeKills() throws Exception {
        region(300);
        disturb(3, "data", "check", temp.resolve("data/region").toString(), "--source", "platform");
    }

    @Test
    @Tag("nightly")
    void standardisingResumesAfterSixKills() throws Exception {
        region(2_000);
        disturb(6, "data", "standardise", "--data", temp.resolve("data/region").toString(), "--lenient");
    }

    @Test
    @Tag("nightly")
    void aWholeRunResumesAfterTwentyKills() throws Exception {
        region(4_000);
        disturb(
                20,
                "run",
                temp.resolve("protocol.yaml").toString(),
                "--data",
                temp.resolve("data").toString());
    }

    @Test
    void whoInterruptsIsToldWhatIsLeftAndHowToGoOn() throws Exception {
        region(300);
        Path out = temp.resolve("told");
        Process process = child(
                out,
                "data",
                "standardise",
                "--data",
                temp.resolve("data/region").toString());
        while (process.isAlive() && !Files.exists(out.resolve("raw"))) {
            Thread.sleep(5);
        }
        assertThat(process.isAlive()).as("it was still reading").isTrue();
        process.destroy();
        assertThat(process.waitFor(600, TimeUnit.SECONDS)).isTrue();

        assertThat(Files.readString(temp.resolve("told.log"))).contains("已中断", "同一命令再次运行", "OUT/raw");
        assertThat(out.resolve("store")).doesNotExist();
        assertThat(child(
                                out,
                                "data",
                                "standardise",
                                "--data",
                                temp.resolve("data/region").toString())
                        .waitFor())
                .isZero();
        assertThat(Files.readString(temp.resolve("told.log"))).doesNotContain("已中断");
        assertThat(out.resolve("store/store.json")).exists();
    }

    private void disturb(int kills, String... command) throws Exception {
        long start = System.nanoTime();
        assertThat(child(temp.resolve("quiet"), command).waitFor()).isZero();
        long whole = System.nanoTime() - start;
        Map<String, String> undisturbed = digests(temp.resolve("quiet"));
        int hits = 0;
        int rounds = 0;
        // a resumed run is shorter than a whole one and may end before its moment: then a new folder begins
        for (int attempts = 0; hits < kills; attempts++) {
            assertThat(attempts).as("attempts to hit a running process").isLessThan(20 * kills);
            Path out = temp.resolve("disturbed-" + rounds);
            Process process = child(out, command);
            if (process.waitFor((long) (whole * random.nextDouble() * 0.8), TimeUnit.NANOSECONDS)) {
                assertThat(process.exitValue()).isZero();
                assertThat(digests(out)).isEqualTo(undisturbed);
                rounds++;
            } else {
                kill(process, End.values()[hits % End.values().length]);
                hits++;
            }
        }
        System.out.println(hits + " kills hit a running process, in " + (rounds + 1) + " folders");
        Path out = temp.resolve("disturbed-" + rounds);
        assertThat(child(out, command).waitFor()).isZero();
        assertThat(digests(out)).isEqualTo(undisturbed).isNotEmpty();
    }

    private enum End {
        REQUEST,
        FORCE,
        INTERRUPT
    }

    private static void kill(Process process, End end) throws Exception {
        switch (end) {
            case REQUEST -> process.destroy();
            case FORCE -> process.destroyForcibly();
            // what Ctrl-C sends; a process whose parent ignores it goes on to its end, which is no failure either
            case INTERRUPT ->
                new ProcessBuilder("kill", "-INT", String.valueOf(process.pid()))
                        .start()
                        .waitFor();
        }
        assertThat(process.waitFor(600, TimeUnit.SECONDS)).as("it ends").isTrue();
    }

    private Process child(Path out, String... command) throws IOException {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                "org.steelyard.app.Main"));
        words.addAll(List.of(command));
        words.addAll(
                List.of("--key", temp.resolve("identity.key").toString(), "--out", out.toString(), "--memory", "1GB"));
        return new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve(out.getFileName() + ".log").toFile())
                .start();
    }

    /** Of all results and all tables; workbooks and locks of the run itself, which begin with a dot, are none. */
    private static Map<String, String> digests(Path folder) throws IOException {
        Map<String, String> out = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = folder.relativize(file).toString();
                if (!name.startsWith(".")) {
                    out.put(name, Digest.ofFile(file).hex());
                }
            }
        }
        return out;
    }
}
