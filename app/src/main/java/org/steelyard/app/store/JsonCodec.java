package org.steelyard.app.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Keeps a record as JSON. Doubles are written in their shortest exact form, so reading gives the same bits. */
public final class JsonCodec<T> implements Codec<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private final Class<T> type;

    public JsonCodec(Class<T> type) {
        this.type = type;
    }

    @Override
    public void write(T value, Path file) throws IOException {
        Files.write(file, MAPPER.writeValueAsBytes(value));
    }

    @Override
    public T read(Path file) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), type);
    }
}
