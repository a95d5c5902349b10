package org.steelyard.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.SteelyardException;

/** A small valid plan, and plans made from it by replacing text. */
final class Plans {

    private Plans() {}

    static String small() {
        try (var in = Plans.class.getResourceAsStream("/small.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The small plan with a text replaced; a text that is not in it is a mistake of the test. */
    static String smallWith(String found, String replacement) {
        return replace(small(), found, replacement);
    }

    static String replace(String plan, String found, String replacement) {
        if (!plan.contains(found)) {
            throw new IllegalArgumentException("not in the plan: " + found);
        }
        return plan.replace(found, replacement);
    }

    static PlanFile load(String yaml) {
        return ProtocolFile.load(bytes(yaml), "plan.yaml");
    }

    static List<Problem> problems(String yaml) {
        try {
            load(yaml);
            return List.of();
        } catch (SteelyardException e) {
            return e.problems();
        }
    }

    static byte[] bytes(String yaml) {
        return yaml.getBytes(StandardCharsets.UTF_8);
    }
}
