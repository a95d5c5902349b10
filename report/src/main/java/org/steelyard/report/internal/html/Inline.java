package org.steelyard.report.internal.html;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Span;
import org.steelyard.report.internal.scene.Xml;

/** Running text as XHTML. */
record Inline(Numbering numbering, Lang lang) {

    String html(List<Span> spans) {
        return spans.stream().map(this::html).collect(Collectors.joining());
    }

    private String html(Span span) {
        return switch (span) {
            case Span.Plain s -> text(s.text());
            case Span.Bold s -> "<strong>" + text(s.text()) + "</strong>";
            case Span.Italic s -> "<em>" + text(s.text()) + "</em>";
            case Span.Superscript s -> "<sup>" + text(s.text()) + "</sup>";
            case Span.Subscript s -> "<sub>" + text(s.text()) + "</sub>";
            case Span.Code s -> "<code>" + text(s.text()) + "</code>";
            case Span.Citation s -> citation(s.ids());
            case Span.CrossReference s ->
                "<a class=\"ref\" href=\"#" + numbering.anchor(s.id()) + "\">" + numbering.label(s.id(), lang) + "</a>";
        };
    }

    private String citation(List<String> ids) {
        return ids.stream()
                .map(numbering::citation)
                .sorted()
                .map(n -> "<a href=\"#cite-" + n + "\">" + n + "</a>")
                .collect(Collectors.joining(", ", "<span class=\"cite\">[", "]</span>"));
    }

    /** Line breaks are kept. */
    static String text(String text) {
        return Xml.escape(text).replace("\n", "<br/>");
    }
}
