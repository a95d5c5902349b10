package org.steelyard.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Labels;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.internal.DocumentCheck;
import org.steelyard.report.internal.html.Body;
import org.steelyard.report.internal.scene.Xml;

/** Writes a document as one HTML page that needs no other file: style and figures are inside. */
public final class HtmlRenderer {

    private HtmlRenderer() {}

    /** @throws org.steelyard.kernel.SteelyardException when the document is not whole */
    public static String render(Document document) {
        DocumentCheck.check(document);
        Labels labels = Labels.of(document.lang());
        String body = Body.of(document, Body.Medium.SCREEN, figure -> ChartRenderer.svg(figure, document.lang()));
        return "<!DOCTYPE html>\n<html lang=\"" + labels.language() + "\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>"
                + Xml.escape(document.cover().title())
                + "</title>\n<style>\n"
                + resource("screen.css")
                + "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#text\">"
                + labels.toContents()
                + "</a>\n"
                + side(document, labels)
                + "<main id=\"text\">\n"
                + body
                + "</main>\n</body>\n</html>\n";
    }

    /** The contents beside the text on wide screens: two levels. */
    private static String side(Document document, Labels labels) {
        StringBuilder out = new StringBuilder("<nav class=\"side\" aria-label=\"")
                .append(labels.contents())
                .append("\">\n<p>")
                .append(labels.contents())
                .append("</p>\n<ul>\n");
        for (Numbering.Entry entry : Numbering.of(document).headings()) {
            if (entry.level() <= 2) {
                out.append("<li class=\"level")
                        .append(entry.level())
                        .append("\"><a href=\"#")
                        .append(entry.anchor())
                        .append("\">")
                        .append(entry.number().isEmpty() ? "" : entry.number() + "　")
                        .append(Xml.escape(entry.text()))
                        .append("</a></li>\n");
            }
        }
        return out.append("</ul>\n</nav>\n").toString();
    }

    private static String resource(String name) {
        try (InputStream in = HtmlRenderer.class.getResourceAsStream("/org/steelyard/report/" + name)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its style " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
