package org.steelyard.platform;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Spelling;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.Rules;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.UnrecognizedPropertyException;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The authority's numbers from their file, or the samples that ship: a policy pack of the process. */
final class RulesFile {

    private static final String RESOURCE = "/platform/rules.yaml";
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private final Problems problems = new Problems();

    private RulesFile() {}

    static Rules read(Optional<String> file) {
        try (InputStream in = file.isPresent()
                ? Files.newInputStream(Path.of(file.get()))
                : Objects.requireNonNull(RulesFile.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            Rules rules = YAML.readValue(in, Rules.class);
            RulesFile check = new RulesFile();
            check.visit(rules);
            check.problems.throwIfAny();
            return rules;
        } catch (UnrecognizedPropertyException e) {
            throw unknown(e);
        } catch (JacksonException e) {
            throw unreadable(path(e));
        } catch (IOException e) {
            throw unreadable("rules");
        }
    }

    private static SteelyardException unknown(UnrecognizedPropertyException e) {
        List<String> known = Objects.requireNonNullElse(e.getKnownPropertyIds(), List.of()).stream()
                .map(String::valueOf)
                .sorted()
                .toList();
        return SteelyardException.of(
                PlatformError.BAD_SETTING,
                Place.field("rules: " + path(e)),
                Text.of(
                        "规则文件没有“" + e.getPropertyName() + "”这一项",
                        "the rules file has no \"" + e.getPropertyName() + "\""),
                Spelling.remedy(
                        e.getPropertyName(),
                        known,
                        Text.of("可用：" + String.join("、", known), "Known: " + String.join(", ", known))));
    }

    private static SteelyardException unreadable(String field) {
        return SteelyardException.of(
                PlatformError.BAD_SETTING,
                Place.field(field.isEmpty() ? "rules" : field),
                Text.of("规则文件缺少这一项，或无法读取", "the rules file lacks it, or cannot be read there"),
                Text.of("参照随附的 rules.yaml 填写全部字段", "fill in every field as in the rules.yaml that ships"));
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(part -> part.getPropertyName() == null ? "[" + part.getIndex() + "]" : part.getPropertyName())
                .reduce((a, b) -> b.startsWith("[") ? a + b : a + "." + b)
                .orElse("");
    }

    private void visit(Rules rules) {
        if (!rules.region().matches("[0-9]{6}")) {
            add("region", "应为六位行政区划代码，全国为 000000", "has six digits, 000000 for the nation");
        }
        atLeast("experts", rules.experts(), 1);
        atLeast("repeats", rules.repeats(), 0);
        atLeast("panelFields", rules.panelFields(), 1);
        atLeast("documentsWithin", rules.documentsWithin(), 1);
        atLeast("rapid.experts", rules.rapid().experts(), 1);
        atLeast("rapid.repeats", rules.rapid().repeats(), 0);
        atLeast("rapid.routineWithin", rules.rapid().routineWithin(), 1);
        if (!(rules.growth() > 0 && rules.growth() < Double.POSITIVE_INFINITY)) {
            add("growth", "应为正数，如 0.30", "is a positive fraction, such as 0.30");
        }
        if (rules.priceRise().signum() <= 0) {
            add("priceRise", "应为正数，如 0.20", "is a positive fraction, such as 0.20");
        }
        if (rules.totalCost().compareTo(BigDecimal.ZERO) <= 0) {
            add("totalCost", "应为正数", "is positive");
        }
        if (rules.screen().fund().signum() <= 0) {
            add("screen.fund", "应为正数", "is positive");
        }
        if (rules.screen().fee().signum() <= 0) {
            add("screen.fee", "应为正数", "is positive");
        }
        if (!(rules.screen().growth() > 0 && rules.screen().growth() < Double.POSITIVE_INFINITY)) {
            add("screen.growth", "应为正数，如 0.30", "is a positive fraction, such as 0.30");
        }
        deadlines("deadlines", rules.deadlines());
        deadlines("rapid.deadlines", rules.rapid().deadlines());
    }

    private void deadlines(String field, Map<String, Integer> days) {
        List<String> states = Arrays.stream(State.values()).map(State::name).toList();
        days.forEach((state, number) -> {
            if (!states.contains(state)) {
                problems.add(
                        PlatformError.BAD_SETTING,
                        Place.field(field + "." + state),
                        Text.of("没有状态“" + state + "”", "there is no state \"" + state + "\""),
                        Spelling.remedy(
                                state,
                                states,
                                Text.of("可用：" + String.join("、", states), "Known: " + String.join(", ", states))));
            } else if (number < 0) {
                add(field + "." + state, "应为非负整数", "is a number of days, not negative");
            }
        });
    }

    private void atLeast(String field, int value, int least) {
        if (value < least) {
            add(field, "不小于 " + least, "is at least " + least);
        }
    }

    private void add(String field, String zh, String en) {
        problems.add(
                PlatformError.BAD_SETTING,
                Place.field("rules: " + field),
                Text.of(zh, "the field " + en),
                Text.of("改正规则文件后重新启动", "mend the rules file and start again"));
    }
}
