package org.steelyard.platform;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.Rules;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The authority's numbers from their file, or the samples that ship. */
final class RulesFile {

    private static final String RESOURCE = "/platform/rules.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .build();

    private RulesFile() {}

    static Rules read(Optional<String> file) {
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(Path.of(file.get()))
                : Objects.requireNonNull(RulesFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return YAML.readValue(in, Rules.class);
        } catch (IOException | JacksonException e) {
            throw SteelyardException.of(
                    PlatformError.BAD_SETTING,
                    Place.field("rules"),
                    Text.of("规则文件无法读取：" + file.orElse(""), "the rules file cannot be read: " + file.orElse("")),
                    Text.of("参照随附的 rules.yaml 填写全部字段", "fill in every field as in the rules.yaml that ships"));
        }
    }
}
