package org.steelyard.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Labels;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Walk;
import org.steelyard.report.internal.DocumentCheck;
import org.steelyard.report.internal.draw.Drawings;
import org.steelyard.report.internal.font.Fonts;
import org.steelyard.report.internal.html.Body;
import org.steelyard.report.internal.pdf.PdfPages;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Xml;

/**
 * Writes a document as PDF on A4: fonts embedded, figures as vectors, bookmarks, page numbers. The same document gives
 * the same bytes; the creation date is the document's. Characters that the fonts lack appear as 〓.
 */
public final class PdfRenderer {

    private PdfRenderer() {}

    /** @throws org.steelyard.kernel.SteelyardException when the document is not whole */
    public static byte[] render(Document document) {
        DocumentCheck.check(document);
        Map<String, Scene> scenes = new TreeMap<>();
        Walk.blocks(document.blocks())
                .filter(Block.Figure.class::isInstance)
                .map(Block.Figure.class::cast)
                .forEach(figure -> scenes.put(figure.id(), Drawings.draw(figure.chart())));
        String page = page(document);
        PdfPages.Info info = new PdfPages.Info(
                document.cover().title(),
                String.join(", ", document.cover().authors()),
                document.cover().date(),
                Labels.of(document.lang()).language());
        return PdfPages.render(Fonts.printable(page), scenes, info);
    }

    private static String page(Document document) {
        String title = Xml.escape(document.cover().title());
        String language = Labels.of(document.lang()).language();
        return "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"" + language + "\" class=\"" + language
                + "\">\n<head>\n<title>" + title + "</title>\n" + bookmarks(document) + "<style>\n"
                + resource() + "</style>\n</head>\n<body>\n<div class=\"running\">" + title + "</div>\n"
                + Body.of(document, Body.Medium.PRINT, f -> "<img data-chart=\"" + f.id() + "\" alt=\"\"/>")
                + "</body>\n</html>\n";
    }

    private static String bookmarks(Document document) {
        StringBuilder out = new StringBuilder("<bookmarks>\n");
        int depth = 0;
        for (Numbering.Entry entry : Numbering.of(document).headings()) {
            int level = Math.min(entry.level(), depth + 1);
            for (; depth >= level; depth--) {
                out.append("</bookmark>\n");
            }
            String name = entry.number().isEmpty() ? entry.text() : entry.number() + "　" + entry.text();
            out.append("<bookmark name=\"")
                    .append(Xml.escape(name))
                    .append("\" href=\"#")
                    .append(entry.anchor())
                    .append("\">\n");
            depth = level;
        }
        return out.append("</bookmark>\n".repeat(depth))
                .append("</bookmarks>\n")
                .toString();
    }

    private static String resource() {
        try (InputStream in = PdfRenderer.class.getResourceAsStream("/org/steelyard/report/print.css")) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its style print.css");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
