package org.steelyard.platform.export;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.steelyard.kernel.Text;

/** Names of the fields of forms, and of the values that are chosen from a list, as people read them. */
public final class Words {

    private static final String RESOURCE = "/platform/words.csv";
    private static final Map<String, Text> ALL = read();

    private Words() {}

    private static Map<String, Text> read() {
        try (InputStream in = Objects.requireNonNull(Words.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Map<String, Text> all = new HashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .forEach(cells -> all.put(cells[0], Text.of(cells[1], cells[2])));
            return Map.copyOf(all);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a field is called on the form. */
    public static Optional<Text> field(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /** What a chosen value is called; what somebody wrote himself is none. */
    public static Optional<Text> choice(String value) {
        return Optional.ofNullable(ALL.get("=" + value));
    }
}
