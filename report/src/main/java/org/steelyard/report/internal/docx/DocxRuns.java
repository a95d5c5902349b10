package org.steelyard.report.internal.docx;

import java.util.List;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;
import org.steelyard.report.document.Numbering;
import org.steelyard.report.document.Span;

/** Running text as runs. */
record DocxRuns(Numbering numbering, Lang lang) {

    String of(List<Span> spans) {
        return spans.stream().map(this::of).collect(Collectors.joining());
    }

    private String of(Span span) {
        return switch (span) {
            case Span.Plain s -> Ooxml.run(s.text());
            case Span.Bold s -> Ooxml.run(s.text(), "<w:b/>");
            case Span.Italic s -> Ooxml.run(s.text(), "<w:i/>");
            case Span.Superscript s -> Ooxml.run(s.text(), "<w:vertAlign w:val=\"superscript\"/>");
            case Span.Subscript s -> Ooxml.run(s.text(), "<w:vertAlign w:val=\"subscript\"/>");
            case Span.Code s -> Ooxml.run(s.text(), "<w:rStyle w:val=\"CodeText\"/>");
            case Span.Citation s -> citation(s.ids());
            case Span.CrossReference s ->
                Ooxml.field("REF " + bookmark(numbering, s.id()) + " \\h", Ooxml.run(numbering.label(s.id(), lang)));
        };
    }

    private String citation(List<String> ids) {
        return ids.stream()
                .map(numbering::citation)
                .sorted()
                .map(n -> Ooxml.link("_Cite" + n, Ooxml.run(Integer.toString(n))))
                .collect(Collectors.joining(Ooxml.run(", "), Ooxml.run("["), Ooxml.run("]")));
    }

    /** Names of bookmarks are short and plain, whatever the ids are. */
    static String bookmark(Numbering numbering, String id) {
        for (Numbering.Entry entry : numbering.tables()) {
            if (entry.anchor().equals("tbl-" + id)) {
                return "_RefT" + entry.number();
            }
        }
        for (Numbering.Entry entry : numbering.figures()) {
            if (entry.anchor().equals("fig-" + id)) {
                return "_RefF" + entry.number();
            }
        }
        throw new IllegalArgumentException("no table or figure " + id);
    }
}
