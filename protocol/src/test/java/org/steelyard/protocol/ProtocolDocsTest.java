package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The manual of the plan is made from the schema. When the schema changes this test fails until the page is written anew:
 * {@code mvn -pl protocol -am test -Dtest=ProtocolDocsTest -Dupdate=true -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class ProtocolDocsTest {

    private static final Path ROOT = Path.of(System.getProperty("steelyard.root", ".."));

    @ParameterizedTest
    @EnumSource(Lang.class)
    void manualAgreesWithTheSchema(Lang lang) throws IOException {
        Path page = ROOT.resolve("docs").resolve(lang == Lang.ZH ? "protocol.zh-CN.md" : "protocol.md");
        String expected = resource(lang == Lang.ZH ? "/docs/head.zh.md" : "/docs/head.en.md") + fields(lang);
        if (Boolean.getBoolean("update")) {
            Files.writeString(page, expected);
        }

        assertThat(Files.readString(page)).isEqualTo(expected);
    }

    private static String fields(Lang lang) throws IOException {
        JsonNode schema = JsonMapper.shared().readTree(resource("/schema/protocol-1.schema.json"));
        StringBuilder out = new StringBuilder();
        table(out, lang, Text.of("方案（最上层）", "The plan (top level)").in(lang), schema);
        schema.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().has("properties")
                    && !definition.getValue().has("allOf")) {
                String title = lang == Lang.ZH
                        ? definition.getValue().path("title").asString()
                        : definition.getValue().path("description").asString().replaceAll("\\.$", "");
                table(out, lang, title + " (`" + definition.getKey() + "`)", definition.getValue());
            }
        });
        return out.toString();
    }

    private static void table(StringBuilder out, Lang lang, String title, JsonNode part) {
        List<String> required = new ArrayList<>();
        part.path("required").forEach(name -> required.add(name.asString()));
        out.append("### ").append(title).append("\n\n");
        out.append(
                lang == Lang.ZH
                        ? "| 项 | 必填 | 写法 | 缺省 | 说明 | HARPER | 指南 |\n|---|---|---|---|---|---|---|\n"
                        : "| field | needed | type | default | meaning | HARPER | guide |\n|---|---|---|---|---|---|---|\n");
        part.path("properties").properties().forEach(field -> {
            JsonNode node = field.getValue();
            out.append("| `").append(field.getKey()).append("` | ");
            out.append(required.contains(field.getKey()) ? Text.of("是", "yes").in(lang) : "")
                    .append(" | ");
            out.append(type(node))
                    .append(" | ")
                    .append(code(node.path("default")))
                    .append(" | ");
            out.append(node.path(lang == Lang.ZH ? "title" : "description").asString(""))
                    .append(" | ");
            out.append(node.path("x-harper").asString("")).append(" | ");
            out.append(node.path("x-guide").asString("")).append(" |\n");
        });
        out.append('\n');
    }

    private static String code(JsonNode value) {
        return value.isMissingNode() ? "" : "`" + value + "`";
    }

    private static String type(JsonNode node) {
        if (node.has("$ref")) {
            return "`" + node.path("$ref").asString().replace("#/$defs/", "") + "`";
        }
        if (node.has("enum")) {
            List<String> values = new ArrayList<>();
            node.path("enum").forEach(value -> values.add("`" + value.asString() + "`"));
            return String.join(" ", values);
        }
        if (node.has("const")) {
            return "`" + node.path("const").asString() + "`";
        }
        if (node.has("items")) {
            return "[" + type(node.path("items")) + "]";
        }
        return node.path("type").asString() + bounds(node);
    }

    private static String bounds(JsonNode node) {
        StringBuilder out = new StringBuilder();
        bound(out, node, "minimum", "≥");
        bound(out, node, "exclusiveMinimum", ">");
        bound(out, node, "maximum", "≤");
        bound(out, node, "exclusiveMaximum", "<");
        return out.toString();
    }

    private static void bound(StringBuilder out, JsonNode node, String key, String sign) {
        if (node.has(key)) {
            out.append(' ').append(sign).append(' ').append(node.path(key).asString());
        }
    }

    private static String resource(String name) throws IOException {
        try (var in = ProtocolDocsTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
