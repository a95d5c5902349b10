package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.MultiplicityRule;
import org.steelyard.protocol.method.OutcomeModelRule;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.SensitivityRule;

/** Whoever reads a key in a plan finds its method on a page. */
class MethodPagesTest {

    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** Where a plan chooses a method by a word. */
    private static final List<Class<?>> CHOICES = List.of(
            AnalysisPlan.Adjustment.class,
            AnalysisPlan.Target.class,
            AnalysisPlan.Measure.class,
            AnalysisPlan.Missing.Method.class,
            AnalysisPlan.Matching.MatchingMethod.class,
            AnalysisPlan.Matching.Distance.class,
            AnalysisPlan.Trim.TrimMethod.class,
            Outcome.OutcomeType.class,
            DesignKind.class);

    /** Records all of whose lists of words choose methods. */
    private static final List<Class<?>> RULES = List.of(
            CoxRule.class,
            CrossFit.class,
            MarginRule.class,
            MultiplicityRule.class,
            OutcomeModelRule.class,
            ScoreRule.class,
            SensitivityRule.class,
            DesignMethod.class);

    private static Set<String> keys() {
        return Stream.concat(
                        CHOICES.stream(),
                        RULES.stream()
                                .flatMap(r -> Stream.of(r.getDeclaredClasses()).filter(Class::isEnum)))
                .flatMap(c -> Stream.of(c.getEnumConstants()))
                .map(c -> ((Enum<?>) c).name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> named() throws IOException {
        try (Stream<Path> pages = Files.list(Path.of("../docs/methods"))) {
            Set<String> out = new TreeSet<>();
            for (Path page : pages.toList()) {
                String text = Files.readString(page).replaceAll("(?s)```.*?```", "");
                CODE.matcher(text).results().forEach(m -> out.add(m.group(1)));
            }
            return out;
        }
    }

    @Test
    void everyKeyOfTheSchemaIsNamedOnAPageOfMethods() throws IOException {
        Set<String> keys = keys();
        Set<String> lacking = new TreeSet<>(keys);
        lacking.removeAll(named());

        assertThat(keys).hasSizeGreaterThan(90);
        assertThat(lacking).isEmpty();
    }
}
