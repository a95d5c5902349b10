package org.steelyard.platform.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.steelyard.kernel.Text;

/** What is looked at in the three key links of the conduct: extraction, governance, analysis (guide, part 6, section 5). */
public final class QualityLinks {

    private static final String RESOURCE = "/platform/quality-links.csv";

    private QualityLinks() {}

    /** @param link extraction, governance or analysis */
    public record Item(String id, String link, Text label) {}

    public static List<Item> items() {
        try (InputStream in = Objects.requireNonNull(QualityLinks.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Item(cells[0], cells[1], Text.of(cells[2], cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
