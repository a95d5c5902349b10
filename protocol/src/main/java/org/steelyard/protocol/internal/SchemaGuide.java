package org.steelyard.protocol.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A place in a published JSON Schema. The schema is the single source of what fields exist, what they may hold, what
 * they default to and what they are called, so the reader walks it beside the document.
 *
 * @param root the whole schema, where references are looked up
 * @param node the part that describes this place
 * @param field what the parent says about it: title, description, default
 */
public record SchemaGuide(JsonNode root, JsonNode node, JsonNode field) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static SchemaGuide of(String resource) {
        try (InputStream in = SchemaGuide.class.getResourceAsStream("/schema/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("schema is not in the program: " + resource);
            }
            JsonNode root = JSON.readTree(in);
            return new SchemaGuide(root, root, root);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The description of a field, if the schema has one of that name. */
    public Optional<SchemaGuide> property(String name) {
        JsonNode direct = node.path("properties").path(name);
        if (direct.isMissingNode()) {
            direct = node.path("additionalProperties");
        }
        return direct.isObject() ? Optional.of(at(direct)) : Optional.empty();
    }

    public Optional<SchemaGuide> items() {
        JsonNode items = node.path("items");
        return items.isObject() ? Optional.of(at(items)) : Optional.empty();
    }

    /** For a place that is one of several kinds: the description of this kind. */
    public SchemaGuide branch(String kind) {
        for (JsonNode branch : node.path("allOf")) {
            String constant = branch.at("/if/properties/kind/const").asString("");
            if (constant.equals(kind)) {
                return at(branch.path("then"));
            }
        }
        return this;
    }

    /** Names of the kinds that a place with branches can be of. */
    public List<String> kinds() {
        List<String> out = new ArrayList<>();
        node.path("allOf")
                .forEach(
                        branch -> out.add(branch.at("/if/properties/kind/const").asString("")));
        return List.copyOf(out);
    }

    public boolean hasBranches() {
        return node.has("allOf");
    }

    public List<String> propertyNames() {
        return List.copyOf(node.path("properties").propertyNames());
    }

    public boolean required(String property) {
        for (JsonNode name : node.path("required")) {
            if (name.asString().equals(property)) {
                return true;
            }
        }
        return false;
    }

    /** Types that the schema accepts here; empty when it does not say. */
    public List<String> types() {
        JsonNode type = node.path("type");
        List<String> out = new ArrayList<>();
        if (type.isString()) {
            out.add(type.stringValue());
        }
        for (JsonNode each : type) {
            out.add(each.asString());
        }
        return out;
    }

    public boolean takesText() {
        return types().contains("string");
    }

    /** Whether anything may stand here: what another schema describes. */
    public boolean isOpen() {
        return node.path("additionalProperties").asBoolean(false) && !node.has("properties");
    }

    /** Whether prose stands here: a text in one or two languages. */
    public boolean isProse() {
        return types().contains("object") && node.path("properties").has("zh");
    }

    public Optional<JsonNode> defaultValue() {
        return Optional.ofNullable(field.get("default"));
    }

    public String titleZh() {
        return field.path("title").asString(node.path("title").asString(""));
    }

    public String descriptionEn() {
        return field.path("description").asString(node.path("description").asString(""));
    }

    private SchemaGuide at(JsonNode target) {
        String reference = target.path("$ref").asString("");
        if (reference.isEmpty()) {
            return new SchemaGuide(root, target, target);
        }
        return new SchemaGuide(root, root.at(reference.substring(1)), target);
    }
}
