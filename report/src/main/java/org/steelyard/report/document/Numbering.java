package org.steelyard.report.document;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.steelyard.kernel.Lang;

/**
 * The numbers of a document's parts: headings 1, 1.1, 1.1.1; tables and figures each from 1 in order of appearance;
 * references from 1 in order of first citation, those never cited after them.
 *
 * @param headings in reading order
 * @param references in the order of their numbers
 */
public record Numbering(List<Entry> headings, List<Entry> tables, List<Entry> figures, List<Reference> references) {

    /**
     * @param number such as 2.1 or 3; empty for a heading without one
     * @param anchor unique within the document
     */
    public record Entry(int level, String number, String text, String anchor) {}

    public static Numbering of(Document document) {
        List<Block> blocks = Walk.blocks(document.blocks()).toList();
        List<Entry> tables = new ArrayList<>();
        List<Entry> figures = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Table table) {
                tables.add(numbered(tables.size() + 1, table.caption(), "tbl-" + table.id()));
            } else if (block instanceof Block.Figure figure) {
                figures.add(numbered(figures.size() + 1, figure.caption(), "fig-" + figure.id()));
            }
        }
        return new Numbering(headings(blocks), tables, figures, references(document));
    }

    /** 表 3, Figure 2: what a cross reference shows. Empty when there is no such table or figure. */
    public String label(String id, Lang lang) {
        for (Entry table : tables) {
            if (table.anchor().equals("tbl-" + id)) {
                return Labels.of(lang).table(table.number());
            }
        }
        for (Entry figure : figures) {
            if (figure.anchor().equals("fig-" + id)) {
                return Labels.of(lang).figure(figure.number());
            }
        }
        return "";
    }

    /** Anchor of a table or figure. */
    public String anchor(String id) {
        return tables.stream().anyMatch(t -> t.anchor().equals("tbl-" + id)) ? "tbl-" + id : "fig-" + id;
    }

    public int citation(String id) {
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Entry numbered(int number, String caption, String anchor) {
        return new Entry(1, Integer.toString(number), caption, anchor);
    }

    private static List<Entry> headings(List<Block> blocks) {
        int[] counters = new int[3];
        List<Entry> headings = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Heading heading) {
                String number = heading.numbered() ? next(counters, heading.level()) : "";
                headings.add(new Entry(heading.level(), number, heading.text(), "sec-" + (headings.size() + 1)));
            }
        }
        return List.copyOf(headings);
    }

    private static String next(int[] counters, int level) {
        counters[level - 1]++;
        StringBuilder number = new StringBuilder();
        for (int i = 0; i < counters.length; i++) {
            if (i >= level) {
                counters[i] = 0;
            } else {
                number.append(i == 0 ? "" : ".").append(counters[i]);
            }
        }
        return number.toString();
    }

    private static List<Reference> references(Document document) {
        Map<String, Reference> waiting = Walk.blocks(document.blocks())
                .filter(Block.References.class::isInstance)
                .flatMap(block -> ((Block.References) block).entries().stream())
                .collect(Collectors.toMap(Reference::id, r -> r, (first, second) -> first, LinkedHashMap::new));
        List<Reference> ordered = new ArrayList<>();
        Walk.spans(document.blocks())
                .filter(Span.Citation.class::isInstance)
                .flatMap(span -> ((Span.Citation) span).ids().stream())
                .forEach(id -> {
                    Reference cited = waiting.remove(id);
                    if (cited != null) {
                        ordered.add(cited);
                    }
                });
        ordered.addAll(waiting.values());
        return List.copyOf(ordered);
    }
}
