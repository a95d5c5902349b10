package org.steelyard.platform.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;

/** A list as a workbook with one sheet: bold heads, frozen, with a filter. */
public final class Workbooks {

    private static final int LONGEST_CELL = 32_000;
    private static final int WIDEST = 60;

    private Workbooks() {}

    /** @param rows texts, numbers and absent values, in the order of the heads */
    public static byte[] write(String sheet, List<String> heads, List<List<Object>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook book = new Workbook(out, "Steelyard", "1.0")) {
            Worksheet page = book.newWorksheet(sheet);
            for (int column = 0; column < heads.size(); column++) {
                page.value(0, column, heads.get(column));
                page.style(0, column).bold().set();
                page.width(column, width(heads, rows, column));
            }
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    cell(page, row + 1, column, rows.get(row).get(column));
                }
            }
            page.freezePane(0, 1);
            page.paperSize(PaperSize.A4_PAPER);
            page.pageOrientation("landscape");
            page.setFitToPage(true);
            page.fitToWidth((short) 1);
            page.fitToHeight((short) 0);
            page.repeatRows(0);
            page.setAutoFilter(0, 0, rows.size(), heads.size() - 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static void cell(Worksheet page, int row, int column, Object value) {
        if (value instanceof Number number) {
            page.value(row, column, number);
        } else {
            String text = value.toString();
            page.value(row, column, text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text);
        }
    }

    private static int width(List<String> heads, List<List<Object>> rows, int column) {
        int longest = heads.get(column).length() * 2;
        for (List<Object> row : rows) {
            longest = Math.max(longest, (int) (row.get(column).toString().length() * 1.5));
        }
        return Math.min(WIDEST, longest + 2);
    }
}
