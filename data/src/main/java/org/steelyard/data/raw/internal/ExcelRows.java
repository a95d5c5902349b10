package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.CellType;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.Files;
import org.steelyard.data.internal.RowFindings;
import org.steelyard.data.internal.XlsxReader;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.Note;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * One sheet of a workbook. The stored value counts: texts as they stand, numbers in plain notation, days as
 * {@code 2024-01-31} and moments as {@code 2024-01-31 08:30:00}, truth as {@code true} and {@code false}; a formula has the
 * value that was stored last, as it was stored.
 *
 * <p>Refused, because what is stored is not what was meant: error values, merged cells, and whole numbers of sixteen digits and
 * more, of which a spreadsheet has kept fifteen.
 */
final class ExcelRows implements BufferedRows {

    private static final BigDecimal EXACT = new BigDecimal("1e15");
    private static final long SECONDS_A_DAY = 86_400;
    private static final int REPORTED = 20;

    private final Files.Resolved file;
    private final XlsxReader reader;
    private final List<RawColumn> columns;
    private final RowBuffer buffer;
    private final Problems problems = new Problems();
    private int reported;
    private long formulas;

    private ExcelRows(Files.Resolved file, XlsxReader reader) {
        this.file = file;
        this.reader = reader;
        columns = reader.header().stream().map(n -> new RawColumn(n, "VARCHAR")).toList();
        buffer = new RowBuffer(columns.size());
    }

    static ExcelRows open(Files.Resolved file, Limits limits) throws IOException {
        XlsxReader reader = XlsxReader.open(file);
        try {
            Headers.check(reader.header(), file.name(), limits);
            MergedCells.refuse(file, reader.sheetIndex());
            reader.select(List.of());
            return new ExcelRows(file, reader);
        } catch (SteelyardException e) {
            reader.close();
            throw e;
        }
    }

    /** What a reader of the table should know; complete when the last row has been read. */
    List<Note> notes() {
        List<Note> notes = new ArrayList<>();
        if (formulas > 0) {
            notes.add(new Note(
                    Note.Kind.STORED_VALUE,
                    "",
                    formulas,
                    Text.of("公式单元格取最后存储的值", "cells with formulas have the value that was stored last")));
        }
        if (!reader.isVisible()) {
            notes.add(new Note(
                    Note.Kind.HIDDEN_SHEET, "", 0, Text.of("工作表在 Excel 中是隐藏的", "the sheet is hidden in Excel")));
        }
        return notes;
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        boolean more = reader.next();
        if (!more) {
            problems.throwIfAny();
            return false;
        }
        buffer.clear();
        for (int c = 0; c < columns.size(); c++) {
            buffer.add(text(reader.stored(c), c));
        }
        return true;
    }

    private @Nullable String text(@Nullable Cell cell, int column) {
        if (cell == null || cell.getType() == CellType.EMPTY) {
            return null;
        }
        Object value = cell.getValue();
        if (cell.getType() == CellType.FORMULA) {
            formulas++;
            if (value == null) {
                report(
                        RawError.ERROR_CELL,
                        column,
                        Text.of("公式没有存储结果", "the formula has no stored value"),
                        Text.of("在 Excel 中打开、计算并保存，或填入数值", "open, compute and save it in Excel, or enter the value"));
                return null;
            }
        }
        if (cell.getType() == CellType.ERROR || isError(cell, value)) {
            report(
                    RawError.ERROR_CELL,
                    column,
                    Text.of(
                            "单元格是 Excel 错误值（如 #N/A、#DIV/0!）",
                            "the cell holds an error of Excel, such as #N/A or #DIV/0!"),
                    Text.of("在 Excel 中改正公式或填入数值", "mend the formula, or enter the value"));
            return null;
        }
        return switch (value) {
            case null -> null;
            case BigDecimal number -> number(number, cell, column);
            case Boolean flag -> flag.toString();
            case String text
            when cell.getType() == CellType.FORMULA && isMoment(cell, text) -> moment(Double.parseDouble(text));
            case Object other -> other.toString().isEmpty() ? null : other.toString();
        };
    }

    private static boolean isMoment(Cell cell, String stored) {
        return XlsxReader.showsDate(cell) && stored.matches("\\d+(\\.\\d+)?([eE][+-]?\\d+)?");
    }

    private static boolean isError(Cell cell, @Nullable Object value) {
        String raw = cell.getRawValue();
        return cell.getType() == CellType.FORMULA
                && raw != null
                && raw.matches("#(N/A|DIV/0!|NAME\\?|NULL!|NUM!|REF!|VALUE!|SPILL!|CALC!)")
                && raw.equals(String.valueOf(value));
    }

    private @Nullable String number(BigDecimal number, Cell cell, int column) {
        if (XlsxReader.showsDate(cell)) {
            return moment(number.doubleValue());
        }
        if (number.abs().compareTo(EXACT) >= 0) {
            report(
                    RawError.LOST_DIGITS,
                    column,
                    Text.of(
                            "数值有 16 位以上，Excel 只保存 15 位，末位已丢失",
                            "a number of 16 digits or more: Excel has kept 15, the rest is lost"),
                    Text.of(
                            "在 Excel 中把该列设为文本后重新录入，或从源系统导出 CSV",
                            "make the column text and enter it anew, or export CSV from the source"));
            return null;
        }
        BigDecimal plain = number.stripTrailingZeros();
        return (plain.scale() < 0 ? plain.setScale(0) : plain).toPlainString();
    }

    private String moment(double serial) {
        LocalDate day = LocalDate.ofEpochDay(reader.dayOf(serial));
        long seconds = Math.round((serial - Math.floor(serial)) * SECONDS_A_DAY);
        if (seconds == 0) {
            return day.toString();
        }
        LocalDateTime moment = day.atStartOfDay().plusSeconds(seconds);
        return moment.toLocalDate() + " " + moment.toLocalTime().format(Moments.TIME);
    }

    private void report(RawError error, int column, Text message, Text remedy) {
        if (reported++ < REPORTED) {
            problems.add(
                    error,
                    Place.of(file.name(), reader.row(), columns.get(column).name()),
                    message,
                    remedy);
        }
    }

    @Override
    public long row() {
        return reader.row();
    }

    @Override
    public RowBuffer buffer() {
        return buffer;
    }

    @Override
    public RowFindings findings() {
        return reader.findings();
    }

    @Override
    public void close() {
        reader.close();
    }
}
