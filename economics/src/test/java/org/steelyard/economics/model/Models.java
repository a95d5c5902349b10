package org.steelyard.economics.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Problem;

/** Models of the tests. */
final class Models {

    static final DecisionModel.Rates RATES = new DecisionModel.Rates(0.05, 0.05);

    private Models() {}

    static String text(String name) {
        try (InputStream in = Models.class.getResourceAsStream("/models/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalArgumentException("no model " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static DecisionModel load(String name) {
        return parse(text(name), name);
    }

    static DecisionModel parse(String yaml, String name) {
        return DecisionModel.parse(yaml.getBytes(StandardCharsets.UTF_8), name + ".yaml", RATES);
    }

    static DecisionModel parse(String yaml) {
        return parse(yaml, "model");
    }

    static List<Problem> problems(String yaml) {
        return DecisionModel.check(yaml.getBytes(StandardCharsets.UTF_8), "model.yaml", RATES);
    }

    static String said(List<Problem> problems) {
        StringBuilder out = new StringBuilder();
        problems.forEach(p -> out.append(p.in(Lang.EN)).append('\n'));
        return out.toString();
    }
}
