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
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** What a sample evaluates: the words of its plan, or one of the examples with what it found. */
final class DemoTopic {

    private static final Pattern HOLE = Pattern.compile("\\$\\{([A-Za-z]+)}");
    private static final Pattern PLAIN = Pattern.compile("[a-z0-9-]+");
    private static final int FIGURES = 6;
    private static final double PERCENT = 100;
    private static final Map<String, Text> UNITS = Map.of(
            "ratio", Text.of("", ""),
            "proportion", Text.of("百分点", "percentage points"),
            "days", Text.of("天", "days"),
            "months", Text.of("月", "months"),
            "years", Text.of("年", "years"));

    private static final List<Example> EXAMPLES = List.of(
            new Example("rotterdam", "rotterdam/protocol.yaml"),
            new Example("rhc", "rhc/protocol.yaml"),
            new Example("equivalence", "equivalence/protocol.yaml"),
            new Example("rotterdam-model", "rotterdam/model-plan.yaml"));

    private final Map<String, String> words;
    private final Optional<Example> example;

    /**
     * An evaluation that comes with the program.
     *
     * @param name of its words, results and figures
     * @param plan the file of its plan
     */
    private record Example(String name, String plan) {}

    private DemoTopic(Map<String, String> words, Optional<Example> example) {
        this.words = words;
        this.example = example;
    }

    /** The examples first. */
    static List<DemoTopic> all() {
        List<DemoTopic> topics = new ArrayList<>();
        EXAMPLES.forEach(e ->
                topics.add(new DemoTopic(words("/demo/" + e.name() + ".yaml").getFirst(), Optional.of(e))));
        words("/demo/topics.yaml").forEach(w -> topics.add(new DemoTopic(w, Optional.empty())));
        return topics;
    }

    boolean isExample() {
        return example.isPresent();
    }

    /** Whether the national authority is addressed, not that of the province. */
    boolean isNational() {
        return "national".equals(words.get("authority"));
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
            return resource("/demo/" + example.get().plan());
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
        return JsonMapper.shared()
                .readTree(resource("/demo/" + example.orElseThrow().name() + "-results.json"));
    }

    /** Figures of the example's report, by the names that a run files them under. */
    Map<String, byte[]> pictures() {
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        String name = example.orElseThrow().name();
        for (String line : resource("/demo/figures/figures.txt").lines().toList()) {
            String[] parts = line.split(" ", 3);
            if (parts[0].equals(name)) {
                pictures.put(
                        parts[1] + " " + parts[2] + ".png", bytes("/demo/figures/" + name + "-" + parts[1] + ".png"));
            }
        }
        return pictures;
    }

    /** The first pre-specified estimates, as the published table shows them: in the plan's words and units that people use. */
    List<Map<String, Object>> figures() {
        Map<String, Text> outcomes = outcomes();
        return StreamSupport.stream(results().path("estimates").spliterator(), false)
                .filter(e -> e.path("preSpecified").asBoolean()
                        && e.path("module").asString().equals("clinical")
                        && !e.path("population").asString("").contains("=")
                        && e.path("value").isNumber())
                .limit(FIGURES)
                .map(e -> figure(e, outcomes))
                .toList();
    }

    private static Map<String, Object> figure(JsonNode estimate, Map<String, Text> outcomes) {
        String outcome = estimate.path("outcome").asString();
        String unit = estimate.path("unit").asString("");
        boolean share = unit.equals("proportion");
        Text about = outcomes.getOrDefault(outcome, Text.of(outcome, outcome));
        Text measure = measure(estimate.path("measure").asString());
        Text units = UNITS.getOrDefault(unit, Text.of(unit, unit));
        return Map.of(
                "label",
                about.zh() + "：" + measure.zh(),
                "labelEn",
                about.en() + ": " + measure.en(),
                "value",
                estimate.path("value").asDouble() * (share ? PERCENT : 1),
                "count",
                estimate.path("n").asLong(),
                "unit",
                units.zh(),
                "unitEn",
                units.en());
    }

    private static Text measure(String id) {
        return Stream.of(AnalysisPlan.Measure.values())
                .filter(m -> m.id().equals(id))
                .map(AnalysisPlan.Measure::label)
                .findFirst()
                .orElse(Text.of(id, id));
    }

    private Map<String, Text> outcomes() {
        Map<String, Text> names = new LinkedHashMap<>();
        new YAMLMapper().readTree(plan()).path("outcomes").forEach(o -> {
            JsonNode name = o.path("name");
            String zh = name.isString() ? name.asString() : name.path("zh").asString();
            names.put(o.path("id").asString(), Text.of(zh, name.path("en").asString(zh)));
        });
        return names;
    }

    private static String resource(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) {
        try (InputStream in = Objects.requireNonNull(DemoTopic.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
