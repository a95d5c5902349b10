package org.steelyard.app.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.steelyard.kernel.Digest;

/**
 * A folder of step results. An entry is two files: the value and, written last, a seal that holds the value's digest and the
 * key's parts. A run that is killed leaves at most a file without a seal, which the next run ignores and removes.
 *
 * <p>For one run at a time; the caller holds the folder's lock.
 */
public final class StepStore {

    private final Path folder;
    private final Consumer<StepEvent> listener;
    private final List<Path> createdHere = new ArrayList<>();

    public StepStore(Path folder, Consumer<StepEvent> listener) {
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * What happened to a step.
     *
     * @param reason why it ran, in words: the names of the parts that changed
     */
    public record StepEvent(StepKey key, boolean reused, boolean finished, double seconds, Reason reason) {}

    /** Why a step ran or did not. */
    public sealed interface Reason {
        record Unchanged() implements Reason {}

        record NeverRun() implements Reason {}

        record Damaged() implements Reason {}

        record Changed(List<String> parts) implements Reason {}
    }

    /** The step's result: read if there is a sound one, computed and kept otherwise. */
    public <T> T get(StepKey key, Codec<T> codec, Callable<T> compute) throws Exception {
        Path value = folder.resolve(key.step() + "-" + key.digest().hex());
        Path seal = folder.resolve(value.getFileName() + ".seal");
        Reason reason = reason(key, value, seal);
        if (reason instanceof Reason.Unchanged) {
            listener.accept(new StepEvent(key, true, true, 0, reason));
            return codec.read(value);
        }
        listener.accept(new StepEvent(key, false, false, 0, reason));
        long start = System.nanoTime();
        T result = compute.call();
        keep(key, codec, result, value);
        listener.accept(new StepEvent(key, false, true, (System.nanoTime() - start) / 1e9, reason));
        return result;
    }

    /** Fills a folder. */
    public interface FolderWork {
        void fill(Path folder) throws Exception;
    }

    /**
     * The folder that a step makes: the one from before if every file of it is sound, filled anew otherwise. It is kept even
     * if a later step fails: what was read and checked once is not read again because a plan has to be mended.
     */
    public Path folder(StepKey key, FolderWork work) throws Exception {
        Path value = folder.resolve(key.step() + "-" + key.digest().hex());
        Path seal = folder.resolve(value.getFileName() + ".seal");
        Reason reason = reason(key, value, seal);
        if (reason instanceof Reason.Unchanged) {
            listener.accept(new StepEvent(key, true, true, 0, reason));
            return value;
        }
        listener.accept(new StepEvent(key, false, false, 0, reason));
        long start = System.nanoTime();
        Path aside = folder.resolve(value.getFileName() + ".part");
        deleteAll(aside);
        Files.createDirectories(aside);
        work.fill(aside);
        deleteAll(value);
        Files.move(aside, value, StandardCopyOption.ATOMIC_MOVE);
        seal(key, value);
        listener.accept(new StepEvent(key, false, true, (System.nanoTime() - start) / 1e9, reason));
        return value;
    }

    /** Takes back what this run kept: a run that ends with an error leaves no trace. */
    public void forget() throws IOException {
        for (Path file : createdHere) {
            Files.deleteIfExists(file);
        }
        createdHere.clear();
    }

    private Reason reason(StepKey key, Path value, Path seal) throws IOException {
        if (Files.exists(seal)) {
            return Files.exists(value) && digest(value).equals(seal(seal).get("value"))
                    ? new Reason.Unchanged()
                    : new Reason.Damaged();
        }
        Path last = last(key.step());
        if (!Files.exists(last)) {
            return new Reason.NeverRun();
        }
        Map<String, String> before = seal(last);
        List<String> changed = key.parts().entrySet().stream()
                .filter(part -> !part.getValue().equals(before.get("part." + part.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        return changed.isEmpty() ? new Reason.NeverRun() : new Reason.Changed(changed);
    }

    private <T> void keep(StepKey key, Codec<T> codec, T result, Path value) throws IOException {
        Files.createDirectories(folder);
        Path aside = folder.resolve(value.getFileName() + ".part");
        codec.write(result, aside);
        force(aside);
        move(aside, value);
        seal(key, value);
        createdHere.add(value);
        createdHere.add(folder.resolve(value.getFileName() + ".seal"));
        createdHere.add(last(key.step()));
    }

    private void seal(StepKey key, Path value) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("value", digest(value));
        key.parts().forEach((name, part) -> lines.put("part." + name, part));
        String text = lines.entrySet().stream()
                .map(line -> line.getKey() + "\t" + line.getValue() + "\n")
                .reduce("", String::concat);
        writeWhole(folder.resolve(value.getFileName() + ".seal"), text);
        writeWhole(last(key.step()), text);
    }

    /** Of a file, or of names and contents of all files of a folder. */
    private static String digest(Path value) throws IOException {
        if (Files.isRegularFile(value)) {
            return Digest.ofFile(value).hex();
        }
        List<String> parts = new ArrayList<>();
        try (Stream<Path> all = Files.walk(value)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                parts.add(value.relativize(file).toString());
                parts.add(Digest.ofFile(file).hex());
            }
        }
        return Digest.ofParts(parts).hex();
    }

    private static void deleteAll(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path last(String step) {
        return folder.resolve(step + ".last");
    }

    private static Map<String, String> seal(Path file) throws IOException {
        Map<String, String> lines = new LinkedHashMap<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int tab = line.indexOf('\t');
            if (tab > 0) {
                lines.put(line.substring(0, tab), line.substring(tab + 1));
            }
        }
        return lines;
    }

    /** Writes a file so that it is there whole or not at all. */
    public static void writeWhole(Path file, String text) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(aside, text);
        force(aside);
        move(aside, file);
    }

    private static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
