package org.steelyard.platform.evaluation;

import java.util.List;
import org.steelyard.kernel.Text;

/** What a review looks at (guide, part 6, section 7, blocks 1 to 3). */
public final class Checklist {

    private static final String RESOURCE = "/platform/checklist.csv";

    /** The parts of a report (guide, Annex 3), in order. */
    public static final List<String> REPORT_PARTS = List.of(
            "cover",
            "declarations",
            "contents",
            "abstract",
            "background",
            "methods",
            "results",
            "discussion",
            "conclusions",
            "references",
            "appendices");

    /** The six parts of evidence strength (guide, part 6, section 7.4). */
    public static final List<String> STRENGTH =
            List.of("protocol", "source", "comparator", "statistics", "confounding", "quality");

    private Checklist() {}

    /** @param block process, data or report */
    public record Item(String id, String block, Text label) {}

    public static List<Item> items() {
        return ListedItems.read(RESOURCE, (cells, label) -> new Item(cells[0], cells[1], label));
    }
}
