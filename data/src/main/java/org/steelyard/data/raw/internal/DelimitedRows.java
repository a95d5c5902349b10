package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.data.DataError;
import org.steelyard.data.internal.Cell;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.RowFindings;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Delimited text by RFC 4180, as bytes of UTF-8: every character that has a meaning is ASCII, so that nothing needs to be
 * decoded. A field in double quotes may hold delimiters, line breaks and, doubled, quotes; a quote inside a field that does
 * not begin with one is an ordinary character. Lines end with LF, CRLF or CR. Nothing is trimmed. A cell is null when it is
 * empty and not quoted.
 *
 * <p>Cells lie in the read buffer itself. Only the buffer's size bounds a row; it grows up to {@link #LONGEST_ROW}.
 */
final class DelimitedRows implements RowCursor {

    static final int LONGEST_ROW = 64 << 20;

    private static final int END = -1;
    private static final int REPORTED_BLANKS = 21;

    private final Text unwanted;
    private final TextFacts facts;
    private final Limits limits;
    private final InputStream in;
    private final byte delimiter;
    private final boolean[] stops = new boolean[256];
    private final RowFindings findings = new RowFindings();
    private final List<Long> blanks = new ArrayList<>();
    private long blankCount;
    private byte[] buffer = new byte[1 << 18];
    private int base;
    private int position;
    private int limit;
    private boolean ended;
    private int fieldStart;
    private int written;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] quoted = new boolean[64];
    private int fields;
    private boolean wide;
    private long record;
    private List<RawColumn> columns = List.of();

    private boolean oddForm;
    private boolean sawReturn;
    private boolean sawPlainFeed;
    private int longestRow;

    private DelimitedRows(TextFacts facts, Limits limits, InputStream in, char delimiter) {
        this.facts = facts;
        this.limits = limits;
        this.in = in;
        this.delimiter = (byte) delimiter;
        for (int c = 0; c < 32; c++) {
            stops[c] = c != '\t';
        }
        stops[127] = true;
        stops[delimiter] = true;
        unwanted = Text.of("在原软件中清除后重新导出", "clear it in the original program and export again");
    }

    static DelimitedRows open(TextFacts facts, Limits limits) throws IOException {
        InputStream in = facts.open();
        DelimitedRows rows = new DelimitedRows(facts, limits, in, facts.delimiter());
        try {
            rows.readHeader();
            return rows;
        } catch (SteelyardException e) {
            rows.close();
            throw e;
        }
    }

    private void readHeader() {
        if (!readRecord()) {
            throw Files.empty(facts.name());
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < Math.min(fields, limits.columns() + 1); i++) {
            names.add(Cell.trim(new String(buffer, from(i), to(i) - from(i), StandardCharsets.UTF_8)));
        }
        Headers.check(names, facts.name(), limits);
        columns = names.stream().map(n -> new RawColumn(n, "VARCHAR")).toList();
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        while (readRecord()) {
            if (isBlank()) {
                blankCount++;
                oddForm = true;
                if (blanks.size() < REPORTED_BLANKS) {
                    blanks.add(record);
                }
                continue;
            }
            blanksAmid();
            if (fields == columns.size()) {
                return true;
            }
            findings.add(DataError.RAGGED_ROW, record);
        }
        return false;
    }

    private void blanksAmid() {
        if (blankCount > 0) {
            blanks.forEach(row -> findings.add(DataError.BLANK_ROW, row));
            blanks.clear();
            blankCount = 0;
        }
    }

    /** With one column an empty line is an empty cell. */
    private boolean isBlank() {
        if (columns.size() == 1) {
            return false;
        }
        for (int f = 0; f < fields; f++) {
            for (int i = starts[f]; i < ends[f]; i++) {
                if (buffer[i] < 0 || buffer[i] > ' ') {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public long row() {
        return record;
    }

    @Override
    public boolean isNull(int column) {
        return starts[column] == ends[column] && !quoted[column];
    }

    @Override
    public byte[] bytes() {
        return buffer;
    }

    @Override
    public int from(int column) {
        return starts[column];
    }

    @Override
    public int to(int column) {
        return ends[column];
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public long trailing() {
        return blankCount;
    }

    /**
     * Whether the engine's own reader certainly sees the same cells: one kind of line end, no line break inside a cell, no
     * quotes but around whole cells, no empty rows, rows of ordinary length.
     */
    boolean isPlain(int longest) {
        return !oddForm && !(sawReturn && sawPlainFeed) && longestRow <= longest && columns.size() > 1;
    }

    private boolean readRecord() {
        base = position;
        fields = 0;
        record++;
        if (peek() == END) {
            record--;
            return false;
        }
        while (true) {
            wide = false;
            boolean inQuotes = peek() == '"';
            if (inQuotes) {
                quoted();
            } else {
                plain();
            }
            endField(inQuotes);
            int c = take();
            if (c != delimiter) {
                lineEnd(c);
                longestRow = Math.max(longestRow, position - base);
                return true;
            }
        }
    }

    private void lineEnd(int c) {
        if (c == '\n') {
            sawPlainFeed = true;
        } else if (c == '\r' && peek() == '\n') {
            sawReturn = true;
            position++;
        } else if (c == '\r') {
            oddForm = true;
        }
    }

    /** Up to the next delimiter or line end. */
    private void plain() {
        fieldStart = position;
        while (peek() != END) {
            byte[] b = buffer;
            int at = position;
            int or = 0;
            boolean inner = false;
            while (at < limit && !stops[b[at] & 0xff]) {
                or |= b[at];
                inner |= b[at] == '"';
                at++;
            }
            position = at;
            wide |= or < 0;
            oddForm |= inner;
            refuseLong(position - fieldStart);
            if (at < limit) {
                refuseControl(b[at]);
                break;
            }
        }
        written = position;
    }

    private void quoted() {
        position++;
        fieldStart = position;
        written = position;
        while (true) {
            int c = take();
            if (c == END || written - fieldStart > limits.fieldBytes()) {
                throw at(
                        DataError.UNCLOSED_QUOTE,
                        Text.of("双引号没有结束", "a double quote is not closed"),
                        Text.of("补上结束的双引号；文本内的双引号须写两次", "close it; a quote inside a text is written twice"));
            }
            if (c == '"') {
                if (peek() != '"') {
                    break;
                }
                position++;
            } else if (c == '\n' || c == '\r') {
                oddForm = true;
            } else if (c != (delimiter & 0xff) && stops[c]) {
                refuseControl((byte) c);
            }
            wide |= c > 127;
            buffer[written++] = (byte) c;
        }
        int after = peek();
        if (after != END && after != delimiter && after != '\n' && after != '\r') {
            throw at(
                    DataError.BAD_QUOTE,
                    Text.of("结束的双引号之后还有文字", "there is text after a closing double quote"),
                    Text.of("文本内的双引号须写两次", "write a quote inside a text twice"));
        }
    }

    private void refuseLong(int length) {
        if (length > limits.fieldBytes()) {
            throw at(
                    DataError.FIELD_TOO_LONG,
                    Text.of(
                            "字段超过 " + limits.fieldBytes() + " 字节",
                            "a field is longer than " + limits.fieldBytes() + " bytes"),
                    Text.of("检查分隔符与换行符，确认它是表格", "check delimiters and line ends: is it a table?"));
        }
    }

    private void refuseControl(byte b) {
        if (b != delimiter && b != '\n' && b != '\r') {
            throw at(
                    RawError.CONTROL_CHARACTER,
                    Text.of("含有控制字符（二进制内容？）", "there is a control character (binary content?)"),
                    unwanted);
        }
    }

    private void endField(boolean inQuotes) {
        if (fields == ends.length) {
            int size = ends.length * 2;
            starts = Arrays.copyOf(starts, size);
            ends = Arrays.copyOf(ends, size);
            quoted = Arrays.copyOf(quoted, size);
        }
        if (fields > limits.columns()) {
            // The row is ragged or the header too wide, which is said when the row is complete.
            return;
        }
        starts[fields] = fieldStart;
        ends[fields] = written;
        quoted[fields] = inQuotes;
        if (wide) {
            checkWide();
        }
        fields++;
    }

    private void checkWide() {
        if (!Utf8.isValid(buffer, fieldStart, written)) {
            throw badEncoding();
        }
        for (int i = fieldStart; i + 2 < written; i++) {
            if (buffer[i] == (byte) 0xef && buffer[i + 1] == (byte) 0xbb && buffer[i + 2] == (byte) 0xbf) {
                throw at(
                        RawError.STRAY_MARK,
                        Text.of(
                                "数据中间有字节顺序标记（BOM），像是几个文件首尾相接",
                                "a byte-order mark stands amid the data, as if files had been put end to end"),
                        Text.of(
                                "分别提供各文件，或删去标记与重复的表头",
                                "give the files one by one, or delete mark and repeated header"));
            }
        }
    }

    private SteelyardException badEncoding() {
        return at(
                DataError.BAD_ENCODING,
                Text.of(
                        "此处有不符合编码 " + facts.label() + " 的字节；允许 UTF-8（可带 BOM）与 GB18030/GBK",
                        "here are bytes that are not " + facts.label()
                                + "; UTF-8 (with or without mark) and GB18030/GBK are allowed"),
                Text.of("在原软件中另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"));
    }

    private SteelyardException at(ErrorCode error, Text message, Text remedy) {
        String column = fields < columns.size() ? columns.get(fields).name() : "#" + (fields + 1);
        return SteelyardException.of(error, Place.of(facts.name(), Math.max(record, 1), column), message, remedy);
    }

    private int peek() {
        if (position == limit && !fill()) {
            return END;
        }
        return buffer[position] & 0xff;
    }

    private int take() {
        int c = peek();
        position += c == END ? 0 : 1;
        return c;
    }

    /** Moves the row so far to the front of the buffer and reads on behind it. */
    private boolean fill() {
        if (ended) {
            return false;
        }
        try {
            makeRoom();
            int n = in.read(buffer, limit, buffer.length - limit);
            ended = n < 0;
            limit += Math.max(n, 0);
            return n > 0 || !ended && fill();
        } catch (CharacterCodingException e) {
            throw badEncoding();
        } catch (IOException e) {
            throw facts.failure(e);
        }
    }

    private void makeRoom() {
        int shift = base;
        if (shift > 0) {
            System.arraycopy(buffer, shift, buffer, 0, limit - shift);
            base = 0;
            position -= shift;
            limit -= shift;
            fieldStart -= shift;
            written -= shift;
            for (int i = 0; i < fields; i++) {
                starts[i] -= shift;
                ends[i] -= shift;
            }
        }
        if (limit == buffer.length) {
            if (buffer.length >= LONGEST_ROW) {
                throw at(
                        RawError.ROW_TOO_LONG,
                        Text.of("一行超过 64 MiB", "a row is longer than 64 MiB"),
                        Text.of("检查换行符与引号，确认它是表格", "check line ends and quotes: is it a table?"));
            }
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw facts.failure(e);
        }
    }
}
