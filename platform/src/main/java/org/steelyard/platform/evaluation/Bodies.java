package org.steelyard.platform.evaluation;

import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Bodies to canonical JSON and back. Unknown fields are refused: what nobody reads must not seem to be filed. */
public final class Bodies {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private Bodies() {}

    /** @throws SteelyardException naming the field that does not belong or does not fit */
    public static Body read(String act, JsonNode json) {
        if (!json.isObject()) {
            throw unfit(act, "");
        }
        Writable.refuseOthers(json, "");
        try {
            return filled(JSON.treeToValue(json, Forms.of(act)));
        } catch (JacksonException e) {
            String path = e.getPath().stream()
                    .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                    .reduce((a, b) -> b.startsWith("[") ? a + b : a + "." + b)
                    .orElse("");
            throw unfit(act, path);
        }
    }

    private static SteelyardException unfit(String act, String path) {
        return SteelyardException.of(
                PlatformError.BAD_BODY,
                Place.field(path),
                Text.of("内容与“" + act + "”的表单不符", "the content does not fit the form of \"" + act + "\""),
                Text.of("字段名与类型见 /api/v1/openapi.json", "names and types of fields are in /api/v1/openapi.json"));
    }

    /** A form in which nothing is filled in. */
    static Body empty(Class<? extends Body> kind) {
        ObjectNode nothing = JSON.createObjectNode();
        for (RecordComponent component : kind.getRecordComponents()) {
            if (component.getType() == boolean.class) {
                nothing.put(component.getName(), false);
            } else if (component.getType().isPrimitive()) {
                nothing.put(component.getName(), 0);
            }
        }
        return filled(JSON.treeToValue(nothing, kind));
    }

    /** How a form's record is taken apart and put together again. */
    private record Shape(List<Method> readers, Class<?>[] types, Constructor<?> constructor) {
        static Shape of(Class<?> record) {
            try {
                RecordComponent[] components = record.getRecordComponents();
                List<Method> readers = new ArrayList<>();
                Class<?>[] types = new Class<?>[components.length];
                for (int i = 0; i < components.length; i++) {
                    types[i] = components[i].getType();
                    Method reader = components[i].getAccessor();
                    reader.setAccessible(true);
                    readers.add(reader);
                }
                Constructor<?> constructor = record.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(readers, types, constructor);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("forms are records", e);
            }
        }
    }

    /** Found once a class: whatever is filed passes here. */
    private static final ClassValue<Shape> SHAPES = new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> record) {
            return Shape.of(record);
        }
    };

    /** Absent texts, lists and maps become empty ones, so that no rule meets a null where a form promises a value. */
    private static <R> R filled(R record) {
        Shape shape = SHAPES.get(record.getClass());
        @Nullable Object[] values = new @Nullable Object[shape.types().length];
        try {
            for (int i = 0; i < values.length; i++) {
                values[i] = filled(shape.types()[i], shape.readers().get(i).invoke(record));
            }
            @SuppressWarnings("unchecked")
            R whole = (R) shape.constructor().newInstance(values);
            return whole;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("forms are records", e);
        }
    }

    private static @Nullable Object filled(Class<?> type, @Nullable Object value) {
        if (value == null) {
            return type == String.class ? "" : type == List.class ? List.of() : type == Map.class ? Map.of() : null;
        }
        return value instanceof List<?> list
                ? list.stream()
                        .filter(Objects::nonNull)
                        .map(item -> item.getClass().isRecord() ? filled(item) : item)
                        .toList()
                : value;
    }

    static Body parse(String act, String json) {
        return filled(JSON.readValue(json, Forms.of(act)));
    }

    static String write(Body body) {
        return JSON.writeValueAsString(body);
    }
}
