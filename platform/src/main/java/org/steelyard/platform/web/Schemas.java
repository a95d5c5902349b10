package org.steelyard.platform.web;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON Schemas of records, collected under their names. */
final class Schemas {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final Map<Class<?>, String[]> PLAIN = Map.ofEntries(
            Map.entry(String.class, new String[] {"string", ""}),
            Map.entry(int.class, new String[] {"integer", "int32"}),
            Map.entry(Integer.class, new String[] {"integer", "int32"}),
            Map.entry(long.class, new String[] {"integer", "int64"}),
            Map.entry(Long.class, new String[] {"integer", "int64"}),
            Map.entry(double.class, new String[] {"number", "double"}),
            Map.entry(Double.class, new String[] {"number", "double"}),
            Map.entry(BigDecimal.class, new String[] {"number", ""}),
            Map.entry(boolean.class, new String[] {"boolean", ""}),
            Map.entry(Boolean.class, new String[] {"boolean", ""}),
            Map.entry(LocalDate.class, new String[] {"string", "date"}),
            Map.entry(Instant.class, new String[] {"string", "date-time"}),
            Map.entry(byte[].class, new String[] {"string", "binary"}));

    private final Map<String, ObjectNode> named = new TreeMap<>();

    void add(String name, ObjectNode schema) {
        named.put(name, schema);
    }

    ObjectNode all() {
        ObjectNode all = NODES.objectNode();
        named.forEach(all::set);
        return all;
    }

    /** The argument of a generic type, or the type itself if it is another. */
    static Type unwrapped(Type type, Class<?> wrapper) {
        return type instanceof ParameterizedType p && p.getRawType() == wrapper ? p.getActualTypeArguments()[0] : type;
    }

    /** Of what is answered: every field is there. */
    ObjectNode answer(Type type) {
        return schema(type, Optional.empty());
    }

    /** Of what is sent. @param needed fields without which it is refused */
    ObjectNode request(Type type, List<String> needed) {
        return schema(type, Optional.of(needed));
    }

    private ObjectNode schema(Type type, Optional<List<String>> needed) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic);
        }
        if (!(type instanceof Class<?> kind)) {
            return NODES.objectNode();
        }
        String[] plain = PLAIN.get(kind);
        if (plain != null) {
            ObjectNode node = NODES.objectNode().put("type", plain[0]);
            return plain[1].isEmpty() ? node : node.put("format", plain[1]);
        }
        if (kind.isEnum()) {
            ObjectNode node = NODES.objectNode().put("type", "string");
            ArrayNode values = node.putArray("enum");
            for (Object constant : kind.getEnumConstants()) {
                values.add(((Enum<?>) constant).name());
            }
            return node;
        }
        return kind.isRecord() ? reference(kind, needed) : NODES.objectNode();
    }

    private ObjectNode generic(ParameterizedType type) {
        Class<?> raw = (Class<?>) type.getRawType();
        Type[] arguments = type.getActualTypeArguments();
        if (raw == Optional.class) {
            ObjectNode node = NODES.objectNode();
            ArrayNode either = node.putArray("anyOf");
            either.add(answer(arguments[0]));
            either.addObject().put("type", "null");
            return node;
        }
        if (Collection.class.isAssignableFrom(raw)) {
            ObjectNode node = NODES.objectNode().put("type", "array");
            node.set("items", answer(arguments[0]));
            return node;
        }
        if (Map.class.isAssignableFrom(raw)) {
            ObjectNode node = NODES.objectNode().put("type", "object");
            node.set("additionalProperties", answer(arguments[1]));
            return node;
        }
        String name = name(raw) + "Of" + name((Class<?>) arguments[0]);
        if (!named.containsKey(name)) {
            named.put(name, NODES.objectNode());
            named.put(name, record(raw, Optional.empty(), arguments[0]));
        }
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    private ObjectNode reference(Class<?> kind, Optional<List<String>> needed) {
        String name = name(kind);
        if (!named.containsKey(name)) {
            named.put(name, NODES.objectNode());
            named.put(name, record(kind, needed, kind));
        }
        return NODES.objectNode().put("$ref", "#/components/schemas/" + name);
    }

    /** Records of the same name in different places keep both names. */
    private static String name(Class<?> kind) {
        Class<?> outer = kind.getDeclaringClass();
        return outer == null || outer.getSimpleName().equals("Answers")
                ? kind.getSimpleName()
                : outer.getSimpleName().replace("Controller", "") + kind.getSimpleName();
    }

    private ObjectNode record(Class<?> kind, Optional<List<String>> needed, Type argument) {
        ObjectNode node = NODES.objectNode().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (RecordComponent component : kind.getRecordComponents()) {
            boolean variable = kind.getTypeParameters().length > 0
                    && component.getGenericType() instanceof ParameterizedType p
                    && p.getActualTypeArguments()[0] instanceof java.lang.reflect.TypeVariable<?>;
            if (variable) {
                ObjectNode list = NODES.objectNode().put("type", "array");
                list.set("items", answer(argument));
                properties.set(component.getName(), list);
            } else {
                properties.set(component.getName(), answer(component.getGenericType()));
            }
            if (needed.map(n -> n.contains(component.getName())).orElse(true)) {
                required.add(component.getName());
            }
        }
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        if (needed.isPresent()) {
            node.put("additionalProperties", false);
        }
        return node;
    }
}
