package org.steelyard.report.compose;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Span;

/** Reads everything that a document says: every text of every record in it, charts included. */
final class Reading {

    private Reading() {}

    static List<String> texts(Document document) {
        List<String> out = new ArrayList<>();
        texts(document, out);
        return out;
    }

    static List<String> texts(Object part) {
        List<String> out = new ArrayList<>();
        texts(part, out);
        return out;
    }

    private static void texts(Object part, List<String> out) {
        switch (part) {
            case String s -> out.add(s);
            case List<?> list -> list.forEach(p -> texts(p, out));
            case Optional<?> optional -> optional.ifPresent(p -> texts(p, out));
            case OptionalDouble none -> {}
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    texts(value(record, component), out);
                }
            }
            default -> {}
        }
    }

    /** Every number drawn by a chart. */
    static List<Double> numbers(Object part) {
        List<Double> out = new ArrayList<>();
        numbers(part, out);
        return out;
    }

    private static void numbers(Object part, List<Double> out) {
        switch (part) {
            case Number n -> out.add(n.doubleValue());
            case List<?> list -> list.forEach(p -> numbers(p, out));
            case Optional<?> optional -> optional.ifPresent(p -> numbers(p, out));
            case Record record -> {
                for (RecordComponent component : record.getClass().getRecordComponents()) {
                    numbers(value(record, component), out);
                }
            }
            default -> {
                if (part.getClass().isArray()) {
                    for (int i = 0; i < Array.getLength(part); i++) {
                        numbers(Array.get(part, i), out);
                    }
                }
            }
        }
    }

    private static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    static List<Span> spans(Document document) {
        List<Span> out = new ArrayList<>();
        document.blocks().forEach(b -> spans(b, out));
        return out;
    }

    private static void spans(Block block, List<Span> out) {
        switch (block) {
            case Block.Paragraph p -> out.addAll(p.spans());
            case Block.Bullets l -> l.items().forEach(p -> out.addAll(p.spans()));
            case Block.Callout k -> k.body().forEach(b -> spans(b, out));
            default -> {}
        }
    }

    static List<String> headings(Document document) {
        return document.blocks().stream()
                .filter(Block.Heading.class::isInstance)
                .map(b -> ((Block.Heading) b).text())
                .toList();
    }

    static Block.Table table(Document document, String id) {
        return document.blocks().stream()
                .filter(b -> b instanceof Block.Table t && t.id().equals(id))
                .map(Block.Table.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
