package org.steelyard.protocol.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.steelyard.kernel.Spelling;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills the faulty places of a document, so that the rest of it can be bound and examined.
 *
 * <p>What the author meant at a faulty place is unknown, therefore each place is filled in several ways: every value of
 * an enumeration, numbers at and between the bounds, an optional part there and not there. A name that nobody can guess
 * is a {@link #isUnknown stand-in}, of which the checks know that it may be any name. Places vary independently; the
 * first rounds go through the values in order, so that each value of each place occurs.
 */
final class Mender {

    /** Rounds: enough for each enumeration's values and for pairs of them. */
    static final int ROUNDS = 48;

    private static final int IN_ORDER = 24;
    private static final String OPEN = "\uE000";
    private static final String CLOSE = "\uE001";
    private static final Pattern STAND_IN = Pattern.compile(OPEN + "[^" + CLOSE + "]*" + CLOSE);
    private static final List<BigDecimal> NUMBERS = List.of(
            new BigDecimal("0.5"),
            BigDecimal.ZERO,
            BigDecimal.ONE,
            new BigDecimal("0.001"),
            BigDecimal.TWO,
            new BigDecimal("-1"),
            new BigDecimal("1000000"));
    private static final List<String> DATES = List.of("0001-01-01", "9999-12-31");
    private static final List<Integer> SIZES = List.of(1, 3);

    private final SchemaGuide schema;
    private final JsonNode tree;
    private final Set<String> faults;
    private int round;

    Mender(JsonNode tree, SchemaGuide schema, Collection<String> faults) {
        this.tree = tree;
        this.schema = schema;
        this.faults = new HashSet<>(faults);
    }

    /** The document with its faulty places filled in the way of this round. */
    JsonNode mended(int number) {
        round = number;
        return mend(tree, schema, "");
    }

    /** Whether the path is a faulty place or lies inside one. Complete once a round has been mended. */
    boolean isFaulty(String path) {
        return faults.stream()
                .anyMatch(fault -> path.equals(fault) || path.startsWith(fault + ".") || path.startsWith(fault + "["));
    }

    /** Whether a name stands in for one that could not be read. */
    static boolean isUnknown(String name) {
        return name.startsWith(OPEN);
    }

    static boolean anyUnknown(Collection<String> names) {
        return names.stream().anyMatch(Mender::isUnknown);
    }

    /** A message without stand-ins. */
    static String readable(String message) {
        return STAND_IN.matcher(message).replaceAll("?");
    }

    private JsonNode mend(JsonNode node, SchemaGuide here, String path) {
        if (faults.contains(path)) {
            return fill(here, path);
        }
        return switch (node) {
            case ObjectNode object -> object(object, here, path);
            case ArrayNode array -> array(array, here, path);
            default -> node;
        };
    }

    private ArrayNode array(ArrayNode array, SchemaGuide here, String path) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        SchemaGuide items = here.items().orElse(here);
        for (int i = 0; i < array.size(); i++) {
            out.add(mend(array.get(i), items, path + "[" + i + "]"));
        }
        return out;
    }

    private ObjectNode object(ObjectNode object, SchemaGuide declared, String path) {
        SchemaGuide here = declared.hasBranches() ? declared.branch(kind(object, declared, path)) : declared;
        misspelt(object, here, path);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (String name : names(object, here)) {
            String below = below(path, name);
            SchemaGuide field = here.property(name).orElseThrow();
            if (declared.hasBranches() && name.equals("kind")) {
                out.put(name, kind(object, declared, path));
            } else if (object.has(name) && !faults.contains(below)) {
                out.set(name, mend(object.get(name), field, below));
            } else if (here.required(name) || faults.contains(below) && there(below)) {
                out.set(name, fill(field, below));
            }
        }
        return out;
    }

    /** A key that the format does not know may be one that it does, mistyped: then that one's value is unknown. */
    private void misspelt(ObjectNode object, SchemaGuide here, String path) {
        List<String> free =
                here.propertyNames().stream().filter(name -> !object.has(name)).toList();
        object.propertyNames().stream()
                .filter(name -> here.property(name).isEmpty())
                .flatMap(name -> Spelling.nearest(name, free).stream())
                .forEach(name -> faults.add(below(path, name)));
    }

    /** Those of the schema, and the free ones of a mapping that takes any name. */
    private static Set<String> names(ObjectNode object, SchemaGuide here) {
        Set<String> names = new java.util.LinkedHashSet<>(here.propertyNames());
        object.propertyNames().stream()
                .filter(name -> here.property(name).isPresent())
                .forEach(names::add);
        return names;
    }

    /** As written; where that is no kind, one of those that know the most of the keys written beside it. */
    private String kind(ObjectNode object, SchemaGuide declared, String path) {
        List<String> kinds = declared.kinds();
        String written = object.path("kind").asString("");
        if (kinds.contains(written)) {
            return written;
        }
        long most = kinds.stream()
                .mapToLong(k -> keysOf(object, declared.branch(k)))
                .max()
                .orElse(0);
        List<String> likely = kinds.stream()
                .filter(k -> keysOf(object, declared.branch(k)) == most)
                .toList();
        return pick(likely, below(path, "kind"));
    }

    private static long keysOf(ObjectNode object, SchemaGuide branch) {
        return object.propertyNames().stream()
                .filter(name -> branch.property(name).isPresent())
                .count();
    }

    private JsonNode fill(SchemaGuide here, String path) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        JsonNode node = here.node();
        if (node.has("const")) {
            return node.get("const");
        }
        if (node.has("enum")) {
            return pick(values(node.get("enum")), path);
        }
        List<String> types = here.types();
        if (types.contains("string")) {
            return make.stringNode(text(node, path));
        }
        if (types.contains("array")) {
            return list(here, path);
        }
        if (types.contains("boolean")) {
            return make.booleanNode(there(path));
        }
        return types.contains("number") || types.contains("integer")
                ? make.numberNode(pick(numbers(node, types), path))
                : mapping(here, path);
    }

    private String text(JsonNode node, String path) {
        if (node.path("format").asString("").equals("date")) {
            return pick(DATES, path);
        }
        String pattern = node.path("pattern").asString("");
        return pattern.startsWith("^[0-9]") ? pick(versions(pattern), path) : OPEN + path + CLOSE;
    }

    /** Older, newer and the same as the document's own version. */
    private List<String> versions(String pattern) {
        List<String> out = new ArrayList<>(List.of("0", "999999999"));
        String own = tree.path("version").asString("");
        if (own.matches(pattern)) {
            out.add(own);
        }
        return out;
    }

    private ArrayNode list(SchemaGuide here, String path) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        SchemaGuide items = here.items().orElse(here);
        IntStream.range(0, pick(SIZES, path)).forEach(i -> out.add(fill(items, path + "[" + i + "]")));
        return out;
    }

    private static List<BigDecimal> numbers(JsonNode node, List<String> types) {
        List<BigDecimal> all = new ArrayList<>(NUMBERS);
        for (String bound : List.of("minimum", "maximum")) {
            Optional.ofNullable(node.get(bound)).map(JsonNode::decimalValue).ifPresent(all::add);
        }
        List<BigDecimal> inside = all.stream()
                .filter(n -> types.contains("number") || n.stripTrailingZeros().scale() <= 0)
                .filter(n ->
                        !node.has("minimum") || n.compareTo(node.get("minimum").decimalValue()) >= 0)
                .filter(n ->
                        !node.has("maximum") || n.compareTo(node.get("maximum").decimalValue()) <= 0)
                .filter(n -> !node.has("exclusiveMinimum")
                        || n.compareTo(node.get("exclusiveMinimum").decimalValue()) > 0)
                .filter(n -> !node.has("exclusiveMaximum")
                        || n.compareTo(node.get("exclusiveMaximum").decimalValue()) < 0)
                .toList();
        return inside.isEmpty() ? List.of(BigDecimal.ONE) : inside;
    }

    private ObjectNode mapping(SchemaGuide declared, String path) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        String kind = declared.hasBranches() ? pick(declared.kinds(), below(path, "kind")) : "";
        SchemaGuide here = declared.hasBranches() ? declared.branch(kind) : declared;
        for (String name : here.propertyNames()) {
            String below = below(path, name);
            if (declared.hasBranches() && name.equals("kind")) {
                out.put(name, kind);
            } else if (here.required(name) || there(below)) {
                out.set(name, fill(here.property(name).orElseThrow(), below));
            }
        }
        return out;
    }

    private boolean there(String path) {
        return pick(List.of(false, true), path + "?");
    }

    /** In order at first, then scattered by a fixed rule: the same document always gives the same problems. */
    private <T> T pick(List<T> values, String path) {
        int scattered = Integer.rotateLeft((path.hashCode() + round * 0x9E3779B9) * 0x85EBCA6B, 13) * 0xC2B2AE35 >>> 8;
        return values.get((round < IN_ORDER ? round : scattered) % values.size());
    }

    private static List<JsonNode> values(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
