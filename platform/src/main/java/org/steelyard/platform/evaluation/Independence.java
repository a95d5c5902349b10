package org.steelyard.platform.evaluation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Text;

/**
 * What an initiator states besides its interests when it carries out its own evaluation. The guide lets it (part 6, section
 * 2) and has the independence of the implementing body checked (section 7.1): whoever asks the question and answers it says
 * how the two are kept apart.
 */
public final class Independence {

    private static final String RESOURCE = "/platform/independence.csv";

    private Independence() {}

    public record Item(String id, Text label) {}

    public static List<Item> items() {
        try (InputStream in = Objects.requireNonNull(Independence.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .skip(1)
                    .map(line -> line.split(",", -1))
                    .map(cells -> new Item(cells[0], Text.of(cells[1], cells[2])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether one organisation initiates and carries out, whatever it is called besides. */
    public static boolean isAsked(Case file) {
        Set<String> initiators = file.parties().stream()
                .filter(p -> p.role() == Role.INITIATOR)
                .map(Party::organisation)
                .collect(Collectors.toSet());
        return file.parties().stream()
                .anyMatch(p -> p.role() == Role.IMPLEMENTER && initiators.contains(p.organisation()));
    }

    /** Items of the person's last declaration that say something. */
    static Set<String> stated(Case file, String account) {
        return file
                .of("declare-interests")
                .filter(f -> f.account().equals(account))
                .reduce((first, second) -> second)
                .map(Filing::body)
                .filter(Body.Interests.class::isInstance)
                .map(Body.Interests.class::cast)
                .stream()
                .flatMap(i -> i.independence().stream())
                .filter(s -> !s.statement().isBlank())
                .map(Body.IndependenceStatement::item)
                .collect(Collectors.toSet());
    }
}
