package org.steelyard.report.internal.html;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Align;

/** Three-line tables as XHTML. */
final class TableMarkup {

    /** Tables of so many rows are kept on one page. */
    private static final int SHORT = 8;

    private TableMarkup() {}

    /** @param label such as 表 3 */
    static String screen(Block.Table table, String label) {
        return "<figure class=\"table\" id=\"tbl-" + table.id() + "\">\n<figcaption>" + caption(table, label)
                + "</figcaption>\n<div class=\"scroll\"><table>\n" + columns(table) + "<thead>" + header(table)
                + "</thead>\n" + body(table) + "</table></div>\n" + notes(table.notes()) + "</figure>\n";
    }

    /** The caption is part of the header, so that it stays with the table and comes again on every page. */
    static String print(Block.Table table, String label) {
        String caption = "<tr><td class=\"caption\" colspan=\""
                + table.columns().size() + "\">" + caption(table, label) + "</td></tr>";
        return "<div class=\"table" + (table.rows().size() <= SHORT ? " short" : "") + "\" id=\"tbl-" + table.id()
                + "\"><table class=\"data\">\n" + columns(table)
                + "<thead>"
                + caption + header(table) + "</thead>\n" + body(table) + "</table>\n" + notes(table.notes())
                + "</div>\n";
    }

    private static String caption(Block.Table table, String label) {
        return "<b>" + label + "</b>　" + Inline.text(table.caption());
    }

    private static String columns(Block.Table table) {
        double total = table.columns().stream().mapToDouble(Block.Column::width).sum();
        StringBuilder out = new StringBuilder("<colgroup>");
        for (Block.Column column : table.columns()) {
            out.append("<col style=\"width:")
                    .append(percent(column.width() / total))
                    .append("%\"/>");
        }
        return out.append("</colgroup>\n").toString();
    }

    private static String percent(double share) {
        return BigDecimal.valueOf(100 * share)
                .setScale(2, RoundingMode.HALF_EVEN)
                .toPlainString();
    }

    private static String header(Block.Table table) {
        StringBuilder out = new StringBuilder("<tr>");
        for (Block.Column column : table.columns()) {
            out.append("<th scope=\"col\" class=\"")
                    .append(css(column.align()))
                    .append("\">")
                    .append(Inline.text(column.header()))
                    .append("</th>");
        }
        return out.append("</tr>").toString();
    }

    private static String body(Block.Table table) {
        StringBuilder out = new StringBuilder("<tbody>\n");
        for (Block.Row row : table.rows()) {
            out.append(row.ruleAbove() ? "<tr class=\"rule\">" : "<tr>");
            int at = 0;
            for (Block.Cell cell : row.cells()) {
                out.append(cell(cell, table.columns().get(at).align(), at == 0));
                at += cell.span();
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody>\n").toString();
    }

    private static String cell(Block.Cell cell, Align align, boolean first) {
        String tag = first && cell.span() == 1 ? "th scope=\"row\"" : "td";
        StringBuilder out =
                new StringBuilder("<").append(tag).append(" class=\"").append(css(align));
        out.append(isFigure(cell.text()) ? " n" : "").append(cell.bold() ? " bold\"" : "\"");
        if (cell.span() > 1) {
            out.append(" colspan=\"").append(cell.span()).append('"');
        }
        if (cell.indent() > 0) {
            out.append(" style=\"padding-left:")
                    .append(0.4 + 1.2 * cell.indent())
                    .append("em\"");
        }
        out.append('>').append(Inline.text(cell.text()));
        return out.append(tag.startsWith("th") ? "</th>" : "</td>").toString();
    }

    /** A short figure such as 66.4 (12.1) is not broken on a screen, where a wide table can be moved sideways. */
    private static boolean isFigure(String text) {
        return text.length() <= 26 && text.matches("[−<>≤≥+]?\\s?[0-9][^\\p{IsHan}\\n]*");
    }

    private static String css(Align align) {
        return align.name().substring(0, 1).toLowerCase(Locale.ROOT);
    }

    static String notes(List<String> notes) {
        StringBuilder out = new StringBuilder();
        for (String note : notes) {
            out.append("<p class=\"note\">").append(Inline.text(note)).append("</p>\n");
        }
        return out.toString();
    }
}
