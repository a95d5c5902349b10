package org.steelyard.protocol.internal;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import com.networknt.schema.path.NodePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.ProtocolError;
import tools.jackson.databind.JsonNode;

/** A document against its published schema: every departure, with its line, what is allowed and what to do. */
public final class SchemaCheck {

    /** Draft 2020-12 and the two notes our schema carries: the guide's section and the item of HARPER. */
    private static final Dialect DIALECT = Dialect.builder(Dialects.getDraft202012())
            .keyword(new NonValidationKeyword("x-guide"))
            .keyword(new NonValidationKeyword("x-harper"))
            .build();

    private final SchemaGuide guide;
    private final Schema schema;

    public SchemaCheck(SchemaGuide guide) {
        this.guide = guide;
        SchemaRegistryConfig config =
                SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build();
        schema = SchemaRegistry.withDefaultDialect(DIALECT, registry -> registry.schemaRegistryConfig(config))
                .getSchema(guide.root());
    }

    /** In order of lines. */
    public List<Problem> check(YamlDocument document) {
        return schema.validate(document.tree()).stream()
                .map(error -> problem(error, document))
                .distinct()
                .sorted(Comparator.comparingLong((Problem p) -> p.place().row())
                        .thenComparing(p -> p.place().field()))
                .toList();
    }

    private Problem problem(Error error, YamlDocument document) {
        String path = path(error.getInstanceLocation());
        Optional<SchemaGuide> here = find(error.getInstanceLocation(), document.tree());
        return switch (error.getKeyword()) {
            case "required" -> missing(error.getProperty(), path, here, document);
            case "additionalProperties" -> unknown(error.getProperty(), path, here, document);
            case "type" -> wrongType(here, document.place(path));
            case "enum", "const" -> notAllowed(error, here, document.place(path));
            case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> range(here, document.place(path));
            case "minItems", "minLength", "minProperties" -> empty(here, document.place(path));
            case "maxItems", "maxProperties" -> count(here, document.place(path));
            default -> format(error, here, document.place(path));
        };
    }

    private static Problem missing(String field, String path, Optional<SchemaGuide> here, YamlDocument document) {
        String below = path.isEmpty() ? field : path + "." + field;
        String title =
                here.flatMap(h -> h.property(field)).map(SchemaGuide::titleZh).orElse("");
        String description = here.flatMap(h -> h.property(field))
                .map(SchemaGuide::descriptionEn)
                .orElse("");
        return new Problem(
                ProtocolError.MISSING_FIELD,
                document.place(below),
                Text.of("缺少必填项 " + field + label("（", title, "）") + "。", "Required field " + field + " is missing."),
                Text.of("补充该项。", "Add it" + label(": ", description, "") + "."));
    }

    private static Problem unknown(String field, String path, Optional<SchemaGuide> here, YamlDocument document) {
        List<String> known = here.map(SchemaGuide::propertyNames).orElse(List.of());
        Optional<String> near = Spelling.nearest(field, known);
        return new Problem(
                ProtocolError.UNKNOWN_FIELD,
                document.place(path.isEmpty() ? field : path + "." + field),
                Text.of(
                        "未知的项 " + field + "。此处允许：" + String.join("、", known) + "。",
                        "Unknown field " + field + ". Allowed here: " + String.join(", ", known) + "."),
                near.map(n -> Text.of("是否想写 " + n + "？", "Did you mean " + n + "?"))
                        .orElse(Text.of("删去该项或改正名称。", "Remove it or correct its name.")));
    }

    private static Problem wrongType(Optional<SchemaGuide> here, Place place) {
        List<String> types = here.map(SchemaGuide::types).orElse(List.of());
        String zh = types.stream().map(SchemaCheck::typeZh).collect(Collectors.joining("或"));
        String en = types.stream().map(SchemaCheck::typeEn).collect(Collectors.joining(" or "));
        return new Problem(
                ProtocolError.WRONG_TYPE,
                place,
                Text.of("类型不符" + title(here) + "，应为" + zh + "。", "Wrong type; " + en + " is expected."),
                Text.of("按要求的类型改写。", "Write it as asked for."));
    }

    private static Problem notAllowed(Error error, Optional<SchemaGuide> here, Place place) {
        List<String> allowed = allowed(here);
        String found = error.getInstanceNode().asString("");
        Optional<String> near = Spelling.nearest(found, allowed);
        return new Problem(
                ProtocolError.NOT_ALLOWED,
                place,
                Text.of(
                        "取值不在允许范围内" + title(here) + "。允许：" + String.join("、", allowed) + "。",
                        "The value is not one of those allowed: " + String.join(", ", allowed) + "."),
                near.map(n -> Text.of("是否想写 " + n + "？", "Did you mean " + n + "?"))
                        .orElse(Text.of("从允许的取值中选择一个。", "Choose one of them.")));
    }

