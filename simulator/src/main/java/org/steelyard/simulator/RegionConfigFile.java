package org.steelyard.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.simulator.internal.ConfigCheck;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * Reads configurations. A file names only what differs from the shipped region: maps are laid over it, lists replace it
 * whole. All unknown names and all values out of range are told together.
 */
public final class RegionConfigFile {

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .build();

    /** Maps whose names are the user's own. */
    private static final List<String> FREE = List.of("missing", "index.perCondition");

    private RegionConfigFile() {}

    /** The shipped region. */
    public static RegionConfig standard() {
        return bind(shipped(), "region.yaml");
    }

    /** The shipped region with what the file changes. */
    public static RegionConfig read(Path file) {
        String name = String.valueOf(file.getFileName());
        ObjectNode base = shipped();
        JsonNode changes = parse(file, name);
        if (!(changes instanceof ObjectNode object)) {
            throw unreadable(name);
        }
        Problems problems = new Problems();
        overlay(new Spot(base, "", name), object, problems);
        problems.throwIfAny();
        return bind(base, name);
    }

    /** The whole configuration as YAML, for {@code simulation.yaml}. */
    static String write(RegionConfig config) {
        return YAML.writeValueAsString(config);
    }

    private record Spot(ObjectNode node, String path, String file) {
        String at(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }
    }

    private static void overlay(Spot base, ObjectNode changes, Problems problems) {
        for (Map.Entry<String, JsonNode> entry : changes.properties()) {
            String key = entry.getKey();
            JsonNode old = base.node().get(key);
            if (old == null && !free(base.path())) {
                unknown(base, key, problems);
            } else if (old instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode more) {
                overlay(new Spot(inner, base.at(key), base.file()), more, problems);
            } else {
                base.node().set(key, entry.getValue());
            }
        }
    }

    private static boolean free(String path) {
        return FREE.contains(path) || path.endsWith(".features");
    }

    private static void unknown(Spot base, String key, Problems problems) {
        String names = String.join(", ", base.node().propertyNames());
        problems.add(
                SimulatorError.UNKNOWN_SETTING,
                Place.of(base.file(), base.at(key)),
                Text.of("没有这个设置。允许：" + names, "There is no such setting. Allowed: " + names),
                Spelling.remedy(
                        key, base.node().propertyNames(), Text.of("改正名称，或删去它。", "Correct the name, or leave it out.")));
    }

    private static JsonNode parse(Path file, String name) {
        try {
            return YAML.readTree(Files.readAllBytes(file));
        } catch (IOException | JacksonException e) {
            throw unreadable(name);
        }
    }

    private static SteelyardException unreadable(String name) {
        return SteelyardException.of(
                SimulatorError.UNREADABLE_CONFIG,
                Place.file(name),
                Text.of(
                        "读不出配置：须是 UTF-8 的 YAML 映射。",
                        "The configuration cannot be read: it must be a YAML mapping in UTF-8."),
                Text.of("检查文件；只写与内置配置不同的部分即可。", "Check the file; name only what differs from the shipped region."));
    }

    private static ObjectNode shipped() {
        try (InputStream in = RegionConfigFile.class.getResourceAsStream("region.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the shipped region is missing");
            }
            return (ObjectNode) YAML.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RegionConfig bind(ObjectNode node, String name) {
        RegionConfig config;
        try {
            config = YAML.treeToValue(node, RegionConfig.class);
        } catch (DatabindException e) {
            throw SteelyardException.of(
                    SimulatorError.BAD_SETTING,
                    Place.of(name, path(e)),
                    Text.of("类型不对，或缺少必需的部分。", "The type is wrong, or a required part is missing."),
                    Text.of("对照 docs/simulate.md 改正。", "Correct it after docs/simulate.md."));
        }
        ConfigCheck.check(config, name).throwIfAny();
        return config;
    }

    private static String path(DatabindException failure) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference step : failure.getPath()) {
            String key = step.getPropertyName();
            path.append(key == null ? "[" + step.getIndex() + "]" : path.isEmpty() ? key : "." + key);
        }
        return path.toString();
    }
}
