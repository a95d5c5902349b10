package org.steelyard.data.raw.internal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipException;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * The bytes of a text, wherever they lie: in a plain file, a gzip file, or a member of a zip archive. Can be opened again and
 * again; {@link #fraction} tells how far the latest reading is.
 */
final class Content {

    /** As messages call it. */
    private final String name;

    private final Path file;
    private final String member;
    private final Limits limits;
    private final long size;
    private final AtomicLong taken = new AtomicLong();

    /** @param member of a zip archive; empty for anything else */
    Content(String name, Path file, String member, Limits limits) throws IOException {
        this.name = name;
        this.file = file;
        this.member = member;
        this.limits = limits;
        size = member.isEmpty() ? java.nio.file.Files.size(file) : ZipMembers.size(file, member);
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    boolean isGzip() {
        return member.isEmpty() && Files.isGzip(name);
    }

    /** A plain file or a gzip file: something that the engine can open itself. */
    boolean isMember() {
        return !member.isEmpty();
    }

    /** Between 0 and 1. */
    double fraction() {
        return size == 0 ? 1 : Math.min(1, taken.get() / (double) size);
    }

    InputStream open() throws IOException {
        taken.set(0);
        if (!member.isEmpty()) {
            return new Guarded(ZipMembers.open(file, member, taken), name, taken::get, limits);
        }
        InputStream raw =
                new Counted(new BufferedInputStream(java.nio.file.Files.newInputStream(file), 1 << 16), taken);
        return isGzip() ? new Guarded(gzip(raw), name, taken::get, limits) : raw;
    }

    private InputStream gzip(InputStream raw) throws IOException {
        raw.mark(4);
        boolean magic = raw.read() == 0x1f && raw.read() == 0x8b;
        if (!magic) {
            raw.close();
            throw Files.wrongContent(name, Text.of("不是 gzip 压缩文件", "it is not a gzip file"));
        }
        raw.reset();
        taken.set(0);
        try {
            return new GzipCompressorInputStream(raw, true);
        } catch (IOException e) {
            raw.close();
            throw Files.damaged(name);
        }
    }

    /** What an error while reading means: a damaged archive says so in many ways. */
    SteelyardException failure(IOException e) {
        boolean packed = isGzip() || isMember();
        return packed || e instanceof ZipException || e instanceof EOFException
                ? Files.damaged(name)
                : Files.unreadable(name);
    }

    /** Counts bytes as they are taken. */
    static final class Counted extends FilterInputStream {

        private final AtomicLong taken;

        Counted(InputStream in, AtomicLong taken) {
            super(in);
            this.taken = taken;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            taken.addAndGet(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] out, int offset, int length) throws IOException {
            int n = super.read(out, offset, length);
            taken.addAndGet(Math.max(n, 0));
            return n;
        }
    }
}
