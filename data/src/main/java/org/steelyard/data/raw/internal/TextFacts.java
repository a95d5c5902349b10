package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.steelyard.data.ReadOptions;
import org.steelyard.data.internal.Delimiters;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * What one look at the bytes tells of a text: its encoding and its delimiter.
 *
 * @param mark bytes of the byte-order mark
 */
record TextFacts(Content content, Charset charset, String label, int mark, char delimiter) {

    private static final int HEAD = 1 << 16;
    private static final Charset GB18030 = Charset.forName("GB18030");

    private record Found(Charset charset, String label, int mark) {}

    static TextFacts of(Content content, ReadOptions options) throws IOException {
        EncodingScan scan = new EncodingScan();
        byte[] head = scan(content, scan);
        Found found = options.charset()
                .map(c -> new Found(c, c.name(), markOf(head, c)))
                .orElseGet(() -> find(content.name(), head, scan));
        char[] start = decode(head, found);
        char delimiter = options.delimiter().orElseGet(() -> Delimiters.find(start, start.length, content.name()));
        return new TextFacts(content, found.charset(), found.label(), found.mark(), delimiter);
    }

    /** The text as UTF-8, from behind the mark. */
    InputStream open() throws IOException {
        InputStream in = content.open();
        in.skipNBytes(mark);
        return isUtf8() ? in : new Utf8Stream(in, charset);
    }

    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    String name() {
        return content.name();
    }

    SteelyardException failure(IOException e) {
        return content.failure(e);
    }

    private static byte[] scan(Content content, EncodingScan scan) throws IOException {
        byte[] buffer = new byte[1 << 18];
        byte[] head = new byte[0];
        try (InputStream in = content.open()) {
            for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
                if (head.length == 0) {
                    head = Arrays.copyOf(buffer, Math.min(n, HEAD));
                    refuseForeign(head, content.name());
                }
                scan.accept(buffer, n);
                if (scan.zero()) {
                    // Either UTF-16, which its mark tells, or no text, which the reader says with row and column.
                    return head;
                }
            }
        } catch (IOException e) {
            throw content.failure(e);
        }
        scan.finish();
        if (head.length == 0) {
            throw Files.empty(content.name());
        }
        return head;
    }

    static void refuseForeign(byte[] head, String name) {
        if (starts(head, 'P', 'K', 3, 4)) {
            throw Files.wrongContent(name, Text.of("是 zip 或 Excel（.xlsx）文件", "it is a zip or an Excel (.xlsx) file"));
        }
        if (starts(head, 0xd0, 0xcf, 0x11, 0xe0)) {
            throw Files.wrongContent(name, Text.of("是旧版 Excel（.xls）文件", "it is an old Excel (.xls) file"));
        }
        if (starts(head, 'P', 'A', 'R', '1')) {
            throw Files.wrongContent(name, Text.of("是 Parquet 文件", "it is a Parquet file"));
        }
        if (starts(head, 0x1f, 0x8b)) {
            throw Files.wrongContent(name, Text.of("是 gzip 压缩文件", "it is a gzip file"));
        }
        if (starts(head, '%', 'P', 'D', 'F')) {
            throw Files.wrongContent(name, Text.of("是 PDF 文件", "it is a PDF file"));
        }
    }

    private static Found find(String name, byte[] head, EncodingScan scan) {
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
        if (scan.isMixed()) {
            throw SteelyardException.of(
                    RawError.MIXED_ENCODING,
                    Place.of(name, scan.firstChange(), ""),
                    Text.of(
                            "一个文件里混有 UTF-8 与其他编码（如 GBK）；此行起编码不同",
                            "UTF-8 and another encoding (such as GBK) are mixed in one file; it changes at this row"),
                    Text.of("按来源分成几个文件，或统一转成 UTF-8", "split it by origin, or turn all of it into UTF-8"));
        }
        boolean utf8 = scan.isUtf8() || scan.isDamagedUtf8() || scan.zero();
        return utf8 ? new Found(StandardCharsets.UTF_8, "UTF-8", 0) : new Found(GB18030, "GB18030", 0);
    }

    private static int markOf(byte[] head, Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return starts(head, 0xef, 0xbb, 0xbf) ? 3 : 0;
        }
        if (charset.equals(GB18030)) {
            return starts(head, 0x84, 0x31, 0x95, 0x33) ? 4 : 0;
        }
        return starts(head, 0xff, 0xfe) || starts(head, 0xfe, 0xff) ? 2 : 0;
    }

    /** Good enough to see delimiters. */
    private static char[] decode(byte[] head, Found found) {
        CharBuffer chars = CharBuffer.allocate(head.length + 1);
        found.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(head, found.mark(), head.length - found.mark()), chars, false);
        return Arrays.copyOf(chars.array(), chars.position());
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
