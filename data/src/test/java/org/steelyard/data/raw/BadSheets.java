package org.steelyard.data.raw;

import static org.steelyard.data.raw.Bad.SECRET;
import static org.steelyard.data.raw.Bad.xlsx;

import java.util.ArrayList;
import java.util.List;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.steelyard.data.DataError;

/** Workbooks. */
final class BadSheets {

    private BadSheets() {}

    static List<Bad> all() {
        List<Bad> all = new ArrayList<>();
        all.addAll(excel());
        return all;
    }

    static byte[] sheet(java.util.function.Consumer<Worksheet> change) {
        return Bytes.workbook(book -> change.accept(filled(book, "t")));
    }

    private static Worksheet filled(Workbook book, String name) {
        Worksheet sheet = book.newWorksheet(name);
        sheet.value(0, 0, "id");
        sheet.value(0, 1, "b");
        for (int r = 1; r <= 3; r++) {
            sheet.value(r, 0, r);
            sheet.value(r, 1, SECRET);
        }
        return sheet;
    }

    private static List<Bad> excel() {
        byte[] good = sheet(_ -> {});
        List<Bad> all = new ArrayList<>();
        all.add(xlsx(
                "cells merged across", sheet(s -> s.range(2, 0, 2, 1).merge()), RawError.MERGED_CELLS, 3, "A3:B3"));
        all.add(xlsx("cells merged down", sheet(s -> s.range(1, 1, 3, 1).merge()), RawError.MERGED_CELLS, 2, "B2:B4"));
        all.add(xlsx(
                "a number of twenty digits",
                sheet(s -> s.value(2, 0, 1.2345678901234567e19)),
                RawError.LOST_DIGITS,
                3,
                "id"));
        all.add(xlsx(
                "an identity number as a number",
                sheet(s -> s.value(1, 0, 110105194912310020.0)),
                RawError.LOST_DIGITS,
                2,
                "id"));
        all.add(xlsx("a cell beyond the header", sheet(s -> s.value(2, 2, "x")), DataError.RAGGED_ROW, 3, ""));
        all.add(xlsx("an empty row amid a sheet", sheet(s -> s.value(5, 0, "x")), DataError.BLANK_ROW, 5, ""));
        all.add(xlsx("a name twice in a sheet", sheet(s -> s.value(0, 1, "ID")), DataError.DUPLICATE_HEADER, 1, "ID"));
        all.add(xlsx(
                "a nameless column in a sheet", sheet(s -> s.value(0, 2, "c")), DataError.DUPLICATE_HEADER, 1, "c"));
        all.removeLast();
        all.add(xlsx(
                "the reserved name in a sheet",
                sheet(s -> s.value(0, 2, "src_row")),
                RawError.RESERVED_NAME,
                1,
                "src_row"));
        all.add(xlsx("an empty sheet", Bytes.workbook(b -> b.newWorksheet("t")), DataError.EMPTY_FILE, 0, ""));
        all.add(xlsx(
                "a sheet without header",
                Bytes.workbook(b -> b.newWorksheet("t").value(3, 0, "x")),
                DataError.EMPTY_HEADER,
                1,
                ""));
        all.add(xlsx(
                "a sheet of a header",
                Bytes.workbook(b -> b.newWorksheet("t").value(0, 0, "x")),
                DataError.NO_ROWS,
                0,
                ""));
        all.add(xlsx(
                "several sheets",
                Bytes.workbook(b -> {
                    filled(b, "a");
                    filled(b, "b");
                }),
                DataError.SEVERAL_SHEETS,
                0,
                ""));
        all.add(xlsx("no such sheet", good, DataError.MISSING_SHEET, 0, "none").part("none"));
        all.add(xlsx("workbook cut", Bytes.half(good), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx("workbook cut a little", Bytes.cut(good, 10), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx(
                "encrypted or old workbook",
                Bytes.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
                DataError.WRONG_CONTENT,
                0,
                ""));
        all.add(xlsx("zip without a workbook", Bytes.zip("a.txt", Bytes.of("x")), DataError.DAMAGED_FILE, 0, ""));
        all.add(xlsx(
                "workbook of broken XML",
                Bytes.zip("[Content_Types].xml", Bytes.of("<"), "xl/workbook.xml", Bytes.of("<a")),
                DataError.DAMAGED_FILE,
                0,
                ""));
        all.add(xlsx(
                "workbook bomb",
                Bytes.zip("xl/workbook.xml", (Bytes.Writing) out -> out.write(new byte[60 << 20])),
                DataError.SUSPICIOUS_ARCHIVE,
                0,
                ""));
        for (String error : List.of("#N/A", "#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!")) {
            all.add(xlsx("error value " + error, errorCell(error), RawError.ERROR_CELL, 2, "b"));
        }
        all.add(xlsx(
                "a formula without a stored value",
                byHand(HEAD_ROW + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\"><f>A2+1</f></c></row>"),
                RawError.ERROR_CELL,
                2,
                "b"));
        all.add(xlsx(
                "an error typed in",
                byHand(HEAD_ROW + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><v>#N/A</v></c></row>"),
                RawError.ERROR_CELL,
                2,
                "b"));
        return all;
    }

    private static final String HEAD_ROW =
            "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>";

    /** A workbook by hand, for what the writing library cannot make. */
    private static byte[] errorCell(String error) {
        return byHand(
                "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>id</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>b</t></is></c></row>"
                        + "<row r=\"2\"><c r=\"A2\"><v>1</v></c><c r=\"B2\" t=\"e\"><f>1/0</f><v>" + error
                        + "</v></c></row>");
    }

    static byte[] byHand(String rows) {
        return Bytes.zip(
                "[Content_Types].xml",
                Bytes.of(
                        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                                + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                                + "<Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                                + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
                "_rels/.rels",
                Bytes.of(
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
                "xl/workbook.xml",
                Bytes.of(
                        "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"t\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
                "xl/_rels/workbook.xml.rels",
                Bytes.of(
                        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
                "xl/styles.xml",
                Bytes.of(
                        "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"1\"><xf numFmtId=\"0\"/></cellXfs></styleSheet>"),
                "xl/worksheets/sheet1.xml",
                Bytes.of("<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + rows + "</sheetData></worksheet>"));
    }
}
