package org.steelyard.protocol.internal;

import java.text.Normalizer;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * One form for all ways of writing the same content: JSON without blanks, keys sorted by code unit, numbers in plain
 * decimal notation without trailing zeros, texts in Unicode NFC, order of lists kept. Comments, layout and quoting do not
 * matter. Defaults are not written out: a later release that changed one must not change the digest of an old plan.
 */
public final class Canonical {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Canonical() {}

    public static String of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> object(object);
            case ArrayNode array ->
                array.values().stream().map(Canonical::of).collect(Collectors.joining(",", "[", "]"));
            case StringNode text -> quoted(text.stringValue());
            default ->
                node.isNumber() ? node.decimalValue().stripTrailingZeros().toPlainString() : node.asString();
        };
    }

    private static String object(ObjectNode object) {
        TreeMap<String, JsonNode> sorted = new TreeMap<>();
        object.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
        return sorted.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + ":" + of(entry.getValue()))
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(Normalizer.normalize(text, Normalizer.Form.NFC));
    }
}
