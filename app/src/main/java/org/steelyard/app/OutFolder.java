package org.steelyard.app;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.steelyard.app.store.StepStore;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * The folder that a run writes into. Files appear in it whole and together at the end, the results file last; a run that ends
 * with an error leaves the folder as it found it. One run at a time.
 */
final class OutFolder implements AutoCloseable {

    private static final String INNER = ".steelyard";
    private static final String SEAL = "outputs.seal";

    private final Path out;
    private final boolean wasThere;
    private final boolean innerWasThere;
    private final FileChannel lockFile;
    private final FileLock lock;

    private OutFolder(Path out, boolean wasThere, boolean innerWasThere, FileChannel lockFile, FileLock lock) {
        this.out = out;
        this.wasThere = wasThere;
        this.innerWasThere = innerWasThere;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    static OutFolder open(Path out) throws IOException {
        if (Files.exists(out) && !Files.isDirectory(out)) {
            throw SteelyardException.of(
                    AppError.OUT_NOT_OURS,
                    Place.file(out.getFileName().toString()),
                    Text.of("输出位置是一个文件，应为文件夹。", "The output place is a file; it must be a folder."),
                    Text.of("用 --out 指定一个文件夹。", "Name a folder with --out."));
        }
        boolean wasThere = Files.exists(out);
        Path inner = out.resolve(INNER);
        boolean innerWasThere = Files.exists(inner);
        makeFolders(inner, out);
        FileChannel channel =
                FileChannel.open(inner.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock lock = tryLock(channel);
        if (lock == null) {
            channel.close();
            throw SteelyardException.of(
                    AppError.OUT_IN_USE,
                    Place.file(out.getFileName().toString()),
                    Text.of("另一个运行正在写这个输出文件夹。", "Another run is writing into this output folder."),
                    Text.of("等它结束，或用 --out 指定别的文件夹。", "Wait for it to end, or name another folder with --out."));
        }
        return new OutFolder(out, wasThere, innerWasThere, channel, lock);
    }

    private static void makeFolders(Path inner, Path out) throws IOException {
        for (Path above = out.toAbsolutePath().normalize(); above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw SteelyardException.of(
                        AppError.OUT_NOT_OURS,
                        Place.file(String.valueOf(above.getFileName())),
                        Text.of(
                                "输出位置的上级是一个文件，不能在其中建立文件夹。",
                                "A file stands where a folder above the output place should be."),
                        Text.of("用 --out 指定一个文件夹。", "Name a folder with --out."));
            }
        }
        Files.createDirectories(inner);
    }

    private static @org.jspecify.annotations.Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    Path path() {
        return out;
    }

    Path steps() {
        return out.resolve(INNER).resolve("steps");
    }

    /** Where raw tables lie: pseudonyms in them, and never part of the results. */
    Path raw() {
        return out.resolve(INNER).resolve("raw");
    }

    /** An empty folder to prepare the outputs in. */
    Path workshop() throws IOException {
        Path workshop = out.resolve(INNER).resolve("new");
        delete(workshop);
        return Files.createDirectories(workshop);
    }

    /** Whether the files of the last run with this key are all there, byte for byte. */
    boolean holds(String key) throws IOException {
        Path seal = out.resolve(INNER).resolve(SEAL);
        if (!Files.exists(seal)) {
            return false;
        }
        List<String> lines = Files.readAllLines(seal);
        if (lines.isEmpty() || !lines.getFirst().equals(key)) {
            return false;
        }
        for (String line : lines.subList(1, lines.size())) {
            String[] parts = line.split("  ", 2);
            Path file = out.resolve(parts[1]);
            if (!Files.isRegularFile(file) || !Digest.ofFile(file).hex().equals(parts[0])) {
                return false;
            }
        }
        return true;
    }

    /** Moves everything from the workshop to its place, the results file last, and seals it. */
    void publish(Path workshop, String key) throws IOException {
        withdraw();
        Map<String, String> sealed = new LinkedHashMap<>();
        for (Path file : files(workshop)) {
            String name = workshop.relativize(file).toString();
            sealed.put(name, Digest.ofFile(file).hex());
            Path target = out.resolve(name);
            if (target.getParent() != null) {
                Files.createDirectories(target.getParent());
            }
            Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        StringBuilder text = new StringBuilder(key + "\n");
        sealed.forEach(
                (name, digest) -> text.append(digest).append("  ").append(name).append('\n'));
        StepStore.writeWhole(out.resolve(INNER).resolve(SEAL), text.toString());
        delete(workshop);
    }

    /** Keeps what the results were made on, beside them. */
    void remember(String machine) throws IOException {
        StepStore.writeWhole(out.resolve(INNER).resolve("machine.tsv"), machine);
    }

    /** Takes away what an earlier run left, so that no file of it can be taken for one of this run. */
    private void withdraw() throws IOException {
        Path seal = out.resolve(INNER).resolve(SEAL);
        if (!Files.exists(seal)) {
            return;
        }
        List<String> lines = Files.readAllLines(seal);
        Files.delete(seal);
        for (String line :
                lines.subList(Math.min(1, lines.size()), lines.size()).reversed()) {
            Files.deleteIfExists(out.resolve(line.split("  ", 2)[1]));
        }
    }

    /** Leaves the folder as it was found, but for results that were there before. */
    void undo(StepStore store) throws IOException {
        store.forget();
        delete(out.resolve(INNER).resolve("new"));
        if (!innerWasThere) {
            close();
            delete(out.resolve(INNER));
            if (!wasThere) {
                Files.deleteIfExists(out);
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (lock.isValid()) {
            lock.release();
        }
        lockFile.close();
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> files = new ArrayList<>(all.filter(Files::isRegularFile).toList());
            files.sort(Comparator.comparing((Path file) -> file.endsWith("results.json") || file.endsWith("model.json"))
                    .thenComparing(Path::toString));
            return files;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
