package org.steelyard.protocol.yaml;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.internal.Canonical;
import org.steelyard.protocol.internal.SchemaCheck;
import org.steelyard.protocol.internal.SchemaGuide;
import org.steelyard.protocol.internal.YamlDocument;
import org.steelyard.protocol.internal.YamlParser;
import tools.jackson.databind.JsonNode;

/** A YAML file beside its schema. */
public final class YamlFile {

    private final YamlDocument document;
    private final List<Problem> departures;

    private YamlFile(YamlDocument document, List<Problem> departures) {
        this.document = document;
        this.departures = List.copyOf(departures);
    }

    /**
     * @param schema file name of a JSON Schema under {@code /schema/} on the class path
     * @throws org.steelyard.kernel.SteelyardException when the bytes are not YAML, not UTF-8 or too many
     */
    public static YamlFile parse(byte[] bytes, String name, String schema) {
        return part(bytes, name, schema, "");
    }

    /**
     * A part of a file that has a schema of its own: its places are those of the whole file.
     *
     * @param root path of the part, such as {@code economics.model.definition}
     */
    public static YamlFile part(byte[] bytes, String name, String schema, String root) {
        SchemaGuide guide = SchemaGuide.of(schema);
        YamlDocument document = YamlParser.part(bytes, name, guide, root);
        List<Problem> found = new ArrayList<>(document.duplicates());
        found.addAll(new SchemaCheck(guide).check(document));
        return new YamlFile(document, found);
    }

    public JsonNode tree() {
        return document.tree();
    }

    /** Keys that stand twice, and every departure from the schema. */
    public List<Problem> departures() {
        return departures;
    }

    /** The place of a path in the tree such as {@code states.Well.label}; one that is not in the file has the line of its nearest ancestor. */
    public Place place(String path) {
        return document.place(path);
    }

    /** The document in canonical form: equal for two files that say the same. */
    public String canonical() {
        return Canonical.of(document.tree());
    }
}
