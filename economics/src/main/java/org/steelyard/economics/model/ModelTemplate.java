package org.steelyard.economics.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commented models to begin with; every one passes the checks and runs. */
public enum ModelTemplate {
    TREE,
    COHORT,
    SEMI_MARKOV,
    PARTITIONED_SURVIVAL,
    MICROSIMULATION,
    DISCRETE_EVENT,
    /** Budget impact and an agreement. */
    FUND;

    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(ModelTemplate::word).toList();
    }

    public static Optional<ModelTemplate> named(String word) {
        return Arrays.stream(values()).filter(t -> t.word().equals(word)).findFirst();
    }

    /** YAML with comments in Chinese and English. */
    public String text() {
        String path = "/template/" + word() + ".yaml";
        try (InputStream in = ModelTemplate.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + path);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
