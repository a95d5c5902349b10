package org.steelyard.data.standard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** The folder of a store appears whole or not at all, and never in the place of something else. */
final class StoreFolder {

    private StoreFolder() {}

    /** @param maker fills a folder; its sub-folder {@code work} is for what is needed meanwhile */
    static void replace(Path out, Consumer<Path> maker) {
        replace(out, folder -> Files.exists(folder.resolve(StandardStore.MANIFEST)), maker);
    }

    /** @param ours whether a folder that is there is one that may be replaced */
    static void replace(Path out, Predicate<Path> ours, Consumer<Path> maker) {
        Path target = out.toAbsolutePath().normalize();
        Path name = target.getFileName();
        refuseForeign(target, ours);
        Path part = target.resolveSibling("." + name + ".part");
        try {
            delete(part);
            Files.createDirectories(part.resolve("work"));
            try {
                maker.accept(part);
                delete(part.resolve("work"));
                delete(target);
                Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A folder that holds anything but a store is not touched. */
    private static void refuseForeign(Path target, Predicate<Path> ours) {
        if (!Files.exists(target)) {
            return;
        }
        try (Stream<Path> files = Files.list(target)) {
            if (!ours.test(target) && files.findAny().isPresent()) {
                throw SteelyardException.of(
                        StandardError.OUT_NOT_A_STORE,
                        Place.file(String.valueOf(target.getFileName())),
                        Text.of("输出文件夹里有别的内容，不会覆盖。", "The output folder holds something else; it is left alone."),
                        Text.of("换一个空文件夹。", "Name an empty folder."));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
