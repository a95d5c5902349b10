package org.steelyard.app;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dhatim.fastexcel.HyperLink;
import org.dhatim.fastexcel.PaperSize;
import org.dhatim.fastexcel.Position;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** An Excel file for people: a page of contents with links, then one titled table a sheet, each printed on the width of a page. */
final class TableBook implements Closeable {

    /** How the cells of a column look; the value behind stays whole. */
    enum Form {
        WORDS("", 18),
        WIDE("", 34),
        MONEY("#,##0.00", 16),
        COUNT("#,##0", 13),
        EFFECT("0.0000", 13),
        SHARE("0.0000", 13),
        YEARS("0.00", 9),
        NUMBER("", 13);

        private final String format;
        private final int width;

        Form(String format, int width) {
            this.format = format;
            this.width = width;
        }
    }

    /** A column and its form. */
    record Column(String label, Form form) {}

    private static final int HEADER = 3;
    private static final int LONGEST_NAME = 28;
    private static final int FRONT_WIDTH = 90;
    private static final double LINE = 15;
    private static final int LATIN = 0x2000;
    private static final String HEADER_FILL = "E7ECF2";
    private static final String INPUT_FILL = "FFF6D6";
    private static final String GREY = "5B6573";
    private static final String INPUT_INK = "1F4E9E";

    private final Workbook book;
    private final Lang lang;
    private final Worksheet front;
    private final List<Page> pages = new ArrayList<>();
    private final Set<String> names = new HashSet<>();
    private int row;

    TableBook(OutputStream out, Lang lang, Text title) {
        this.lang = lang;
        book = new Workbook(out, "Steelyard", null);
        front = sheet(lang == Lang.ZH ? "目录" : "Contents");
        front.width(0, 34);
        front.width(1, FRONT_WIDTH);
        front.value(0, 0, title.in(lang));
        front.style(0, 0).bold().fontSize(14).set();
        row = 2;
    }

    /** A line of the first page. */
    void fact(String name, String value) {
        if (!value.isBlank()) {
            front.value(row, 0, name);
            front.value(row, 1, value);
            front.style(row, 1).wrapText(true).verticalAlignment("top").set();
            front.style(row, 0).fontColor(GREY).verticalAlignment("top").set();
            tall(front, row, lines(value, FRONT_WIDTH));
            row++;
        }
    }

    /** @param about what the table is and how it was made; shown under the title and in the contents */
    Page page(String name, String about, List<Column> columns) {
        Page page = new Page(unique(name), name, about, columns);
        pages.add(page);
        return page;
    }

    @Override
    public void close() throws IOException {
        row++;
        front.value(row, 0, lang == Lang.ZH ? "工作表" : "sheet");
        front.value(row, 1, lang == Lang.ZH ? "内容" : "what it holds");
        front.range(row, 0, row, 1).style().bold().fillColor(HEADER_FILL).set();
        for (Page page : pages) {
            row++;
            front.hyperlink(row, 0, HyperLink.internal("'" + page.sheet.getName() + "'!A1", page.sheet.getName()));
            front.style(row, 0)
                    .fontColor(INPUT_INK)
                    .underlined()
                    .verticalAlignment("top")
                    .set();
            front.value(row, 1, page.about);
            front.style(row, 1).wrapText(true).verticalAlignment("top").set();
            tall(front, row, lines(page.about, FRONT_WIDTH));
        }
        book.close();
    }

    private Worksheet sheet(String name) {
        Worksheet sheet = book.newWorksheet(name);
        sheet.pageOrientation("landscape");
        sheet.paperSize(PaperSize.A4_PAPER);
        sheet.setFitToPage(true);
        sheet.fitToWidth((short) 1);
        sheet.fitToHeight((short) 0);
        sheet.footer("&P / &N", Position.CENTER);
        sheet.footer("&A", Position.LEFT);
        return sheet;
    }

    /** Lines that a text takes in a column; a Chinese character is two wide. */
    private static int lines(String text, int width) {
        long wide = text.codePoints().map(c -> c > LATIN ? 2 : 1).asLongStream().sum();
        return (int) ((wide + width - 1) / width);
    }

    /** Programs that open a file do not all fit the height of a row to its text. */
    private static void tall(Worksheet sheet, int row, int lines) {
        if (lines > 1) {
            sheet.rowHeight(row, LINE * lines);
        }
    }

    /** At most 31 characters, none of those that Excel forbids, and each name once. */
    private String unique(String wanted) {
        String plain = wanted.replaceAll("[\\[\\]:*?/\\\\]", " ");
        String base = plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
        String name = base;
        for (int k = 2; !names.add(name); k++) {
            name = base.substring(0, Math.min(LONGEST_NAME - 1, base.length())) + " " + k;
        }
        return name;
    }

