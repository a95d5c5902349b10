package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.ErrorCode;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Settlement lists of interfaces 4101 and 4101A in JSON: one object, an array of them, or one after the other (JSON Lines), each
 * as it is or wrapped in {@code input}, {@code data}, {@code output} or {@code body}. An object's members that are objects or
 * arrays of objects are its nodes. One list is in memory at a time.
 *
 * <p>Values are taken letter by letter: a number keeps its digits, and nothing passes through a floating-point number.
 */
final class SettlementLists implements AutoCloseable {

    /** The node that every list has. */
    static final String HEAD = "setlinfo";

    private static final Set<String> WRAPPERS = Set.of("input", "data", "output", "body");
    private static final int LONGEST_NUMBER = 200;
    private static final int LONGEST_NAME = 200;

    private final Content content;
    private final Limits limits;
    private final InputStream in;
    private final JsonParser parser;
    private final List<SettlementList> ready = new ArrayList<>();
    private long lists;
    private long size;
    private long leftAlone;

    /**
     * One list.
     *
     * @param number its place in the file, from 1
     * @param nodes rows by node, in the order of the file; a null is a null of the file
     */
    record SettlementList(long number, Map<String, List<Map<String, @Nullable String>>> nodes) {

        /** A field of the head; empty where it has none. */
        Optional<String> head(String field) {
            return nodes.getOrDefault(HEAD, List.of()).stream()
                    .flatMap(row -> row.entrySet().stream())
                    .filter(e -> e.getKey().equalsIgnoreCase(field))
                    .map(e -> Optional.ofNullable(e.getValue()))
                    .findFirst()
                    .flatMap(v -> v);
        }
    }

