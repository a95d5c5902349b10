package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.app.store.JsonCodec;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;

class StepStoreTest {

    @TempDir
    private Path folder = Path.of("");

    private final List<StepStore.StepEvent> events = new ArrayList<>();
    private int runs;

    private double[] get(StepKey key) throws Exception {
        return new StepStore(folder, events::add).get(key, new JsonCodec<>(double[].class), () -> {
            runs++;
            return new double[] {0.1 + 0.2, Double.NaN, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -0.0, runs};
        });
    }

    private static StepKey key(String seed) {
        return StepKey.of("effect").with("protocol", "p").with("seed", seed);
    }

    @Test
    void aStepRunsOnceAndComesBackBitForBit() throws Exception {
        double[] first = get(key("1"));
        double[] second = get(key("1"));
        assertThat(runs).isEqualTo(1);
        assertThat(second).isEqualTo(first);
        assertThat(Double.doubleToRawLongBits(second[4])).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(events.getLast().reused()).isTrue();
    }

    @Test
    void aChangedPartRunsAgainAndIsNamed() throws Exception {
        get(key("1"));
        get(key("2"));
        assertThat(runs).isEqualTo(2);
        assertThat(events.getLast().reason()).isEqualTo(new StepStore.Reason.Changed(List.of("seed")));
    }

    @Test
    void partsDoNotRunTogether() {
        StepKey one = StepKey.of("s").with("a", "bc").with("d", "e");
        StepKey two = StepKey.of("s").with("ab", "c").with("d", "e");
        assertThat(one.digest()).isNotEqualTo(two.digest());
    }

    @Test
    void everyDamagedByteIsFound() throws Exception {
        get(key("1"));
        Path value = only(".seal", false);
        byte[] sound = Files.readAllBytes(value);
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            byte[] damaged = sound.clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(value, damaged);
            int before = runs;
            get(key("1"));
            assertThat(runs).isEqualTo(before + 1);
            assertThat(events.getLast().reason()).isEqualTo(new StepStore.Reason.Damaged());
        }
    }

    @Test
    void aValueWithoutASealIsNotAResult() throws Exception {
        get(key("1"));
        Files.delete(only(".seal", true));
        get(key("1"));
        assertThat(runs).isEqualTo(2);
    }

    @Test
    void aFailedStepLeavesNothing() throws IOException {
        StepStore store = new StepStore(folder, events::add);
        assertThatThrownBy(() -> store.get(key("1"), new JsonCodec<>(double[].class), () -> {
                    throw new IllegalStateException("no");
                }))
                .isInstanceOf(IllegalStateException.class);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void forgettingTakesBackWhatThisRunKept() throws Exception {
        StepStore store = new StepStore(folder, events::add);
        store.get(key("1"), new JsonCodec<>(double[].class), () -> new double[] {1});
        store.forget();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    private Path folderOf(StepKey key) throws Exception {
        return new StepStore(folder, events::add).folder(key, into -> {
            runs++;
            Files.writeString(into.resolve("a.txt"), "a");
            Files.writeString(Files.createDirectories(into.resolve("in")).resolve("b.txt"), "b");
        });
    }

    @Test
    void aFolderIsMadeOnceAndAnewWhenAnyFileOfItIsDamagedGoneOrAdded() throws Exception {
        Path made = folderOf(key("1"));
        assertThat(folderOf(key("1"))).isEqualTo(made);
        assertThat(runs).isEqualTo(1);

        Files.writeString(made.resolve("in").resolve("b.txt"), "c");
        folderOf(key("1"));
        assertThat(events.getLast().reason()).isEqualTo(new StepStore.Reason.Damaged());
        assertThat(Files.readString(made.resolve("in").resolve("b.txt"))).isEqualTo("b");

        Files.delete(made.resolve("a.txt"));
        folderOf(key("1"));
        Files.writeString(made.resolve("more.txt"), "more");
        folderOf(key("1"));
        assertThat(made.resolve("more.txt")).doesNotExist();
        assertThat(runs).isEqualTo(4);
    }

    @Test
    void aFolderWhoseWorkWasCutShortIsMadeAnewAndNeverMixed() throws Exception {
        StepStore store = new StepStore(folder, events::add);
        assertThatThrownBy(() -> store.folder(key("1"), into -> {
                    Files.writeString(into.resolve("half.txt"), "half");
                    throw new IllegalStateException("killed");
                }))
                .isInstanceOf(IllegalStateException.class);
        Path made = folderOf(key("1"));
        assertThat(made.resolve("half.txt")).doesNotExist();
        assertThat(runs).isEqualTo(1);
    }

    @Test
    void aFolderWithTheSealOfAnotherIsMadeAnew() throws Exception {
        Path one = folderOf(key("1"));
        Path two = folderOf(key("2"));
        Files.writeString(two.resolve("a.txt"), "stale");
        Files.copy(
                one.resolveSibling(one.getFileName() + ".seal"),
                two.resolveSibling(two.getFileName() + ".seal"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        assertThat(Files.readString(folderOf(key("2")).resolve("a.txt"))).isEqualTo("a");
    }

    private Path only(String end, boolean with) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f ->
                            f.toString().endsWith(end) == with && !f.toString().endsWith(".last"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
