package org.steelyard.app;

import java.util.List;
import org.steelyard.economics.model.ReportingChecklist;
import org.steelyard.economics.model.ReportingChecklist.Item;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;

/** The checklist of CHEERS 2022 as Markdown and as HTML. */
record CheersPage(ReportingChecklist checklist, Lang lang) {

    private static final String REFERENCE =
            "Husereau D, Drummond M, Augustovski F, et al. BMC Medicine 2022;20:23. doi:10.1186/s12916-021-02204-0";

    List<String> header() {
        return List.of("", in("条目", "Item"), in("模型所含", "In the model"), in("尚缺", "Missing"));
    }

    private String in(String zh, String en) {
        return Text.of(zh, en).in(lang);
    }

    private String summary() {
        int open = checklist.open().size();
        int all = checklist.items().size();
        return in(
                all + " 项中 " + (all - open) + " 项齐全，" + open + " 项尚有缺失。",
                (all - open) + " of " + all + " items are complete; " + open + " lack something.");
    }

    String markdown() {
        StringBuilder out = new StringBuilder("# CHEERS 2022\n\n" + summary() + "\n\n");
        out.append("| ").append(String.join(" | ", header())).append(" |\n|---:|---|---|---|\n");
        for (Item i : checklist.items()) {
            out.append("| ")
                    .append(i.number())
                    .append(" | ")
                    .append(cell(i.topic()))
                    .append(" | ");
            out.append(cell(i.found())).append(" | ").append(cell(i.missing())).append(" |\n");
        }
        return out.append('\n').append(REFERENCE).append('\n').toString();
    }

    private String cell(Text text) {
        return text.in(lang).replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\R", " ");
    }

    String html() {
        StringBuilder out = new StringBuilder(
                "<!DOCTYPE html>\n<html lang=\"" + in("zh-CN", "en")
                        + "\">\n<head><meta charset=\"utf-8\"><title>CHEERS 2022</title><style>\n"
                        + "body{font-family:sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem}\n"
                        + "table{border-collapse:collapse}th,td{border:1px solid #9aa5b1;padding:.4rem .6rem;text-align:left;vertical-align:top}\n"
                        + "th{background:#e7ecf2}td:first-child{text-align:right}td:last-child{color:#8a1c1c}\n</style></head>\n<body>\n<h1>CHEERS 2022</h1>\n<p>");
        out.append(escaped(summary())).append("</p>\n<table>\n<tr>");
        header().forEach(
                        h -> out.append("<th scope=\"col\">").append(escaped(h)).append("</th>"));
        out.append("</tr>\n");
        for (Item i : checklist.items()) {
            out.append("<tr><td>").append(i.number()).append("</td>");
            for (Text t : List.of(i.topic(), i.found(), i.missing())) {
                out.append("<td>").append(escaped(t.in(lang))).append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</table>\n<p>")
                .append(REFERENCE)
                .append("</p>\n</body>\n</html>\n")
                .toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
