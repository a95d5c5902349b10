package org.steelyard.data.internal;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.steelyard.data.DataError;
import org.steelyard.data.ReadOptions;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * Delimited text by RFC 4180: a field in double quotes may hold delimiters, line breaks and, doubled, quotes. A quote
 * inside a field that does not begin with one is an ordinary character. Lines end with LF, CRLF or CR. One record is in
 * memory at a time.
 */
final class CsvReader implements CellReader {

    /** A longer field is a quote that somebody forgot to close, or not a table. */
    private static final int LONGEST_FIELD = 1_000_000;

    private static final int END = -1;

    private final Files.Resolved file;
    private final FileProbe probe;
    private final StrictReader in;
    private final RowFindings findings = new RowFindings();
    private final List<Long> blanks = new ArrayList<>();
    private char[] buffer = new char[1 << 16];
    private int position;
    private int limit;
    private char delimiter = ',';
    private char[] text = new char[1 << 12];
    private int length;
    private int[] ends = new int[64];
    private int fields;
    private long record;
    private List<String> header = List.of();
    private int[] selected = new int[0];

    private CsvReader(Files.Resolved file, FileProbe probe, StrictReader in) {
        this.file = file;
        this.probe = probe;
        this.in = in;
    }

    static CsvReader open(Files.Resolved file, ReadOptions options) throws IOException {
        FileProbe probe = FileProbe.of(file, options.charset());
        InputStream bytes = FileProbe.stream(file);
        bytes.skipNBytes(probe.mark());
        CsvReader reader = new CsvReader(file, probe, new StrictReader(bytes, probe.charset()));
        try {
            reader.start(options);
            return reader;
        } catch (SteelyardException e) {
            reader.close();
            throw e;
        }
    }

    private void start(ReadOptions options) {
        record = 1;
        fill();
        char[] head = Arrays.copyOf(buffer, limit);
        delimiter = options.delimiter().orElseGet(() -> Delimiters.find(head, head.length, file.name()));
        record = 0;
        if (!readRecord()) {
            throw Files.empty(file.name());
        }
        List<String> names = new ArrayList<>();
        Cell cell = new Cell();
        for (int i = 0; i < fields; i++) {
            cell.text(text, i == 0 ? 0 : ends[i - 1], ends[i]);
            names.add(cell.string());
        }
        header = List.copyOf(names);
    }

    @Override
    public List<String> header() {
        return header;
    }

    @Override
    public void select(List<Selection> columns) {
        selected = columns.stream().mapToInt(Selection::column).toArray();
    }

    @Override
    public boolean next() {
        while (readRecord()) {
            if (isBlank()) {
                blanks.add(record);
            } else {
                blanks.forEach(row -> findings.add(DataError.BLANK_ROW, row));
                blanks.clear();
                if (fields == header.size()) {
                    return true;
                }
                findings.add(DataError.RAGGED_ROW, record);
            }
        }
        return false;
    }

    /** With one column an empty line is an empty value, and the dictionary says what that means. */
    private boolean isBlank() {
        if (header.size() == 1) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!Cell.isSpace(text[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public long row() {
        return record;
    }

    @Override
    public void read(int column, Cell cell) {
        int i = selected[column];
        cell.text(text, i == 0 ? 0 : ends[i - 1], ends[i]);
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public Facts facts() {
        return new Facts(
                Files.isGzip(file.name()) ? "csv.gz" : "csv",
                probe.sha256(),
                probe.bytes(),
                Optional.of(probe.label()),
                Optional.of(Delimiters.name(delimiter)),
                Optional.empty());
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }

    private boolean readRecord() {
        fields = 0;
        length = 0;
        record++;
        if (peek() == END) {
            record--;
            return false;
        }
        while (true) {
            if (peek() == '"') {
                quoted();
            } else {
                plain();
            }
            endField();
            int c = take();
            if (c != delimiter) {
                if (c == '\r' && peek() == '\n') {
                    position++;
                }
                return true;
            }
        }
    }

    /** Up to the next delimiter or line end, straight from the buffer. */
    private void plain() {
        int start = length;
        while (peek() != END) {
            int from = position;
            while (position < limit && !ends(buffer[position])) {
                position++;
            }
            append(from, position - from);
            if (length - start > LONGEST_FIELD) {
                throw at(
                        DataError.FIELD_TOO_LONG,
                        Text.of("字段超过 100 万个字符", "a field is longer than a million characters"),
                        Text.of("检查分隔符与换行符，确认它是表格", "check delimiters and line ends: is it a table?"));
            }
            if (position < limit) {
                return;
            }
        }
    }

    private boolean ends(char c) {
        return c == delimiter || c == '\n' || c == '\r';
    }

    private void append(int from, int count) {
        if (length + count > text.length) {
            text = Arrays.copyOf(text, Math.max(text.length * 2, length + count));
        }
        System.arraycopy(buffer, from, text, length, count);
        length += count;
    }

    private void append(char c) {
        if (length == text.length) {
            text = Arrays.copyOf(text, text.length * 2);
        }
        text[length++] = c;
    }

    private void quoted() {
        int start = length;
        position++;
        while (true) {
            int c = take();
            if (c == END || length - start > LONGEST_FIELD) {
                throw at(
                        DataError.UNCLOSED_QUOTE,
                        Text.of("双引号没有结束", "a double quote is not closed"),
                        Text.of("补上结束的双引号；文本内的双引号须写两次", "close it; a quote inside a text is written twice"));
            }
            if (c != '"') {
                append((char) c);
            } else if (peek() == '"') {
                append('"');
                position++;
            } else {
                break;
            }
        }
        int after = peek();
        if (after != END && !ends((char) after)) {
            throw at(
                    DataError.BAD_QUOTE,
                    Text.of("结束的双引号之后还有文字", "there is text after a closing double quote"),
                    Text.of("文本内的双引号须写两次", "write a quote inside a text twice"));
        }
    }

    private void endField() {
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, ends.length * 2);
        }
        ends[fields++] = length;
    }

    private SteelyardException at(DataError error, Text message, Text remedy) {
        String column = fields < header.size() ? header.get(fields) : "";
        return SteelyardException.of(error, Place.of(file.name(), Math.max(record, 1), column), message, remedy);
    }

    private int peek() {
        if (position == limit && !fill()) {
            return END;
        }
        return buffer[position];
    }

    private int take() {
        int c = peek();
        position += c == END ? 0 : 1;
        return c;
    }

    private boolean fill() {
        try {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            return limit > 0;
        } catch (CharacterCodingException e) {
            throw at(
                    DataError.BAD_ENCODING,
                    Text.of(
                            "此处有不符合编码 " + probe.label() + " 的字节；允许 UTF-8（可带 BOM）与 GB18030/GBK",
                            "here are bytes that are not " + probe.label()
                                    + "; UTF-8 (with or without mark) and GB18030/GBK" + " are allowed"),
                    Text.of("在原软件中另存为 UTF-8 编码的 CSV", "save it as CSV in UTF-8"));
        } catch (ZipException | EOFException e) {
            throw Files.damaged(file.name());
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }
}
