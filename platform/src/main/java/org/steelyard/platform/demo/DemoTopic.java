package org.steelyard.platform.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a sample evaluates: the words of its plan, or one of the examples with what it found. */
final class DemoTopic {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Za-z]+)}");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");
    private static final int FIGURES = 6;

    private final Map<String, String> words;
    private final Optional<String> example;

    private DemoTopic(Map<String, String> words, Optional<String> example) {
        this.words = words;
        this.example = example;
    }

    /** The two examples first. */
    static List<DemoTopic> all() {
        List<DemoTopic> topics = new ArrayList<>();
        topics.add(new DemoTopic(words("/demo/rotterdam.yaml").getFirst(), Optional.of("rotterdam")));
        topics.add(new DemoTopic(words("/demo/rhc.yaml").getFirst(), Optional.of("rhc")));
        words("/demo/topics.yaml").forEach(w -> topics.add(new DemoTopic(w, Optional.empty())));
        return topics;
    }

    private static List<Map<String, String>> words(String name) {
        return new YAMLMapper()
                .readValue(resource(name), new TypeReference<List<LinkedHashMap<String, String>>>() {}).stream()
                        .<Map<String, String>>map(map -> map)
                        .toList();
    }

    String get(String word) {
        return Objects.requireNonNull(words.get(word), word);
    }

    /** The plan: that of the example, or the sample's words in the form of a plan. */
    String plan() {
        if (example.isPresent()) {
            return resource("/demo/" + example.get() + "/protocol.yaml");
        }
        Matcher hole = HOLE.matcher(resource("/demo/plan.yaml"));
        return hole.replaceAll(found -> Matcher.quoteReplacement(scalar(found)));
    }

    /** Inside a longer text the word as it is, else quoted, so that no word is read as YAML. */
    private String scalar(java.util.regex.MatchResult found) {
        String word = get(found.group(1));
        boolean inside = found.group(1).equals("days")
                || found.group(1).equals("event")
                || found.group(1).equals("disease");
        return inside || PLAIN.matcher(word).matches()
                ? word
                : JsonMapper.shared().writeValueAsString(word);
    }

    /** What the example's run wrote. */
    JsonNode results() {
        return JsonMapper.shared().readTree(resource("/demo/" + example.orElseThrow() + "-results.json"));
    }

    /** The first pre-specified estimates, as the published table shows them. */
    List<Map<String, Object>> figures() {
        return StreamSupport.stream(results().path("estimates").spliterator(), false)
                .filter(e -> e.path("preSpecified").asBoolean()
                        && e.path("module").asString().equals("clinical")
                        && e.path("value").isNumber())
                .limit(FIGURES)
                .map(e -> Map.<String, Object>of(
                        "label",
                                e.path("outcome").asString() + " · "
                                        + e.path("analysis").asString() + " · "
                                        + e.path("measure").asString(),
                        "value", e.path("value").asDouble(),
                        "count", e.path("n").asLong(),
                        "unit", e.path("unit").asString("")))
                .toList();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(DemoTopic.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