    SettlementLists(Content content, InputStream utf8, Limits limits) {
        this.content = content;
        this.limits = limits;
        in = utf8;
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.jsonDepth())
                        .maxNumberLength(LONGEST_NUMBER)
                        .maxStringLength(limits.fieldBytes())
                        .maxNameLength(LONGEST_NAME)
                        .build())
                .build();
        parser = start(factory, utf8);
    }

    private JsonParser start(JsonFactory factory, InputStream utf8) {
        try {
            return factory.createParser(ObjectReadContext.empty(), utf8);
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    /** The next list; empty when there is none. */
    Optional<SettlementList> next() {
        try {
            while (ready.isEmpty()) {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    return Optional.empty();
                }
                switch (token) {
                    case START_ARRAY, END_ARRAY -> {}
                    case START_OBJECT -> {
                        size = 0;
                        object();
                    }
                    default -> throw malformed(0);
                }
            }
            return Optional.of(ready.removeFirst());
        } catch (JacksonException e) {
            throw failure(e);
        }
    }

    /** Members of lists and wrappers that are neither nodes nor wrappers. */
    long leftAlone() {
        return leftAlone;
    }

    /** A list, or a wrapper around lists. */
    private void object() {
        Map<String, List<Map<String, @Nullable String>>> nodes = new LinkedHashMap<>();
        boolean wrapper = false;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName().toLowerCase(Locale.ROOT);
            JsonToken value = parser.nextToken();
            if (WRAPPERS.contains(name) && value.isStructStart()) {
                wrapper = true;
                unwrap(value);
            } else if (value == JsonToken.START_OBJECT || value == JsonToken.START_ARRAY) {
                node(name, value, nodes);
            } else {
                leftAlone++;
            }
        }
        if (!nodes.isEmpty() || !wrapper) {
            keep(nodes);
        }
    }

    private void unwrap(JsonToken value) {
        if (value == JsonToken.START_OBJECT) {
            object();
            return;
        }
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            if (t != JsonToken.START_OBJECT) {
                throw nested("");
            }
            object();
        }
    }

    private void keep(Map<String, List<Map<String, @Nullable String>>> nodes) {
        lists++;
        if (nodes.getOrDefault(HEAD, List.of()).size() != 1) {
            throw at(
                    RawError.NO_SETTLEMENT_LIST,
                    lists,
                    HEAD,
                    Text.of(
                            "不是医保结算清单：每份清单须有且只有一个 setlinfo 节点",
                            "not a settlement list: each needs one node setlinfo, and one only"),
                    Text.of("按接口 4101/4101A 的节点导出", "export it with the nodes of interface 4101 or 4101A"));
        }
        ready.add(new SettlementList(lists, nodes));
    }

    private void node(String name, JsonToken value, Map<String, List<Map<String, @Nullable String>>> nodes) {
        if (nodes.containsKey(name)) {
            throw twice(name);
        }
        List<Map<String, @Nullable String>> rows = new ArrayList<>();
        nodes.put(name, rows);
        if (value == JsonToken.START_OBJECT) {
            rows.add(fields(name));
            return;
        }
        for (JsonToken t = parser.nextToken(); t != JsonToken.END_ARRAY; t = parser.nextToken()) {
            if (t != JsonToken.START_OBJECT) {
                throw nested(name);
            }
            rows.add(fields(name));
        }
    }

    private Map<String, @Nullable String> fields(String node) {
        Map<String, @Nullable String> row = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isStructStart()) {
                throw nested(node + "." + name);
            }
            if (row.containsKey(name)) {
                throw twice(node + "." + name);
            }
            String text = value == JsonToken.VALUE_NULL ? null : parser.getString();
            grow(name.length() + (text == null ? 0 : text.length()));
            row.put(name, text);
        }
        return row;
    }

    private void grow(int characters) {
        size += characters + 64L;
        if (size > limits.jsonBytes()) {
            throw tooLarge();
        }
    }

    private SteelyardException tooLarge() {
        return at(
                RawError.JSON_LIMIT,
                lists + 1,
                "",
                Text.of(
                        "JSON 超过上限：嵌套过深、一份清单过大，或数字、名称、文本过长",
                        "the JSON passes a limit: nested too deep, one list too large, or a number, name or text too long"),
                Text.of("每份清单一个对象，按 JSON Lines 导出", "export one object a list, as JSON Lines"));
    }

    private SteelyardException nested(String field) {
        return at(
                RawError.NESTED_VALUE,
                lists + 1,
                field,
                Text.of(
                        "节点的字段应为单个值，此处却是对象、数组或意外的元素",
                        "a field of a node is a single value; here is an object, an array or a stray element"),
                Text.of("按接口 4101/4101A 的节点导出", "export it with the nodes of interface 4101 or 4101A"));
    }

    private SteelyardException twice(String field) {
        return at(
                RawError.DUPLICATE_NAME,
                lists + 1,
                field,
                Text.of("同一对象里名称出现两次，哪个有效无法判断", "a name occurs twice in one object, and nobody can say which counts"),
                Text.of("改正导出程序", "mend the program that exports"));
    }

    private SteelyardException malformed(long line) {
        return SteelyardException.of(
                RawError.MALFORMED_JSON,
                Place.of(content.name(), line, ""),
                Text.of("不是完整的 JSON（文本被截断，或语法有误）", "not complete JSON: cut off, or with an error of syntax"),
                Text.of("重新导出或传输该文件", "export or transfer it again"));
    }

    private SteelyardException failure(JacksonException e) {
        if (e instanceof StreamConstraintsException) {
            return tooLarge();
        }
        if (e.getCause() instanceof IOException io) {
            return io instanceof java.nio.charset.CharacterCodingException ? malformed(0) : content.failure(io);
        }
        return malformed(e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0));
    }

    private SteelyardException at(ErrorCode error, long list, String field, Text message, Text remedy) {
        Place place = Place.of(content.name(), list, field);
        return SteelyardException.of(error, place, message, remedy);
    }

    @Override
    public void close() {
        try {
            parser.close();
            in.close();
        } catch (IOException | JacksonException e) {
            throw content.failure(e instanceof IOException io ? io : new IOException());
        }
    }
}
