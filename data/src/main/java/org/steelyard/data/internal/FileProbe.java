package org.steelyard.data.internal;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Looks once through the bytes of a text file: which encoding, and is it text at all?
 *
 * <p>A byte-order mark decides. Without one, bytes that are UTF-8 throughout are UTF-8. Otherwise the file is taken for
 * GB18030 (which contains GBK and GB 2312), unless most of its multi-byte sequences are good UTF-8: then it is a UTF-8 file
 * with damaged bytes, and reading it as GB18030 would give wrong characters without an error.
 */
record FileProbe(Digest sha256, long bytes, Charset charset, String label, int mark) {

    private static final Charset GB18030 = Charset.forName("GB18030");

    static FileProbe of(Files.Resolved file, Optional<Charset> declared) throws IOException {
        Digest digest = Digest.ofFile(file.path());
        long size = java.nio.file.Files.size(file.path());
        Utf8Scan scan = new Utf8Scan();
        byte[] head = scan(file, scan);
        Found found =
                declared.map(c -> new Found(c, c.name(), markLength(head, c))).orElseGet(() -> find(head, scan));
        boolean wide = found.charset().name().startsWith("UTF-16");
        if (scan.zeros() && !wide) {
            throw Files.wrongContent(
                    file.name(),
                    Text.of("含有二进制内容（第 " + scan.zeroRow() + " 行）", "binary content (row " + scan.zeroRow() + ")"));
        }
        return new FileProbe(digest, size, found.charset(), found.label(), found.mark());
    }

    static InputStream stream(Files.Resolved file) throws IOException {
        InputStream raw = new BufferedInputStream(java.nio.file.Files.newInputStream(file.path()), 1 << 16);
        if (!Files.isGzip(file.name())) {
            return raw;
        }
        try {
            return new GZIPInputStream(raw, 1 << 16);
        } catch (ZipException | EOFException e) {
            raw.close();
            throw Files.wrongContent(file.name(), Text.of("不是 gzip 压缩文件", "it is not a gzip file"));
        }
    }

    private record Found(Charset charset, String label, int mark) {}

    private static byte[] scan(Files.Resolved file, Utf8Scan scan) throws IOException {
        byte[] buffer = new byte[1 << 16];
        byte[] head = new byte[0];
        try (InputStream in = stream(file)) {
            for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
                if (head.length == 0) {
                    head = java.util.Arrays.copyOf(buffer, Math.min(n, 8));
                    refuseForeign(head, file.name());
                }
                scan.accept(buffer, n);
                if (scan.zeros() && !starts(head, 0xff, 0xfe) && !starts(head, 0xfe, 0xff)) {
                    // Enough is known, and what follows may be gigabytes of zeros.
                    return head;
                }
            }
        } catch (ZipException | EOFException e) {
            throw Files.damaged(file.name());
        }
        scan.finish();
        if (head.length == 0) {
            throw Files.empty(file.name());
        }
        return head;
    }

    private static void refuseForeign(byte[] head, String name) {
        if (starts(head, 'P', 'K', 3, 4)) {
            throw refuse(name, "是 zip 或 Excel（.xlsx）文件", "it is a zip or an Excel (.xlsx) file");
        }
        if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw refuse(name, "是旧版 Excel（.xls）文件", "it is an old Excel (.xls) file");
        }
        if (starts(head, 'P', 'A', 'R', '1')) {
            throw refuse(name, "是 Parquet 文件", "it is a Parquet file");
        }
        if (starts(head, 0x1f, 0x8b)) {
            throw refuse(name, "是 gzip 压缩文件", "it is a gzip file");
        }
    }

    private static SteelyardException refuse(String name, String zh, String en) {
        return Files.wrongContent(name, Text.of(zh, en));
    }

    private static Found find(byte[] head, Utf8Scan scan) {
        if (starts(head, 0xef, 0xbb, 0xbf)) {
            return new Found(StandardCharsets.UTF_8, "UTF-8 (BOM)", 3);
        }
        if (starts(head, 0xff, 0xfe)) {
            return new Found(StandardCharsets.UTF_16LE, "UTF-16LE (BOM)", 2);
        }
        if (starts(head, 0xfe, 0xff)) {
            return new Found(StandardCharsets.UTF_16BE, "UTF-16BE (BOM)", 2);
        }
        if (starts(head, 0x84, 0x31, 0x95, 0x33)) {
            return new Found(GB18030, "GB18030 (BOM)", 4);
        }
        boolean utf8 = scan.invalid() == 0 || scan.longSequences() > scan.invalid();
        return utf8 ? new Found(StandardCharsets.UTF_8, "UTF-8", 0) : new Found(GB18030, "GB18030", 0);
    }

    private static int markLength(byte[] head, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return starts(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
        }
        if (charset.equals(GB18030)) {
            return starts(head, 0x84, 0x31, 0x95, 0x33) ? 4 : 0;
        }
        return starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff) ? 2 : 0;
    }

    private static boolean starts(byte[] head, int... bytes) {
        if (head.length < bytes.length) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if ((head[i] & 0xff) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
