package org.steelyard.report.internal;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.report.ReportError;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Reference;
import org.steelyard.report.document.Span;
import org.steelyard.report.document.Walk;

/** Is a document whole? Ids are unique and well-formed, references lead somewhere, tables are rectangular. */
public final class DocumentCheck {

    private static final Text REPAIR = Text.of(
            "这是程序内部问题，请将本条信息报告给维护者。", "This is a defect of the program; report this message to its maintainers.");

    private final Problems problems = new Problems();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> references = new HashSet<>();

    private DocumentCheck() {}

    /** Fails with all problems of the document, if it has any. */
    public static void check(Document document) {
        DocumentCheck check = new DocumentCheck();
        Walk.blocks(document.blocks()).forEach(check::block);
        Walk.spans(document.blocks()).forEach(check::span);
        check.problems.throwIfAny();
    }

    private void block(Block block) {
        switch (block) {
            case Block.Table table -> table(table);
            case Block.Figure figure -> id(figure.id(), ids);
            case Block.References r -> r.entries().stream().map(Reference::id).forEach(id -> reference(id));
            case Block.Heading _, Block.Paragraph _, Block.Bullets _, Block.Callout _ -> {}
            case Block.Contents _, Block.PageBreak _, Block.Facts _ -> {}
        }
    }

    private void reference(String id) {
        if (!references.add(id)) {
            duplicate(id);
        }
    }

    private void id(String id, Set<String> taken) {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            problems.add(
                    ReportError.MALFORMED_ID,
                    Place.field(id),
                    Text.of(
                            "图表标识只能由小写字母、数字和连字符组成。",
                            "An id of a table or figure may hold lower-case letters, digits and hyphens only."),
                    REPAIR);
        }
        if (!taken.add(id)) {
            duplicate(id);
        }
    }

    private void duplicate(String id) {
        problems.add(
                ReportError.DUPLICATE_ID,
                Place.field(id),
                Text.of("同一标识在报告中出现了两次，标识必须唯一。", "An id occurs twice in the report; ids must be unique."),
                REPAIR);
    }

    private void table(Block.Table table) {
        id(table.id(), ids);
        int columns = table.columns().size();
        for (int i = 0; i < table.rows().size(); i++) {
            int width = table.rows().get(i).cells().stream()
                    .mapToInt(Block.Cell::span)
                    .sum();
            if (width != columns) {
                problems.add(
                        ReportError.UNEVEN_TABLE,
                        Place.of("", i + 1, table.id()),
                        Text.of(
                                "表格该行占 " + width + " 列，应为 " + columns + " 列。",
                                "This row of the table covers " + width + " columns instead of " + columns + "."),
                        REPAIR);
            }
        }
    }

    private void span(Span span) {
        switch (span) {
            case Span.CrossReference ref -> crossReference(ref.id());
            case Span.Citation citation -> citation(citation.ids());
            case Span.Plain _, Span.Bold _, Span.Italic _, Span.Superscript _, Span.Subscript _, Span.Code _ -> {}
        }
    }

    private void crossReference(String id) {
        if (!ids.contains(id)) {
            problems.add(
                    ReportError.UNKNOWN_CROSS_REFERENCE,
                    Place.field(id),
                    Text.of("正文引用的图或表不存在。", "The text refers to a table or figure that does not exist."),
                    REPAIR);
        }
    }

    private void citation(List<String> cited) {
        for (String id : cited) {
            if (!references.contains(id)) {
                problems.add(
                        ReportError.UNKNOWN_CITATION,
                        Place.field(id),
                        Text.of("正文引用的文献不在参考文献中。", "The text cites an entry that is not in the list of references."),
                        REPAIR);
            }
        }
    }
}
