package org.steelyard.data.internal;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.DataError;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * One sheet of an Excel workbook, row by row. The header is row 1. A cell's stored value counts, not how it is shown; a
 * number shown as a date is a date; a formula has the value that Excel stored last.
 */
public final class XlsxReader implements CellReader {

    /** A part that unpacks to more than this, or so much more than it weighs, is not a table that a person made. */
    private static final long LARGEST_PART = 4L << 30;

    private static final long SUSPICIOUS_PART = 50L << 20;
    private static final long SUSPICIOUS_RATIO = 300;

    private final Files.Resolved file;
    private final ReadableWorkbook workbook;
    private final Sheet sheet;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final Facts facts;
    private final RowFindings findings = new RowFindings();
    private List<String> header = List.of();
    private int[] selected = new int[0];
    private @Nullable Row current;
    private long lastData = 1;

    private XlsxReader(Files.Resolved file, ReadableWorkbook workbook, Sheet sheet) throws IOException {
        this.file = file;
        this.workbook = workbook;
        this.sheet = sheet;
        stream = sheet.openStream();
        rows = stream.iterator();
        facts = new Facts(
                "xlsx",
                Digest.ofFile(file.path()),
                java.nio.file.Files.size(file.path()),
                Optional.empty(),
                Optional.empty(),
                Optional.of(sheet.getName()));
    }

    public static XlsxReader open(Files.Resolved file) throws IOException {
        refuseForeign(file);
        refuseBombs(file);
        ReadableWorkbook workbook = workbook(file);
        try {
            XlsxReader reader = new XlsxReader(file, workbook, sheet(workbook, file));
            reader.readHeader();
            return reader;
        } catch (SteelyardException e) {
            workbook.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            workbook.close();
            throw Files.damaged(file.name());
        }
    }

    private static void refuseForeign(Files.Resolved file) throws IOException {
        byte[] head = new byte[4];
        try (InputStream in = java.nio.file.Files.newInputStream(file.path())) {
            int n = in.readNBytes(head, 0, 4);
            if (n == 4 && (head[0] & 0xff) == 0xd0 && (head[1] & 0xff) == 0xcf) {
                throw Files.wrongContent(
                        file.name(),
                        Text.of("是旧版 Excel（.xls）或加密的工作簿", "it is an old Excel (.xls) file or an encrypted workbook"));
            }
            if (n < 4 || head[0] != 'P' || head[1] != 'K') {
                throw Files.wrongContent(file.name(), Text.of("不是 Excel（.xlsx）文件", "it is not an Excel (.xlsx) file"));
            }
        }
    }