    private static List<String> allowed(Optional<SchemaGuide> here) {
        JsonNode node = here.map(SchemaGuide::node).orElseThrow();
        if (node.has("const")) {
            return List.of(node.path("const").asString());
        }
        return StreamSupport.stream(node.path("enum").spliterator(), false)
                .map(JsonNode::asString)
                .toList();
    }

    private static Problem range(Optional<SchemaGuide> here, Place place) {
        JsonNode node = here.map(SchemaGuide::node).orElseThrow();
        List<String> zh = new ArrayList<>();
        List<String> en = new ArrayList<>();
        bound(node, "minimum", "不小于", "at least", zh, en);
        bound(node, "exclusiveMinimum", "大于", "above", zh, en);
        bound(node, "maximum", "不大于", "at most", zh, en);
        bound(node, "exclusiveMaximum", "小于", "below", zh, en);
        return new Problem(
                ProtocolError.OUT_OF_RANGE,
                place,
                Text.of(
                        "数值超出范围" + title(here) + "，应" + String.join(" 且", zh) + "。",
                        "The number is out of range; it must be " + String.join(" and ", en) + "."),
                Text.of("改为范围内的数值。", "Give a number in the range."));
    }

    private static void bound(JsonNode node, String key, String zh, String en, List<String> zhs, List<String> ens) {
        if (node.has(key)) {
            zhs.add(zh + " " + node.path(key).asString());
            ens.add(en + " " + node.path(key).asString());
        }
    }

    private static Problem empty(Optional<SchemaGuide> here, Place place) {
        return new Problem(
                ProtocolError.EMPTY,
                place,
                Text.of(
                        "内容为空或项数不足" + title(here) + "，此处必须有内容。",
                        "Empty or too few entries; something must stand here."),
                Text.of("补充内容。", "Fill it in."));
    }

    private static Problem count(Optional<SchemaGuide> here, Place place) {
        return new Problem(
                ProtocolError.BAD_FORMAT,
                place,
                Text.of("项数过多" + title(here) + "。", "Too many entries."),
                Text.of("减少项数。", "Leave fewer."));
    }

    private static Problem format(Error error, Optional<SchemaGuide> here, Place place) {
        JsonNode node = here.map(SchemaGuide::node).orElse(error.getSchemaNode());
        boolean date = node.path("format").asString("").equals("date");
        String rule = node.path("pattern").asString("");
        return new Problem(
                ProtocolError.BAD_FORMAT,
                place,
                date
                        ? Text.of("日期格式不符" + title(here) + "，应为 年-月-日。", "Not a date; write yyyy-mm-dd.")
                        : Text.of(
                                "写法不符" + title(here) + "，应符合 " + rule + "。",
                                "Written in another way than asked for; the pattern is " + rule + "."),
                date
                        ? Text.of("例如 2026-11-22。", "For example 2026-11-22.")
                        : Text.of("按规定写法改正。", "Correct it to the pattern."));
    }

    /** The schema's place for a place in the document. */
    private Optional<SchemaGuide> find(NodePath location, JsonNode tree) {
        Optional<SchemaGuide> at = Optional.of(guide);
        JsonNode node = tree;
        for (int i = 0; i < location.getNameCount(); i++) {
            JsonNode current = node;
            at = at.map(a -> a.hasBranches() ? a.branch(current.path("kind").asString("")) : a);
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                at = at.flatMap(SchemaGuide::items);
                node = node.path(index);
            } else {
                at = at.flatMap(a -> a.property(element.toString()));
                node = node.path(element.toString());
            }
        }
        JsonNode last = node;
        return at.map(a -> a.hasBranches() ? a.branch(last.path("kind").asString("")) : a);
    }

    private static String path(NodePath location) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < location.getNameCount(); i++) {
            Object element = location.getElement(i);
            if (element instanceof Integer index) {
                out.append('[').append(index).append(']');
            } else {
                out.append(out.isEmpty() ? "" : ".").append(element);
            }
        }
        return out.toString();
    }

    private static String title(Optional<SchemaGuide> here) {
        return label("（", here.map(SchemaGuide::titleZh).orElse(""), "）");
    }

    private static String label(String before, String text, String after) {
        return text.isEmpty() ? "" : before + text + after;
    }

    private static String typeZh(String type) {
        return switch (type) {
            case "string" -> "文字";
            case "number" -> "数值";
            case "integer" -> "整数";
            case "boolean" -> " true 或 false";
            case "array" -> "列表";
            default -> "若干键值组成的一段";
        };
    }

    private static String typeEn(String type) {
        return switch (type) {
            case "string" -> "text";
            case "number" -> "a number";
            case "integer" -> "a whole number";
            case "boolean" -> "true or false";
            case "array" -> "a list";
            default -> "a mapping of keys to values";
        };
    }
}
