package org.steelyard.protocol;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What changed between two versions of a plan. Entries of a list that carry an {@code id} or {@code name} are compared by
 * it, so that inserting one does not show all that follow as changed; other lists are compared by position.
 */
public final class ProtocolDiff {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ProtocolDiff() {}

    /**
     * @param path such as {@code outcomes[os].horizon}
     * @param before value as canonical JSON; absent when it was added
     * @param after absent when it was taken out
     */
    public record Change(String path, Optional<String> before, Optional<String> after) {}

    /** In the order of the old plan, with additions of each part after it. */
    public static List<Change> diff(PlanFile before, PlanFile after) {
        List<Change> out = new ArrayList<>();
        compare("", JSON.readTree(before.canonical()), JSON.readTree(after.canonical()), out);
        return List.copyOf(out);
    }

    private static void compare(String path, JsonNode before, JsonNode after, List<Change> out) {
        if (before.equals(after)) {
            return;
        }
        if (before instanceof ObjectNode a && after instanceof ObjectNode b) {
            objects(path, a, b, out);
        } else if (before instanceof ArrayNode a && after instanceof ArrayNode b) {
            arrays(path, a, b, out);
        } else {
            out.add(new Change(path, Optional.of(before.toString()), Optional.of(after.toString())));
        }
    }

    private static void objects(String path, ObjectNode before, ObjectNode after, List<Change> out) {
        Set<String> names = new LinkedHashSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        for (String name : names) {
            pair(path.isEmpty() ? name : path + "." + name, before.path(name), after.path(name), out);
        }
    }

    private static void pair(String path, JsonNode before, JsonNode after, List<Change> out) {
        if (before.isMissingNode()) {
            out.add(new Change(path, Optional.empty(), Optional.of(after.toString())));
        } else if (after.isMissingNode()) {
            out.add(new Change(path, Optional.of(before.toString()), Optional.empty()));
        } else {
            compare(path, before, after, out);
        }
    }

    private static void arrays(String path, ArrayNode before, ArrayNode after, List<Change> out) {
        Optional<String> key = key(before).filter(k -> key(after).equals(Optional.of(k)));
        if (key.isPresent()) {
            keyed(path, before, after, key.get(), out);
            return;
        }
        for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
            pair(path + "[" + i + "]", before.path(i), after.path(i), out);
        }
    }

    private static void keyed(String path, ArrayNode before, ArrayNode after, String key, List<Change> out) {
        List<String> old = names(before, key);
        List<String> now = names(after, key);
        Set<String> all = new LinkedHashSet<>(old);
        all.addAll(now);
        for (String name : all) {
            pair(path + "[" + name + "]", at(before, old, name), at(after, now, name), out);
        }
        List<String> kept = old.stream().filter(now::contains).toList();
        if (!kept.equals(now.stream().filter(old::contains).toList())) {
            out.add(new Change(path + ".order", Optional.of(old.toString()), Optional.of(now.toString())));
        }
    }

    private static JsonNode at(ArrayNode array, List<String> names, String name) {
        return array.path(names.indexOf(name));
    }

    private static List<String> names(ArrayNode array, String key) {
        return array.values().stream().map(each -> each.path(key).asString()).toList();
    }

    /** The field that tells entries apart, when every entry has it as plain text and no two share it. */
    private static Optional<String> key(ArrayNode array) {
        for (String key : List.of("id", "name", "variable")) {
            boolean all = !array.isEmpty()
                    && array.values().stream().allMatch(each -> each.path(key).isString());
            if (all && new LinkedHashSet<>(names(array, key)).size() == array.size()) {
                return Optional.of(key);
            }
        }
        return Optional.empty();
    }
}
