package org.steelyard.economics.model;

import org.steelyard.kernel.Digest;
import org.steelyard.protocol.yaml.YamlFile;

/**
 * A model where it is written: in a file of its own, or inside a plan.
 *
 * @param yaml the model's part of the file; its places are those of the whole file
 * @param name of the file
 * @param digest of the file's bytes; of a part of a plan, of its content in the order in which it is written
 * @param ownFile whether the file holds the model and nothing else
 */
public record ModelSource(YamlFile yaml, String name, Digest digest, boolean ownFile) {

    private static final String SCHEMA = "model-1.schema.json";

    public static ModelSource file(byte[] bytes, String name) {
        return new ModelSource(YamlFile.parse(bytes, name, SCHEMA), name, Digest.of(bytes), true);
    }

    /** @param path of the part, such as {@code economics.model.definition} */
    public static ModelSource part(byte[] bytes, String name, String path) {
        YamlFile yaml = YamlFile.part(bytes, name, SCHEMA, path);
        return new ModelSource(yaml, name, Digest.of(yaml.tree().toString()), false);
    }

    /** Whether the top level names the field, or a section of it does. */
    public boolean says(String section, String field) {
        return yaml.tree().path(section).has(field);
    }

    public boolean says(String field) {
        return yaml.tree().has(field);
    }
}
