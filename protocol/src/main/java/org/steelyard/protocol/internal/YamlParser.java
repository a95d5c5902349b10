package org.steelyard.protocol.internal;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.ProtocolError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * YAML bytes to a tree with lines. Where the schema asks for text, a bare {@code 1.0} or {@code 1} stays the text that
 * the file shows: a version or a code must not turn into a number. A known key without a value counts
 * as absent; an unknown one is kept, so that {@code {zh: 2,982}}, which YAML splits at the comma, does not pass.
 */
public final class YamlParser {

    private static final int LARGEST_FILE = 8 * 1024 * 1024;
    private static final int MOST_NODES = 500_000;

    private final String name;
    private final SchemaGuide schema;
    private final String root;
    private final Map<String, Long> lines = new HashMap<>();
    private final Problems problems = new Problems();
    private int nodes;

    private YamlParser(String name, SchemaGuide schema, String root) {
        this.name = name;
        this.schema = schema;
        this.root = root;
    }

    /** Fails with the first fault of syntax; duplicate keys are kept with the document. */
    public static YamlDocument parse(byte[] bytes, String name, SchemaGuide schema) {
        return part(bytes, name, schema, "");
    }

    /** A part of a file that has a schema of its own. Lines are those of the file. @param root path of the part */
    public static YamlDocument part(byte[] bytes, String name, SchemaGuide schema, String root) {
        return new YamlParser(name, schema, root).read(bytes);
    }

    private YamlDocument read(byte[] bytes) {
        if (bytes.length > LARGEST_FILE) {
            throw tooLarge();
        }
        JsonNode tree = below(tree(text(bytes)), root);
        List<Problem> duplicates = problems.list().stream()
                .filter(p -> p.place().field().startsWith(root))
                .toList();
        return new YamlDocument(name, root, tree, lines, duplicates);
    }

    /** Nesting deeper than any plan exhausts the stack; that is the file's fault and is said so. */
    private JsonNode tree(String text) {
        try {
            return convert(compose(text), "", Optional.empty());
        } catch (StackOverflowError e) {
            throw tooLarge();
        }
    }

