package org.steelyard.protocol.internal;

import java.util.Locale;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignKind;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.EconomicModel;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/** A checked tree to records. Everything that the file leaves out is first filled in from the schema. */
public final class Binder {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().addModule(module()).build();

    private Binder() {}

    public static <T> T bind(JsonNode tree, SchemaGuide schema, Class<T> type) {
        return MAPPER.treeToValue(complete(tree, schema), type);
    }

    /** The tree with every default written out: what {@code protocol show} shows is what the run uses. */
    static JsonNode complete(JsonNode tree, SchemaGuide schema) {
        return switch (tree) {
            case ObjectNode object -> object(object, schema);
            case ArrayNode array -> array(array, schema);
            case StringNode text when isEnumeration(schema) -> JsonNodeFactory.instance.stringNode(constant(text));
            default -> tree;
        };
    }

    private static boolean isEnumeration(SchemaGuide schema) {
        return schema.node().has("enum");
    }

    /** {@code usual-care} to {@code USUAL_CARE}. */
    private static String constant(StringNode text) {
        return text.stringValue().replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static ObjectNode object(ObjectNode object, SchemaGuide declared) {
        SchemaGuide schema =
                declared.hasBranches() ? declared.branch(object.path("kind").asString("")) : declared;
        ObjectNode out = JsonNodeFactory.instance.objectNode();
        object.properties()
                .forEach(entry -> out.set(
                        entry.getKey(),
                        schema.property(entry.getKey())
                                .map(below -> complete(entry.getValue(), below))
                                .orElse(entry.getValue())));
        if (!schema.isProse()) {
            schema.propertyNames().stream().filter(name -> !out.has(name)).forEach(name -> absent(out, name, schema));
        }
        return out;
    }

    private static void absent(ObjectNode out, String name, SchemaGuide schema) {
        SchemaGuide field = schema.property(name).orElseThrow();
        Optional<JsonNode> value = field.defaultValue();
        out.set(name, value.isPresent() ? complete(value.get(), field) : JsonNodeFactory.instance.nullNode());
    }

    private static ArrayNode array(ArrayNode array, SchemaGuide schema) {
        ArrayNode out = JsonNodeFactory.instance.arrayNode();
        SchemaGuide items = schema.items().orElse(schema);
        array.values().forEach(each -> out.add(complete(each, items)));
        return out;
    }

    private static SimpleModule module() {
        return new SimpleModule("steelyard-protocol")
                .addDeserializer(Text.class, new TextReader())
                .addDeserializer(EconomicModel.class, new ModelReader())
                .addDeserializer(DesignMethod.class, new MethodReader());
    }

    private static final class TextReader extends ValueDeserializer<Text> {
        @Override
        public Text deserialize(JsonParser parser, DeserializationContext context) {
            JsonNode node = context.readTree(parser);
            return node.isString()
                    ? Text.same(node.stringValue())
                    : Text.of(node.path("zh").asString(), node.path("en").asString());
        }
    }

    private static final class MethodReader extends ValueDeserializer<DesignMethod> {
        @Override
        public DesignMethod deserialize(JsonParser parser, DeserializationContext context) {
            ObjectNode node = (ObjectNode) context.readTree(parser);
            DesignKind kind = DesignKind.valueOf(node.remove("kind").asString());
            return context.readTreeAsValue(node, kind.type());
        }
    }

    private static final class ModelReader extends ValueDeserializer<EconomicModel> {
        @Override
        public EconomicModel deserialize(JsonParser parser, DeserializationContext context) {
            ObjectNode node = (ObjectNode) context.readTree(parser);
            String kind = node.remove("kind").asString();
            Class<? extends EconomicModel> type = switch (kind) {
                case "PATIENT_LEVEL" -> EconomicModel.PatientLevel.class;
                case "MODEL_FILE" -> EconomicModel.ModelFile.class;
                case "MODEL" -> EconomicModel.InlineModel.class;
                case "PARTITIONED_SURVIVAL" -> EconomicModel.PartitionedSurvival.class;
                default -> throw new IllegalStateException("the schema allows no such kind of model");
            };
            if (type == EconomicModel.InlineModel.class) {
                node.put("definition", node.path("definition").toString());
            }
            return context.readTreeAsValue(node, type);
        }
    }
}
