package org.steelyard.platform.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
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
        try (InputStream in = Objects.requireNonNull(Checklist.class.getResourceAsStream(RESOURCE), RESOURCE)) {
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
}
