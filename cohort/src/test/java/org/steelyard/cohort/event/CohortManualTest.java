package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;

/** Every example of the manual passes the plan's check and runs. */
class CohortManualTest {

    private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    private static String manual() throws IOException {
        return Files.readString(Path.of(System.getProperty("steelyard.root", ".."), "docs", "cohort.md"));
    }

    private static List<String> blocks(String beginning) throws IOException {
        List<String> out = new ArrayList<>();
        Matcher found = BLOCK.matcher(manual());
        while (found.find()) {
            if (found.group(1).startsWith(beginning)) {
                out.add(found.group(1).substring(beginning.length()));
            }
        }
        return out;
    }

    static Stream<String> examples() throws IOException {
        return blocks("cohort:\n").stream();
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExampleRuns(String example) throws IOException {
        String sets = blocks("conceptSets:\n").getFirst();
        Protocol plan = EventCohortSpecTest.plan(example, sets);
        List<EventTables.Source> sources = EventCohorts.sources(plan).stream()
                .map(id -> new EventTables.Source(id, new HashMap<>()))
                .toList();
        try (MemoryRelations engine = new MemoryRelations()) {
            EventCompiler.Result result = EventCompiler.compile(
                    plan.cohort().orElseThrow(),
                    plan.conceptSets(),
                    new EventTables(sources),
                    engine,
                    flat -> assertThat(engine.rows(flat).rows()).isEmpty());
            assertThat(result.steps()).isNotEmpty();
        }
    }

    @Test
    void theManualNamesEveryKind() throws IOException {
        String text = manual();
        assertThat(Stream.of(MeasureKind.values())
                        .filter(k ->
                                k != MeasureKind.SEX && k != MeasureKind.INDEX_YEAR && k != MeasureKind.INDEX_MONTH)
                        .map(k -> "`"
                                + k.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-') + "`"))
                .allMatch(text::contains);
    }
}
