package org.steelyard.protocol.internal;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.event.CohortColumns;
import org.steelyard.protocol.event.EventCohort;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Adds to the dictionary what the cohort section defines and the dictionary does not name, and writes out the names of
 * feature sets among covariates, so that two hundred covariates need no two hundred lines.
 */
public final class EventDictionary {

    private static final JsonNodeFactory MAKE = JsonNodeFactory.instance;

    private EventDictionary() {}

    /** The tree of a plan that follows the schema; the same where it has no cohort. */
    public static JsonNode complete(JsonNode tree, SchemaGuide schema) {
        if (!tree.has("cohort")) {
            return tree;
        }
        EventCohort cohort =
                Binder.bind(tree.path("cohort"), schema.property("cohort").orElseThrow(), EventCohort.class);
        ObjectNode out = MAKE.objectNode();
        tree.properties().forEach(entry -> out.set(entry.getKey(), entry.getValue()));
        out.set("variables", variables(tree.path("variables"), CohortColumns.of(cohort)));
        Map<String, List<String>> sets = new LinkedHashMap<>();
        cohort.features().forEach(set -> sets.put(set.name(), CohortColumns.names(set)));
        out.set("analysis", analysis(tree.path("analysis"), sets));
        return out;
    }

    private static ArrayNode variables(JsonNode written, List<Variable> columns) {
        ArrayNode out = MAKE.arrayNode();
        Set<String> taken = new HashSet<>();
        written.forEach(each -> {
            out.add(each);
            taken.add(each.path("name").asString(""));
            taken.add(each.path("column").asString(""));
        });
        columns.stream().filter(c -> !taken.contains(c.name())).forEach(c -> out.add(variable(c)));
        return out;
    }

    private static ObjectNode variable(Variable column) {
        ObjectNode out = MAKE.objectNode();
        out.put("name", column.name());
        out.set("label", text(column.label()));
        out.put("role", Words.yaml(column.role()));
        out.put("type", Words.yaml(column.type()));
        if (!column.levels().isEmpty()) {
            ArrayNode levels = out.putArray("levels");
            column.levels().forEach(level -> {
                ObjectNode one = levels.addObject();
                one.put("value", level.value());
                one.set("label", text(level.label()));
            });
        }
        strings(out, "yes", column.yes());
        strings(out, "no", column.no());
        strings(out, "missing", column.missing());
        return out;
    }

    private static void strings(ObjectNode out, String name, List<String> values) {
        if (!values.isEmpty()) {
            values.forEach(out.withArray(name)::add);
        }
    }

    private static ObjectNode text(Text text) {
        ObjectNode out = MAKE.objectNode();
        out.put("zh", text.zh());
        out.put("en", text.en());
        return out;
    }

    private static JsonNode analysis(JsonNode written, Map<String, List<String>> sets) {
        ObjectNode out = MAKE.objectNode();
        written.properties().forEach(entry -> out.set(entry.getKey(), entry.getValue()));
        if (out.has("covariates")) {
            out.set("covariates", names(out.path("covariates"), sets));
        }
        if (out.path("analyses") instanceof ArrayNode analyses) {
            ArrayNode each = MAKE.arrayNode();
            analyses.forEach(one -> each.add(one.has("covariates") ? analysis(one, sets) : one));
            out.set("analyses", each);
        }
        return out;
    }

    private static ArrayNode names(JsonNode written, Map<String, List<String>> sets) {
        List<String> all = new ArrayList<>();
        written.forEach(name -> all.addAll(sets.getOrDefault(name.asString(), List.of(name.asString()))));
        ArrayNode out = MAKE.arrayNode();
        all.forEach(out::add);
        return out;
    }
}
