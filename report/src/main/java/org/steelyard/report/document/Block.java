package org.steelyard.report.document;

import java.util.List;
import org.steelyard.report.chart.Chart;

/** A part of a report, in reading order. */
public sealed interface Block {

    /**
     * @param level 1 to 3
     * @param numbered whether it gets a number such as 2.1; unnumbered ones (摘要, 参考文献) do not count
     */
    record Heading(int level, String text, boolean numbered) implements Block {
        public Heading {
            if (level < 1 || level > 3) {
                throw new IllegalArgumentException("heading level must be 1 to 3: " + level);
            }
        }

        public static Heading numbered(int level, String text) {
            return new Heading(level, text, true);
        }

        public static Heading plain(int level, String text) {
            return new Heading(level, text, false);
        }
    }

    record Paragraph(List<Span> spans) implements Block {
        public Paragraph {
            spans = List.copyOf(spans);
        }

        public static Paragraph of(String text) {
            return new Paragraph(List.of(Span.plain(text)));
        }

        public static Paragraph of(Span... spans) {
            return new Paragraph(List.of(spans));
        }

        /** Whether it is the heading of a table or figure, in bold at its beginning, and must not end a page without it. */
        public boolean leadsTo(Block next) {
            return (next instanceof Table || next instanceof Figure)
                    && !spans.isEmpty()
                    && spans.getFirst() instanceof Span.Bold;
        }
    }

    /** @param ordered numbers instead of dots */
    record Bullets(List<Paragraph> items, boolean ordered) implements Block {
        public Bullets {
            items = List.copyOf(items);
        }

        public static Bullets of(List<String> items) {
            return new Bullets(items.stream().map(Paragraph::of).toList(), false);
        }
    }

    /**
     * A three-line table.
     *
     * @param id referred to by {@link Span.CrossReference}; unique among tables and figures
     * @param notes below the table, one line each
     */
    record Table(String id, String caption, List<Column> columns, List<Row> rows, List<String> notes) implements Block {
        public Table {
            columns = List.copyOf(columns);
            rows = List.copyOf(rows);
            notes = List.copyOf(notes);
        }
    }

    enum Align {
        LEFT,
        CENTER,
        RIGHT
    }

    /** @param width relative to the other columns' */
    record Column(String header, Align align, double width) {
        public static Column left(String header, double width) {
            return new Column(header, Align.LEFT, width);
        }

        public static Column center(String header, double width) {
            return new Column(header, Align.CENTER, width);
        }

        public static Column right(String header, double width) {
            return new Column(header, Align.RIGHT, width);
        }
    }

    /**
     * The spans of the cells add up to the number of columns.
     *
     * @param ruleAbove a thin line above it, to set a total or a group apart
     */
    record Row(List<Cell> cells, boolean ruleAbove) {
        public Row {
            cells = List.copyOf(cells);
        }

        public static Row of(String... texts) {
            return of(List.of(texts));
        }

        public static Row of(List<String> texts) {
            return new Row(texts.stream().map(Cell::of).toList(), false);
        }

        public static Row cells(Cell... cells) {
            return new Row(List.of(cells), false);
        }

        /** A bold line across {@code columns} columns that opens a group of rows. */
        public static Row group(String text, int columns) {
            return new Row(List.of(new Cell(text, true, 0, columns)), false);
        }
    }

    /**
     * @param text may hold line breaks
     * @param indent steps to the right, 0 for none
     * @param span how many columns it covers
     */
    record Cell(String text, boolean bold, int indent, int span) {
        public static Cell of(String text) {
            return new Cell(text, false, 0, 1);
        }

        public static Cell bold(String text) {
            return new Cell(text, true, 0, 1);
        }

        public static Cell indented(String text, int indent) {
            return new Cell(text, false, indent, 1);
        }
    }

    /**
     * @param id referred to by {@link Span.CrossReference}, and the name of its files; lower-case letters, digits and hyphens
     * @param alt what the chart shows, for people who cannot see it
     */
    record Figure(String id, String caption, Chart chart, List<String> notes, String alt) implements Block {
        public Figure {
            notes = List.copyOf(notes);
        }
    }

    enum Level {
        INFO,
        WARNING,
        BAD
    }

    /** A box that stands out. */
    record Callout(Level level, String title, List<Block> body) implements Block {
        public Callout {
            body = List.copyOf(body);
        }

        public static Callout of(Level level, String title, String... paragraphs) {
            return new Callout(
                    level,
                    title,
                    List.of(paragraphs).stream().<Block>map(Paragraph::of).toList());
        }
    }

    /** Table of contents, list of tables and list of figures, each with its own title; empty lists are left out. */
    record Contents() implements Block {}

    /** In the order of first citation; entries never cited come last, in the order given. */
    record References(List<Reference> entries) implements Block {
        public References {
            entries = List.copyOf(entries);
        }
    }

    record PageBreak() implements Block {}

    /** A grid of labels and values without a caption. */
    record Facts(List<Fact> facts) implements Block {
        public Facts {
            facts = List.copyOf(facts);
        }
    }
}
