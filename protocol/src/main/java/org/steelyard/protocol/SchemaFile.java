package org.steelyard.protocol;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.internal.Examination;
import org.steelyard.protocol.internal.SchemaGuide;
import org.steelyard.protocol.internal.YamlDocument;
import org.steelyard.protocol.internal.YamlParser;

/**
 * YAML files of one kind, checked like plans: against a published JSON Schema, all problems at once, each with its line. Other
 * rooms bring their own schema under {@code /schema/} on the class path.
 */
public final class SchemaFile<T> {

    private final SchemaGuide schema;
    private final Examination examination;
    private final Class<T> type;

    private SchemaFile(SchemaGuide schema, Class<T> type) {
        this.schema = schema;
        this.type = type;
        examination = new Examination(schema);
    }

    public static <T> SchemaFile<T> of(String resource, Class<T> type) {
        return new SchemaFile<>(SchemaGuide.of(resource), type);
    }

    /**
     * The file as a record; defaults of the schema are filled in.
     *
     * @param name of the file, for messages
     * @param sense what is wrong with a record that follows the schema; it is handed the place of a path
     * @throws org.steelyard.kernel.SteelyardException with everything that is wrong
     */
    public T read(byte[] bytes, String name, BiFunction<T, Function<String, Place>, List<Problem>> sense) {
        YamlDocument document = YamlParser.parse(bytes, name, schema);
        return examination.passed(document, type, each -> sense.apply(each, document::place));
    }
}