    private static void refuseBombs(Files.Resolved file) {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            for (Enumeration<? extends ZipEntry> e = zip.entries(); e.hasMoreElements(); ) {
                ZipEntry entry = e.nextElement();
                long packed = Math.max(entry.getCompressedSize(), 1);
                boolean steep = entry.getSize() > SUSPICIOUS_PART && entry.getSize() / packed > SUSPICIOUS_RATIO;
                if (steep || entry.getSize() > LARGEST_PART) {
                    throw bomb(file);
                }
            }
        } catch (IOException e) {
            throw Files.damaged(file.name());
        }
    }

    private static SteelyardException bomb(Files.Resolved file) {
        return Files.problem(
                DataError.SUSPICIOUS_ARCHIVE,
                file.name(),
                Text.of("解压后体积异常，可能是压缩炸弹", "it unpacks to an extraordinary size, and may be a trap"),
                Text.of("核对来源；数据量大时改用 CSV 或 Parquet", "check where it comes from; use CSV or Parquet for large data"));
    }

    private static ReadableWorkbook workbook(Files.Resolved file) {
        try {
            return new ReadableWorkbook(file.path().toFile(), new ReadingOptions(hasStyles(file), false));
        } catch (IOException | RuntimeException e) {
            throw Files.damaged(file.name());
        }
    }

    /** A workbook need not have formats (ECMA-376 part 1, 12.3.20): its numbers are then plain ones, and the library must not look for them. */
    private static boolean hasStyles(Files.Resolved file) throws IOException {
        try (ZipFile zip = new ZipFile(file.path().toFile())) {
            return zip.stream().anyMatch(e -> e.getName().matches("/?xl/styles\\.xml"));
        }
    }

    private static Sheet sheet(ReadableWorkbook workbook, Files.Resolved file) {
        List<Sheet> sheets = workbook.getSheets().toList();
        if (file.sheet().isPresent()) {
            String wanted = file.sheet().get();
            return sheets.stream()
                    .filter(s -> s.getName().equals(wanted))
                    .findFirst()
                    .orElseThrow(() -> sheetProblem(DataError.MISSING_SHEET, file, sheets));
        }
        if (sheets.size() != 1) {
            throw sheetProblem(sheets.isEmpty() ? DataError.MISSING_SHEET : DataError.SEVERAL_SHEETS, file, sheets);
        }
        return sheets.getFirst();
    }

    private static SteelyardException sheetProblem(DataError error, Files.Resolved file, List<Sheet> sheets) {
        String names = sheets.stream().map(Sheet::getName).limit(20).collect(Collectors.joining("”、“"));
        String namesEn = names.replace("”、“", "\", \"");
        boolean several = error == DataError.SEVERAL_SHEETS;
        return SteelyardException.of(
                error,
                Place.of(file.name(), file.sheet().orElse("")),
                several
                        ? Text.of(
                                "工作簿有多张工作表，方案没有指明用哪一张",
                                "the workbook has several sheets, and the plan does not say which")
                        : Text.of("工作簿中没有方案指明的工作表", "the workbook does not have the sheet that the plan names"),
                Text.of(
                        "在该数据源的 table 中写明工作表名；现有：“" + names + "”",
                        "name it under table of the source; there are: \"" + namesEn + "\""));
    }

    private void readHeader() {
        Row first = read().orElseThrow(() -> Files.empty(file.name()));
        List<String> names = new ArrayList<>();
        Cell cell = new Cell();
        for (int i = 0; i < (first.getRowNum() == 1 ? first.getCellCount() : 0); i++) {
            fill(first, i, cell);
            names.add(cell.string());
        }
        while (!names.isEmpty() && names.getLast().isEmpty()) {
            names.removeLast();
        }
        if (names.isEmpty()) {
            throw SteelyardException.of(
                    DataError.EMPTY_HEADER,
                    Place.of(file.name(), 1, ""),
                    Text.of("工作表第 1 行是空的，应为列名", "row 1 of the sheet is empty; it should hold the column names"),
                    Text.of("删去表头上方的标题与空行", "delete titles and empty rows above the header"));
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
        for (Optional<Row> read = read(); read.isPresent(); read = read()) {
            Row row = read.get();
            if (isBlank(row)) {
                continue;
            }
            for (long gap = lastData + 1; gap < row.getRowNum(); gap++) {
                findings.add(DataError.BLANK_ROW, gap);
            }
            lastData = row.getRowNum();
            current = row;
            if (!isRagged(row)) {
                return true;
            }
            findings.add(DataError.RAGGED_ROW, row.getRowNum());
        }
        return false;
    }

    /** The next row of the sheet. The XML reader below throws checked exceptions undeclared, so every one is caught here. */
    private Optional<Row> read() {
        try {
            return rows.hasNext() ? Optional.of(rows.next()) : Optional.empty();
        } catch (Exception e) {
            throw Files.damaged(file.name());
        }
    }

    private boolean isBlank(Row row) {
        Cell cell = new Cell();
        for (int i = 0; i < row.getCellCount(); i++) {
            fill(row, i, cell);
            if (!cell.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private boolean isRagged(Row row) {
        Cell cell = new Cell();
        for (int i = header.size(); i < row.getCellCount(); i++) {
            fill(row, i, cell);
            if (!cell.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public long row() {
        return lastData;
    }

    @Override
    public void read(int column, Cell cell) {
        Row row = current;
        if (row == null) {
            throw new IllegalStateException("no row yet");
        }
        fill(row, selected[column], cell);
    }

    /** The cell of this row as the library has it, by its place in the header; null where there is none. */
    public org.dhatim.fastexcel.reader.@Nullable Cell stored(int column) {
        Row row = current;
        if (row == null) {
            throw new IllegalStateException("no row yet");
        }
        return column < row.getCellCount() ? row.getOptionalCell(column).orElse(null) : null;
    }

    /** Whether a number stands for a day. */
    public static boolean showsDate(org.dhatim.fastexcel.reader.Cell cell) {
        return isDate(cell);
    }

    /** The day that a whole number stands for, counted from 1970-01-01. */
    public int dayOf(double serial) {
        return day(Math.floor(serial));
    }

    /** Whether Excel shows the sheet to its user. */
    public boolean isVisible() {
        return sheet.getVisibility() == SheetVisibility.VISIBLE;
    }

    /** The sheet's place among all sheets, from 0. */
    public int sheetIndex() {
        return sheet.getIndex();
    }

    /** Names of all sheets, in their order. */
    public static List<String> sheetNames(Files.Resolved file) throws IOException {
        refuseForeign(file);
        refuseBombs(file);
        try (ReadableWorkbook workbook = workbook(file)) {
            return workbook.getSheets().map(Sheet::getName).toList();
        }
    }

    private void fill(Row row, int column, Cell out) {
        org.dhatim.fastexcel.reader.Cell cell =
                column < row.getCellCount() ? row.getOptionalCell(column).orElse(null) : null;
        Object value = cell == null ? null : cell.getValue();
        switch (value) {
            case null -> out.text("");
            case BigDecimal number when cell != null -> number(number.doubleValue(), cell, out);
            case Boolean flag -> out.flag(flag);
            case Object other -> out.text(other.toString());
        }
    }

    private void number(double value, org.dhatim.fastexcel.reader.Cell cell, Cell out) {
        if (!isDate(cell)) {
            out.number(value);
        } else if (value == Math.rint(value)) {
            out.day(day(value));
        } else {
            // A time of day: neither a day nor a number; the dictionary's type decides what is said about it.
            out.text(value + " (date and time)");
        }
    }

    /** Excel counts days from 1899-12-31 and believes in 1900-02-29; or from 1904-01-01, if the workbook says so. */
    private int day(double serial) {
        if (workbook.isDate1904()) {
            return (int) serial - 24107;
        }
        return (int) serial - (serial > 59 ? 25569 : 25568);
    }

    /** Built-in formats of dates (ECMA-376 part 1, 18.8.30), and others that show a year or a day. */
    private static boolean isDate(org.dhatim.fastexcel.reader.Cell cell) {
        Integer id = cell.getDataFormatId();
        if (id != null && (id >= 14 && id <= 22 || id >= 27 && id <= 36 || id >= 50 && id <= 58)) {
            return true;
        }
        String format = cell.getDataFormatString();
        if (format == null || format.equalsIgnoreCase("General")) {
            return false;
        }
        String bare = format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.", "").toLowerCase(java.util.Locale.ROOT);
        return bare.contains("y") || bare.contains("d");
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public void close() {
        try {
            stream.close();
            workbook.close();
        } catch (IOException e) {
            throw Files.unreadable(file.name());
        }
    }
}
