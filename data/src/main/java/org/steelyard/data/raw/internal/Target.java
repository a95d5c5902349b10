package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** A file that appears when it is whole: it is written under another name, forced to disk and renamed. */
final class Target implements AutoCloseable {

    private final Path file;
    private final Path part;

    Target(Path file) {
        this.file = file;
        part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw notWritten();
        }
    }

    Path part() {
        return part;
    }

    void commit() {
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            move();
        } catch (IOException e) {
            throw notWritten();
        }
    }

    private void move() throws IOException {
        try {
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    SteelyardException notWritten() {
        return notWritten(file);
    }

    static SteelyardException notWritten(Path file) {
        return SteelyardException.of(
                RawError.TARGET_NOT_WRITTEN,
                Place.file(String.valueOf(file.getFileName())),
                Text.of("无法写入目标文件", "the target file cannot be written"),
                Text.of("核对目标文件夹的权限与剩余空间", "check the target folder's rights and the space left"));
    }

    /** Takes away what was not committed. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(part);
        } catch (IOException e) {
            throw notWritten();
        }
    }
}
