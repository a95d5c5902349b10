package org.steelyard.platform.evaluation;

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
        try {
            return JSON.treeToValue(json, Forms.of(act));
        } catch (JacksonException e) {
            String path = e.getPath().stream()
                    .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                    .reduce((a, b) -> b.startsWith("[") ? a + b : a + "." + b)
                    .orElse("");
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field(path),
                    Text.of("内容与“" + act + "”的表单不符", "the content does not fit the form of \"" + act + "\""),
                    Text.of("字段名与类型见 /api/v1/openapi.json", "names and types of fields are in /api/v1/openapi.json"));
        }
    }

    static Body parse(String act, String json) {
        return JSON.readValue(json, Forms.of(act));
    }

    static String write(Body body) {
        return JSON.writeValueAsString(body);
    }
}
