package org.steelyard.report.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.kernel.Lang;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Block.Bullets;
import org.steelyard.report.document.Block.Cell;
import org.steelyard.report.document.Block.Column;
import org.steelyard.report.document.Block.Heading;
import org.steelyard.report.document.Block.Paragraph;
import org.steelyard.report.document.Block.Row;
import org.steelyard.report.document.Fact;
import org.steelyard.report.document.Span;

/**
 * Collects blocks. In its texts {@code ⟦id⟧} refers to a table or figure, {@code ⟦@id⟧} cites, {@code ⟦*words⟧} is bold
 * and {@code ⟦`code⟧} is fixed width. Not for sharing between threads.
 */
final class Blocks {

    private static final Pattern MARK = Pattern.compile("⟦([@*`]?)([^⟧]*)⟧");

    private final List<Block> blocks = new ArrayList<>();
    private final Lang lang;

    Blocks(Lang lang) {
        this.lang = lang;
    }

    List<Block> list() {
        return List.copyOf(blocks);
    }

    Blocks add(Block block) {
        blocks.add(block);
        return this;
    }

    Blocks addAll(List<Block> more) {
        blocks.addAll(more);
        return this;
    }

    Blocks chapter(String zh, String en) {
        return add(Heading.numbered(1, in(zh, en)));
    }

    /** A chapter without a number, such as 摘要. */
    Blocks front(String zh, String en) {
        return add(Heading.plain(1, in(zh, en)));
    }

    Blocks section(String zh, String en) {
        return add(Heading.numbered(2, in(zh, en)));
    }

    Blocks subsection(String zh, String en) {
        return add(Heading.numbered(3, in(zh, en)));
    }

    Blocks minor(String zh, String en) {
        return add(Heading.plain(3, in(zh, en)));
    }

    /** A paragraph; nothing when blank. */
    Blocks para(String text) {
        return text.isBlank() ? this : add(marked(text));
    }

    Blocks para(String zh, String en) {
        return para(in(zh, en));
    }

    /** A paragraph that opens with a bold word and a colon; nothing when the text is blank. */
    Blocks labelled(String label, String text) {
        return text.isBlank() ? this : para("⟦*" + label + in("：", ": ") + "⟧" + text);
    }

    Blocks bullets(List<String> items) {
        List<Paragraph> shown =
                items.stream().filter(i -> !i.isBlank()).map(Blocks::marked).toList();
        return shown.isEmpty() ? this : add(new Bullets(shown, false));
    }

    Blocks facts(List<Fact> facts) {
        List<Fact> shown = facts.stream().filter(f -> !f.value().isBlank()).toList();
        return shown.isEmpty() ? this : add(new Block.Facts(shown));
    }

    Blocks table(String id, String caption, List<Column> columns, List<Row> rows, List<String> notes) {
        return add(new Block.Table(
                id,
                caption,
                columns,
                rows,
                notes.stream().filter(n -> !n.isBlank()).toList()));
    }

    Blocks figure(String id, String caption, Chart chart, List<String> notes, String alt) {
        return add(new Block.Figure(
                id, caption, chart, notes.stream().filter(n -> !n.isBlank()).toList(), alt));
    }

    Blocks callout(Block.Level level, String title, List<String> paragraphs) {
        return add(new Block.Callout(
                level, title, paragraphs.stream().<Block>map(Blocks::marked).toList()));
    }

    static Paragraph marked(String text) {
        List<Span> spans = new ArrayList<>();
        Matcher matcher = MARK.matcher(text);
        int from = 0;
        while (matcher.find()) {
            plain(text.substring(from, matcher.start()), spans);
            spans.add(span(matcher.group(1), matcher.group(2)));
            from = matcher.end();
        }
        plain(text.substring(from), spans);
        return new Paragraph(spaced(spans));
    }

    /** 表 3 列出, not 表 3列出. */
    private static List<Span> spaced(List<Span> spans) {
        List<Span> out = new ArrayList<>(spans);
        for (int i = 1; i < out.size(); i++) {
            if (out.get(i - 1) instanceof Span.CrossReference
                    && out.get(i) instanceof Span.Plain plain
                    && Character.UnicodeScript.of(plain.text().codePointAt(0)) == Character.UnicodeScript.HAN) {
                out.set(i, Span.plain(" " + plain.text()));
            }
        }
        return List.copyOf(out);
    }

    private static Span span(String kind, String content) {
        return switch (kind) {
            case "@" -> new Span.Citation(List.of(content.split(",")));
            case "*" -> Span.bold(content);
            case "`" -> Span.code(content);
            default -> Span.ref(content);
        };
    }

    private static void plain(String text, List<Span> spans) {
        if (!text.isEmpty()) {
            spans.add(Span.plain(text));
        }
    }

    private String in(String zh, String en) {
        return lang == Lang.ZH ? zh : en;
    }

    static Row total(List<String> texts) {
        return new Row(texts.stream().map(Cell::bold).toList(), true);
    }

    static Row indented(String label, List<String> texts) {
        List<Cell> cells = new ArrayList<>();
        cells.add(Cell.indented(label, 1));
        texts.forEach(t -> cells.add(Cell.of(t)));
        return new Row(cells, false);
    }
}
