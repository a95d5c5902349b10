package org.steelyard.report.internal.html;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Fact;
import org.steelyard.report.document.Labels;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Reference;

/** The blocks of a document as XHTML. Used once. */
public final class Body {

    /** Screen or paper: tables and contents differ. */
    public enum Medium {
        SCREEN,
        PRINT
    }

    private final Document document;
    private final Numbering numbering;
    private final Medium medium;
    private final Function<Block.Figure, String> picture;
    private final Labels labels;
    private final Inline inline;
    private final StringBuilder out = new StringBuilder(1 << 16);
    private int headings;
    private int tables;
    private int figures;

    private Body(Document document, Medium medium, Function<Block.Figure, String> picture) {
        this.document = document;
        this.numbering = Numbering.of(document);
        this.medium = medium;
        this.picture = picture;
        this.labels = Labels.of(document.lang());
        this.inline = new Inline(numbering, document.lang());
    }

    /** @param picture markup of a figure's chart */
    public static String of(Document document, Medium medium, Function<Block.Figure, String> picture) {
        Body body = new Body(document, medium, picture);
        body.cover();
        body.write(document.blocks());
        return body.out.toString();
    }

    private void cover() {
        var cover = document.cover();
        out.append("<header class=\"cover\">\n");
        line("kind", cover.kind());
        out.append("<h1 class=\"title\">").append(Inline.text(cover.title())).append("</h1>\n");
        line("other", cover.otherTitle());
        line("status", cover.status());
        line("authors", String.join(labels.separator(), cover.authors()));
        cover.affiliations().forEach(a -> line("affiliation", a));
        line("date", cover.date().toString());
        if (!cover.facts().isEmpty()) {
            facts(cover.facts());
        }
        out.append("</header>\n");
    }

    private void line(String css, String text) {
        if (!text.isBlank()) {
            out.append("<p class=\"")
                    .append(css)
                    .append("\">")
                    .append(Inline.text(text))
                    .append("</p>\n");
        }
    }

    private void write(List<Block> blocks) {
        for (int i = 0; i < blocks.size(); i++) {
            boolean leads =
                    i + 1 < blocks.size() && blocks.get(i) instanceof Block.Paragraph p && p.leadsTo(blocks.get(i + 1));
            write(blocks.get(i), leads);
        }
    }

    private void write(Block block, boolean leads) {
        switch (block) {
            case Block.Heading heading -> heading(heading);
            case Block.Paragraph p ->
                out.append(leads ? "<p class=\"leading\">" : "<p>")
                        .append(inline.html(p.spans()))
                        .append("</p>\n");
            case Block.Bullets bullets -> bullets(bullets);
            case Block.Table table -> table(table);
            case Block.Figure figure -> figure(figure);
            case Block.Callout callout -> callout(callout);
            case Block.Contents _ -> contents();
            case Block.References _ -> references();
            case Block.PageBreak _ -> out.append("<div class=\"break\"></div>\n");
            case Block.Facts facts -> facts(facts.facts());
        }
    }

    /** The title is the page's h1; sections begin at h2. */
    private void heading(Block.Heading heading) {
        Numbering.Entry entry = numbering.headings().get(headings++);
        String tag = "h" + (heading.level() + 1);
        out.append("<").append(tag).append(" id=\"").append(entry.anchor()).append("\">");
        if (!entry.number().isEmpty()) {
            out.append("<span class=\"number\">").append(entry.number()).append("</span>　");
        }
        out.append(Inline.text(heading.text())).append("</").append(tag).append(">\n");
    }

    private void bullets(Block.Bullets bullets) {
        String tag = bullets.ordered() ? "ol" : "ul";
        out.append("<").append(tag).append(">\n");
        bullets.items()
                .forEach(item ->
                        out.append("<li>").append(inline.html(item.spans())).append("</li>\n"));
        out.append("</").append(tag).append(">\n");
    }

    private void table(Block.Table table) {
        String label = labels.table(numbering.tables().get(tables++).number());
        out.append(
                switch (medium) {
                    case SCREEN -> TableMarkup.screen(table, label);
                    case PRINT -> TableMarkup.print(table, label);
                });
    }

    private void figure(Block.Figure figure) {
        String label = labels.figure(numbering.figures().get(figures++).number());
        out.append("<figure class=\"chart\" id=\"fig-").append(figure.id()).append("\">\n");
        out.append("<div class=\"picture\">").append(picture.apply(figure)).append("</div>\n");
        out.append("<figcaption><b>")
                .append(label)
                .append("</b>　")
                .append(Inline.text(figure.caption()))
                .append("</figcaption>\n");
        out.append(TableMarkup.notes(figure.notes())).append("</figure>\n");
    }

    private void callout(Block.Callout callout) {
        String level = callout.level().name().toLowerCase(Locale.ROOT);
        out.append("<div class=\"callout ").append(level).append("\" role=\"note\">\n");
        line("callout-title", callout.title());
        write(callout.body());
        out.append("</div>\n");
    }

    private void contents() {
        out.append("<div class=\"contents\">\n");
        list(labels.contents(), "toc", numbering.headings(), entry -> entry.number());
        list(labels.listOfTables(), "lot", numbering.tables(), entry -> labels.table(entry.number()));
        list(labels.listOfFigures(), "lof", numbering.figures(), entry -> labels.figure(entry.number()));
        out.append("</div>\n");
    }

    private void list(
            String title, String css, List<Numbering.Entry> entries, Function<Numbering.Entry, String> label) {
        if (entries.isEmpty()) {
            return;
        }
        out.append("<div class=\"").append(css).append("\">\n<p class=\"contents-title\">");
        out.append(title).append("</p>\n");
        for (Numbering.Entry entry : entries) {
            out.append(entry(entry, label.apply(entry)));
        }
        out.append("</div>\n");
    }

    private static String entry(Numbering.Entry entry, String label) {
        return "<p class=\"entry level" + entry.level() + "\"><a href=\"#" + entry.anchor() + "\">"
                + (label.isEmpty() ? "" : label + "　") + Inline.text(entry.text()) + "</a></p>\n";
    }

    private void references() {
        out.append("<ol class=\"references\">\n");
        for (int i = 0; i < numbering.references().size(); i++) {
            Reference reference = numbering.references().get(i);
            out.append("<li id=\"cite-").append(i + 1).append("\">");
            out.append("<span class=\"cite-number\">[").append(i + 1).append("]</span> ");
            out.append(Inline.text(reference.text()));
            if (!reference.address().isEmpty()) {
                String address = Inline.text(reference.address());
                out.append(" <a href=\"")
                        .append(address)
                        .append("\">")
                        .append(address)
                        .append("</a>");
            }
            out.append("</li>\n");
        }
        out.append("</ol>\n");
    }

    private void facts(List<Fact> facts) {
        out.append("<table class=\"facts\"><tbody>\n");
        for (Fact fact : facts) {
            out.append("<tr><th scope=\"row\">")
                    .append(Inline.text(fact.label()))
                    .append("</th><td>")
                    .append(Inline.text(fact.value()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table>\n");
    }
}
