package org.steelyard.data.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.dhatim.fastexcel.Workbook;

/** Makes the bytes of files, good and bad. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] of(int... bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            out[i] = (byte) bytes[i];
        }
        return out;
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] cut(byte[] bytes, int off) {
        return Arrays.copyOf(bytes, Math.max(0, bytes.length - off));
    }

    static byte[] half(byte[] bytes) {
        return Arrays.copyOf(bytes, bytes.length / 2);
    }

    static byte[] flipped(byte[] bytes, int at) {
        byte[] out = bytes.clone();
        out[at] ^= 0x55;
        return out;
    }

    interface Writing {
        void to(OutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** A copy of an archive that lacks one of its entries. */
    static byte[] without(Path archive, String entry) {
        return written(out -> {
            try (ZipFile in = new ZipFile(archive.toFile());
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                for (ZipEntry each : Collections.list(in.entries())) {
                    if (!each.getName().equals(entry)) {
                        zip.putNextEntry(new ZipEntry(each.getName()));
                        in.getInputStream(each).transferTo(zip);
                        zip.closeEntry();
                    }
                }
            }
        });
    }

    static byte[] gzip(Writing content) {
        return written(out -> {
            try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
                content.to(gzip);
            }
        });
    }

    static byte[] gzip(byte[] bytes) {
        return gzip(out -> out.write(bytes));
    }

    /** Names and contents in turn. */
    static byte[] zip(Object... members) {
        return written(out -> {
            try (ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8)) {
                for (int i = 0; i < members.length; i += 2) {
                    zip.putNextEntry(new ZipEntry((String) members[i]));
                    if (members[i + 1] instanceof Writing w) {
                        w.to(zip);
                    } else {
                        zip.write((byte[]) members[i + 1]);
                    }
                    zip.closeEntry();
                }
            }
        });
    }

    /** The archive with the encryption bit of every member set. */
    static byte[] encrypted(byte[] zip) {
        byte[] out = zip.clone();
        for (int i = 0; i + 10 < out.length; i++) {
            if (out[i] == 'P' && out[i + 1] == 'K' && out[i + 2] == 3 && out[i + 3] == 4) {
                out[i + 6] |= 1;
            } else if (out[i] == 'P' && out[i + 1] == 'K' && out[i + 2] == 1 && out[i + 3] == 2) {
                out[i + 8] |= 1;
            }
        }
        return out;
    }

    /** The archive, claiming another unpacked size for every member. */
    static byte[] claiming(byte[] zip, int size) {
        byte[] out = zip.clone();
        ByteBuffer b = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i + 30 < out.length; i++) {
            if (out[i] == 'P' && out[i + 1] == 'K' && out[i + 2] == 1 && out[i + 3] == 2) {
                b.putInt(i + 24, size);
            }
        }
        return out;
    }

    static byte[] workbook(Consumer<Workbook> fill) {
        return written(out -> {
            try (Workbook book = new Workbook(out, "steelyard", "1.0")) {
                fill.accept(book);
            }
        });
    }

    static byte[] parquet(String query) {
        try {
            Path file = Files.createTempFile("steelyard", ".parquet");
            try {
                Raw.duckdb("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
                return Files.readAllBytes(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