    private static JsonNode below(JsonNode tree, String path) {
        JsonNode node = tree;
        for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
            node = node.path(name);
        }
        return node;
    }

    private String text(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw SteelyardException.of(
                    ProtocolError.NOT_UTF8,
                    Place.file(name),
                    Text.of("文件不是 UTF-8 编码，只接受 UTF-8。", "The file is not UTF-8; only UTF-8 is accepted."),
                    Text.of("在编辑器中另存为 UTF-8 后重试。", "Save it as UTF-8 in the editor and try again."));
        }
    }

    private Node compose(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(name)
                .setCodePointLimit(LARGEST_FILE)
                .setMaxAliasesForCollections(MOST_NODES)
                .build();
        try {
            return new Compose(settings).composeString(text).orElseThrow(() -> syntax(0, "空文件", "the file is empty"));
        } catch (MarkedYamlEngineException e) {
            long line = e.getProblemMark().map(mark -> mark.getLine() + 1L).orElse(0L);
            throw syntax(line, e.getProblem(), e.getProblem());
        } catch (YamlEngineException e) {
            throw syntax(0, "内容不能按 YAML 读取", "the content cannot be read as YAML");
        }
    }

    private SteelyardException syntax(long line, String zh, String en) {
        return SteelyardException.of(
                ProtocolError.SYNTAX,
                Place.of(name, line, ""),
                Text.of("不是合法的 YAML：" + zh + "。", "Not well-formed YAML: " + en + "."),
                Text.of(
                        "检查该行及上一行的缩进（用空格，不用制表符）、冒号后的空格和引号是否成对。",
                        "Look at this line and the one before: indentation (spaces, no tabs), a space after each colon,"
                                + " paired quotes."));
    }

    private JsonNode convert(Node node, String path, Optional<SchemaGuide> above) {
        Optional<SchemaGuide> here = path.equals(root) ? Optional.of(schema) : above;
        if (++nodes > MOST_NODES || node.isRecursive()) {
            throw tooLarge();
        }
        lines.putIfAbsent(path, line(node));
        return switch (node) {
            case MappingNode mapping -> object(mapping, path, here);
            case SequenceNode sequence -> array(sequence, path, here);
            case ScalarNode scalar -> scalar(scalar, here);
            default -> throw syntax(line(node), "不支持的结构", "a construct that is not supported");
        };
    }

    private ObjectNode object(MappingNode mapping, String path, Optional<SchemaGuide> schema) {
        Optional<SchemaGuide> guide = schema.map(s -> s.hasBranches() ? s.branch(kindOf(mapping)) : s);
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw syntax(line(entry.getKeyNode()), "键必须是单个名称", "a key must be a single name");
            }
            String field = key.getValue();
            String below = path.isEmpty() ? field : path + "." + field;
            lines.put(below, line(key));
            if (out.has(field)) {
                duplicate(below, line(key));
            }
            Optional<SchemaGuide> known = guide.flatMap(g -> g.property(field));
            JsonNode value = convert(entry.getValueNode(), below, known);
            if (!value.isNull() || known.isEmpty()) {
                out.set(field, value);
            }
        }
        return out;
    }

    private void duplicate(String path, long line) {
        problems.add(
                ProtocolError.DUPLICATE_KEY,
                Place.of(name, line, path),
                Text.of("同一层中该键出现两次，只允许一次。", "The key stands twice in the same mapping; once is allowed."),
                Text.of("删去其中一个。", "Remove one of them."));
    }

    private static String kindOf(MappingNode mapping) {
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key
                    && key.getValue().equals("kind")
                    && entry.getValueNode() instanceof ScalarNode value) {
                return value.getValue();
            }
        }
        return "";
    }

    private ArrayNode array(SequenceNode sequence, String path, Optional<SchemaGuide> schema) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        int index = 0;
        for (Node each : sequence.getValue()) {
            out.add(convert(each, path + "[" + index++ + "]", schema.flatMap(SchemaGuide::items)));
        }
        return out;
    }

    private static JsonNode scalar(ScalarNode scalar, Optional<SchemaGuide> schema) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        String raw = scalar.getValue();
        Tag tag = scalar.getTag();
        if (tag.equals(Tag.NULL)) {
            return make.nullNode();
        }
        boolean asWritten = schema.map(SchemaGuide::takesText).orElse(false);
        if (asWritten || scalar.getScalarStyle() != ScalarStyle.PLAIN) {
            return make.stringNode(raw);
        }
        if (tag.equals(Tag.BOOL)) {
            return make.booleanNode(Boolean.parseBoolean(raw));
        }
        return tag.equals(Tag.INT) || tag.equals(Tag.FLOAT) ? number(raw) : make.stringNode(raw);
    }

    /** Infinity and not-a-number stay text, so that the schema refuses them where a number is asked for. */
    private static JsonNode number(String raw) {
        try {
            return JsonNodeFactory.instance.numberNode(new BigDecimal(raw));
        } catch (NumberFormatException e) {
            return JsonNodeFactory.instance.stringNode(raw);
        }
    }

    private static long line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1L).orElse(0L);
    }

    private SteelyardException tooLarge() {
        return SteelyardException.of(
                ProtocolError.TOO_LARGE,
                Place.file(name),
                Text.of(
                        "文件过大或引用层层展开：最多 8 MB、50 万个节点，且不允许引用自身。",
                        "The file is too large or its aliases unfold without end: at most 8 MB, 500,000 nodes, no alias"
                                + " to itself."),
                Text.of("检查文件是否为评价方案，并减少 YAML 引用（&、*）。", "Check that this is a plan, and use fewer YAML aliases."));
    }
}