    /** A table that is filled row by row under a header that stays in view. */
    final class Page {
        private final Worksheet sheet;
        private final String about;
        private final List<Column> columns;
        private int next = HEADER + 1;

        private Page(String name, String title, String about, List<Column> columns) {
            this.about = about;
            this.columns = List.copyOf(columns);
            sheet = sheet(name);
            sheet.value(0, 0, title);
            sheet.style(0, 0).bold().fontSize(13).set();
            sheet.value(1, 0, about);
            sheet.style(1, 0).fontColor(GREY).set();
            header(HEADER);
            for (int c = 0; c < columns.size(); c++) {
                sheet.width(c, c == 0 ? Form.WIDE.width : columns.get(c).form.width);
            }
            sheet.freezePane(1, HEADER + 1);
            sheet.repeatRows(HEADER);
        }

        private void header(int at) {
            int most = 1;
            for (int c = 0; c < columns.size(); c++) {
                sheet.value(at, c, columns.get(c).label);
                most = Math.max(
                        most, lines(columns.get(c).label, (c == 0 ? Form.WIDE : columns.get(c).form).width - 2));
                boolean words = columns.get(c).form == Form.WORDS || columns.get(c).form == Form.WIDE;
                sheet.style(at, c)
                        .bold()
                        .fillColor(HEADER_FILL)
                        .wrapText(true)
                        .verticalAlignment("center")
                        .horizontalAlignment(words ? "left" : "right")
                        .indent(words && c > 0 ? 1 : 0)
                        .set();
            }
            tall(sheet, at, most);
        }

        /** Numbers, or words; what is not defined is a dash. @return the row as Excel counts it */
        int add(Object... cells) {
            int most = 1;
            for (int c = 0; c < cells.length; c++) {
                put(next, c, cells[c], columns.get(c).form);
                most = Math.max(
                        most,
                        cells[c] instanceof Number || columns.get(c).form != Form.WIDE
                                ? 1
                                : lines(cells[c].toString(), Form.WIDE.width));
            }
            tall(sheet, next, most);
            return ++next;
        }

        private void put(int at, int c, Object cell, Form form) {
            if (cell instanceof Number n && Double.isFinite(n.doubleValue())) {
                sheet.value(at, c, n);
                sheet.style(at, c).format(format(n.doubleValue(), form)).set();
                return;
            }
            boolean absent = cell instanceof Number;
            sheet.value(at, c, absent ? "–" : cell.toString());
            if (absent) {
                sheet.style(at, c).horizontalAlignment("right").set();
            } else {
                sheet.style(at, c)
                        .wrapText(form == Form.WIDE)
                        .verticalAlignment("top")
                        .horizontalAlignment("left")
                        .indent(c == 0 ? 0 : 1)
                        .set();
            }
        }

        /** A number without a form of its own shows about five digits. */
        private static String format(double value, Form form) {
            if (!form.format.isEmpty()) {
                return form.format;
            }
            double size = Math.abs(value);
            if (value == Math.rint(value) || size >= 100_000) {
                return size >= 1e15 ? "0.00E+00" : "#,##0";
            }
            return size >= 100 ? "#,##0.00" : size >= 0.001 ? "0.0000" : "0.00E+00";
        }

        /** A row of words under the table, after an empty one. @return the row as Excel counts it */
        int heading(String... words) {
            next++;
            for (int c = 0; c < words.length; c++) {
                sheet.value(next, c, words[c]);
                sheet.style(next, c).bold().fillColor(HEADER_FILL).set();
            }
            return ++next;
        }

        /** A number that the reader may change. @param excelRow as {@link #add} counts */
        void input(int excelRow, int column, double value, Form form) {
            sheet.value(excelRow - 1, column, value);
            sheet.style(excelRow - 1, column)
                    .fillColor(INPUT_FILL)
                    .fontColor(INPUT_INK)
                    .format(format(value, form))
                    .set();
        }

        /** A cell that Excel computes. @param excelRow as {@link #add} counts */
        void formula(int excelRow, int column, String expression, Form form) {
            sheet.formula(excelRow - 1, column, expression);
            if (!form.format.isEmpty()) {
                sheet.style(excelRow - 1, column).format(form.format).set();
            }
        }

        /** Marks a cell as an input of the model. */
        void ink(int excelRow, int column) {
            sheet.style(excelRow - 1, column).fontColor(INPUT_INK).set();
        }
    }
}
