package org.steelyard.report.document;

import java.util.List;

/** A piece of running text. */
public sealed interface Span {

    record Plain(String text) implements Span {}

    record Bold(String text) implements Span {}

    record Italic(String text) implements Span {}

    record Superscript(String text) implements Span {}

    record Subscript(String text) implements Span {}

    /** Fixed width, for commands, file names and digests; may break anywhere. */
    record Code(String text) implements Span {}

    /** Shown as {@code [3]} or {@code [3, 5]}; ids of {@link Reference}s. */
    record Citation(List<String> ids) implements Span {
        public Citation {
            ids = List.copyOf(ids);
        }
    }

    /** Shown as 表 3 or 图 2 with a link; the id of a {@link Block.Table} or {@link Block.Figure}. */
    record CrossReference(String id) implements Span {}

    static Span plain(String text) {
        return new Plain(text);
    }

    static Span bold(String text) {
        return new Bold(text);
    }

    static Span italic(String text) {
        return new Italic(text);
    }

    static Span superscript(String text) {
        return new Superscript(text);
    }

    static Span subscript(String text) {
        return new Subscript(text);
    }

    static Span code(String text) {
        return new Code(text);
    }

    static Span cite(String... ids) {
        return new Citation(List.of(ids));
    }

    static Span ref(String id) {
        return new CrossReference(id);
    }
}
