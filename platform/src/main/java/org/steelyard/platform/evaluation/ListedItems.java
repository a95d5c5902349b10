package org.steelyard.platform.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.BiFunction;
import org.steelyard.kernel.Text;

/** Lists that ship as {@code id,part,zh,en} with a line of headings. In: the resource. Out: its items in order. */
final class ListedItems {

    private ListedItems() {}

    /** @param item of the id with its part, and the label */
    static <T> List<T> read(String resource, BiFunction<String[], Text, T> item) {
        try (InputStream in = Objects.requireNonNull(ListedItems.class.getResourceAsStream(resource), resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> item.apply(cells, Text.of(cells[2], cells[3])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
