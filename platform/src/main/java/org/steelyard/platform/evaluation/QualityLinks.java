package org.steelyard.platform.evaluation;

import java.util.List;
import org.steelyard.kernel.Text;

/** What is looked at in the three key links of the conduct: extraction, governance, analysis (guide, part 6, section 5). */
public final class QualityLinks {

    private static final String RESOURCE = "/platform/quality-links.csv";

    private QualityLinks() {}

    /** @param link extraction, governance or analysis */
    public record Item(String id, String link, Text label) {}

    public static List<Item> items() {
        return ListedItems.read(RESOURCE, (cells, label) -> new Item(cells[0], cells[1], label));
    }

    static List<String> links() {
        return items().stream().map(Item::link).distinct().toList();
    }

    static List<String> of(String link) {
        return items().stream()
                .filter(item -> item.link().equals(link))
                .map(Item::id)
                .toList();
    }
}
