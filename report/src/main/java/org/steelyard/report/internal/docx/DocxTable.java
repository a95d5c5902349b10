package org.steelyard.report.internal.docx;

import java.util.List;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Align;
import org.steelyard.report.document.Fact;

/** Three-line tables, whose head comes again on every page. */
final class DocxTable {

    private static final String THICK = " w:val=\"single\" w:sz=\"12\" w:space=\"0\" w:color=\"1D2733\"/>";
    private static final String THIN = " w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"1D2733\"/>";
    private static final String FAINT = " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"C5CCD3\"/>";
    private static final int INDENT = 220;

    private DocxTable() {}

    static String of(Block.Table table) {
        int[] widths =
                widths(table.columns().stream().mapToDouble(Block.Column::width).toArray());
        StringBuilder out = new StringBuilder(start("<w:top" + THICK + "<w:bottom" + THICK, widths));
        out.append("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (int i = 0; i < widths.length; i++) {
            Block.Column column = table.columns().get(i);
            out.append(cellStart(widths[i], 1, "<w:tcBorders><w:bottom" + THIN + "</w:tcBorders>", "bottom"));
            out.append(Ooxml.paragraph(
                    "TableText", "<w:keepNext/>" + align(column.align()), Ooxml.run(column.header(), "<w:b/>")));
            out.append("</w:tc>");
        }
        out.append("</w:tr>\n");
        for (Block.Row row : table.rows()) {
            row(out, table, row, widths);
        }
        return out.append("</w:tbl>\n").toString();
    }

    private static void row(StringBuilder out, Block.Table table, Block.Row row, int[] widths) {
        out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        int at = 0;
        String borders = row.ruleAbove() ? "<w:tcBorders><w:top" + FAINT + "</w:tcBorders>" : "";
        for (Block.Cell cell : row.cells()) {
            int width = 0;
            for (int i = at; i < at + cell.span(); i++) {
                width += widths[i];
            }
            out.append(cellStart(width, cell.span(), borders, "top"));
            String indent = cell.indent() == 0 ? "" : "<w:ind w:left=\"" + INDENT * cell.indent() + "\"/>";
            Align align = table.columns().get(at).align();
            String run = Ooxml.run(cell.text(), cell.bold() ? "<w:b/>" : "");
            out.append(Ooxml.paragraph("TableText", indent + align(align), run));
            out.append("</w:tc>");
            at += cell.span();
        }
        out.append("</w:tr>\n");
    }

    static String facts(List<Fact> facts) {
        int[] widths = widths(new double[] {3, 7});
        StringBuilder out = new StringBuilder(start("<w:bottom" + FAINT + "<w:insideH" + FAINT, widths));
        for (Fact fact : facts) {
            out.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
                    .append(cellStart(widths[0], 1, "", "top"))
                    .append(Ooxml.paragraph("TableText", "", Ooxml.run(fact.label(), "<w:color w:val=\"55616D\"/>")))
                    .append("</w:tc>")
                    .append(cellStart(widths[1], 1, "", "top"))
                    .append(Ooxml.paragraph("TableText", "", Ooxml.run(fact.value())))
                    .append("</w:tc></w:tr>\n");
        }
        return out.append("</w:tbl>\n").toString();
    }

    private static String start(String borders, int[] widths) {
        StringBuilder out = new StringBuilder("<w:tbl><w:tblPr><w:tblW w:w=\"")
                .append(Ooxml.TEXT_WIDTH)
                .append("\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>")
                .append(borders)
                .append(
                        "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"70\" w:type=\"dxa\"/>")
                .append("<w:right w:w=\"70\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
        for (int width : widths) {
            out.append("<w:gridCol w:w=\"").append(width).append("\"/>");
        }
        return out.append("</w:tblGrid>\n").toString();
    }

    private static String cellStart(int width, int span, String borders, String vertical) {
        return "<w:tc><w:tcPr><w:tcW w:w=\"" + width + "\" w:type=\"dxa\"/>"
                + (span > 1 ? "<w:gridSpan w:val=\"" + span + "\"/>" : "") + borders + "<w:vAlign w:val=\"" + vertical
                + "\"/></w:tcPr>";
    }

    private static String align(Align align) {
        return switch (align) {
            case LEFT -> "<w:jc w:val=\"left\"/>";
            case CENTER -> "<w:jc w:val=\"center\"/>";
            case RIGHT -> "<w:jc w:val=\"right\"/>";
        };
    }

    /** Whole units that add up to the width of the text. */
    private static int[] widths(double[] shares) {
        double total = 0;
        for (double share : shares) {
            total += share;
        }
        int[] widths = new int[shares.length];
        double until = 0;
        int used = 0;
        for (int i = 0; i < shares.length; i++) {
            until += shares[i];
            widths[i] = (int) Math.round(Ooxml.TEXT_WIDTH * until / total) - used;
            used += widths[i];
        }
        return widths;
    }
}
