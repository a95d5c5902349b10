package org.steelyard.protocol.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Digest;
import org.steelyard.protocol.ProtocolRules;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The digest of each analysis: of everything in the plan that decides its result, without the prose. Changing a title or a
 * reason is no change of the analysis; changing a criterion, a level or the trimming is.
 */
public final class AnalysisDigests {

    private static final List<String> COMMON = List.of("missing", "covariates", "level", "seed", "bootstrap");

    private AnalysisDigests() {}

    /** In the order of the plan: analyses, those repeated in subgroups, then the economic and the social part. */
    public static Map<String, Digest> of(JsonNode tree, SchemaGuide schema) {
        JsonNode plan = bare(tree, schema).orElseThrow();
        String shared = shared(plan);
        Map<String, Digest> out = new LinkedHashMap<>();
        for (JsonNode analysis : plan.at("/analysis/analyses")) {
            String outcome =
                    find(plan.path("outcomes"), analysis.path("outcome").asString());
            List<String> parts = new ArrayList<>(List.of(shared, Canonical.of(analysis), outcome));
            controls(plan, analysis, parts);
            out.put(analysis.path("id").asString(), Digest.ofParts(parts));
        }
        Map<String, Digest> designs = designs(plan, shared, out);
        families(plan, out, designs);
        subgroups(plan, out);
        out.putAll(designs(plan, shared, out));
        parts(plan, shared, out);
        return out;
    }

    /** What negative controls are decides what they calibrate. Nothing is added where there are none, so that older digests hold. */
    private static void controls(JsonNode plan, JsonNode analysis, List<String> parts) {
        for (JsonNode id : analysis.at("/sensitivity/negativeControls")) {
            parts.add(find(plan.path("outcomes"), id.asString()));
        }
    }

    /** A family is decided by its rule and by every analysis and design in it. */
    private static void families(JsonNode plan, Map<String, Digest> out, Map<String, Digest> designs) {
        for (JsonNode rule : plan.at("/analysis/multiplicity")) {
            List<String> parts = new ArrayList<>(List.of(Canonical.of(rule)));
            for (JsonNode id : rule.path("family")) {
                Digest member = out.getOrDefault(id.asString(), designs.get(id.asString()));
                parts.add(member == null ? "" : member.hex());
            }
            out.put(ProtocolRules.family(rule.path("id").asString()), Digest.ofParts(parts));
        }
    }

    private static void subgroups(JsonNode plan, Map<String, Digest> out) {
        for (JsonNode subgroup : plan.at("/analysis/subgroups")) {
            String variable = subgroup.path("variable").asString();
            for (JsonNode id : subgroup.path("analyses")) {
                Digest whole = out.get(id.asString());
                if (whole != null) {
                    out.put(
                            ProtocolRules.inSubgroup(id.asString(), variable),
                            Digest.ofParts(List.of(whole.hex(), variable)));
                }
            }
        }
    }

    /** A design's own table, and for one that pools an analysis the analysis and its subgroup, decide its result too. */
    private static Map<String, Digest> designs(JsonNode plan, String shared, Map<String, Digest> above) {
        Map<String, Digest> out = new LinkedHashMap<>();
        for (JsonNode design : plan.at("/analysis/designs")) {
            String outcome = find(plan.path("outcomes"), design.path("outcome").asString());
            String table =
                    find(plan.at("/analysis/tables"), design.path("table").asString(""));
            String pooled = design.at("/method/analysis").asString("");
            String by = ProtocolRules.inSubgroup(pooled, design.at("/method/by").asString(""));
            String below = Optional.ofNullable(above.get(by)).map(Digest::hex).orElse("");
            out.put(
                    design.path("id").asString(),
                    Digest.ofParts(List.of(shared, Canonical.of(design), outcome, table, below)));
        }
        return out;
    }

    private static void parts(JsonNode plan, String shared, Map<String, Digest> out) {
        for (String part : List.of(ProtocolRules.ECONOMICS, ProtocolRules.SOCIETY)) {
            if (plan.has(part)) {
                String outcomes = Canonical.of(plan.path("outcomes"));
                out.put(part, Digest.ofParts(List.of(shared, outcomes, Canonical.of(plan.path(part)))));
            }
        }
    }

    private static String shared(JsonNode plan) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        out.set("variables", plan.path("variables"));
        out.set("exposure", plan.path("exposure"));
        out.set("inclusion", plan.at("/population/inclusion"));
        out.set("exclusion", plan.at("/population/exclusion"));
        out.set("missing", plan.at("/data/missing"));
        List.of("conceptSets", "cohort").stream().filter(plan::has).forEach(part -> out.set(part, plan.path(part)));
        COMMON.forEach(
                field -> out.set("analysis." + field, plan.path("analysis").path(field)));
        return Canonical.of(out);
    }

    private static String find(JsonNode outcomes, String id) {
        for (JsonNode outcome : outcomes) {
            if (outcome.path("id").asString().equals(id)) {
                return Canonical.of(outcome);
            }
        }
        return "";
    }

    /** The node with prose left out; empty when the node itself is prose. */
    private static Optional<JsonNode> bare(JsonNode node, SchemaGuide declared) {
        SchemaGuide schema =
                declared.hasBranches() ? declared.branch(node.path("kind").asString("")) : declared;
        if (schema.isProse()) {
            return Optional.empty();
        }
        if (schema.isOpen()) {
            return Optional.of(node);
        }
        return Optional.of(
                switch (node) {
                    case ObjectNode object -> object(object, schema);
                    case ArrayNode array -> array(array, schema);
                    default -> node;
                });
    }

    private static ObjectNode object(ObjectNode object, SchemaGuide schema) {
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(entry -> schema.property(entry.getKey())
                        .flatMap(below -> bare(entry.getValue(), below))
                        .ifPresent(value -> out.set(entry.getKey(), value)));
        return out;
    }

    private static ArrayNode array(ArrayNode array, SchemaGuide schema) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        array.values()
                .forEach(each ->
                        schema.items().flatMap(items -> bare(each, items)).ifPresent(out::add));
        return out;
    }
}
