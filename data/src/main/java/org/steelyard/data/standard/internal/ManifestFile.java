package org.steelyard.data.standard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.steelyard.data.standard.StandardError;
import org.steelyard.data.standard.StoreManifest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The manifest as JSON; keys of maps are sorted, so that equal manifests are equal bytes. */
public final class ManifestFile {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    private ManifestFile() {}

    public static StoreManifest read(Path file) {
        try {
            return JSON.readValue(Files.readAllBytes(file), StoreManifest.class);
        } catch (JacksonException e) {
            throw SteelyardException.of(
                    StandardError.NOT_A_STORE,
                    Place.file("store.json"),
                    Text.of("store.json 不能读取。", "store.json cannot be read."),
                    Text.of(
                            "用 steelyard data standardise 重新生成标准库。",
                            "Make the store again with steelyard data standardise."));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(StoreManifest manifest, Path file) {
        try {
            byte[] json = JSON.writeValueAsBytes(manifest);
            byte[] lines = java.util.Arrays.copyOf(json, json.length + 1);
            lines[json.length] = '\n';
            Files.write(file, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
