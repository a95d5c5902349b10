package org.steelyard.app;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Arrows between rooms point one way, and internals stay inside. Draws {@code docs/architecture.md}. */
class ArchitectureTest {

    /** Room to the rooms that it may know. */
    private static final Map<String, Set<String>> ARROWS = new TreeMap<>(Map.ofEntries(
            Map.entry("kernel", Set.of()),
            Map.entry("protocol", Set.of("kernel")),
            Map.entry("data", Set.of("kernel", "protocol")),
            Map.entry("simulator", Set.of("kernel")),
            Map.entry("cohort", Set.of("kernel", "protocol", "data")),
            Map.entry("stats", Set.of("kernel")),
            Map.entry("effect", Set.of("kernel", "protocol", "cohort", "stats")),
            Map.entry("economics", Set.of("kernel", "protocol", "cohort", "stats", "effect")),
            Map.entry("society", Set.of("kernel", "protocol", "cohort", "stats", "effect")),
            Map.entry("evidence", Set.of("kernel", "protocol", "cohort", "stats", "effect", "economics", "society")),
            Map.entry("disclosure", Set.of("kernel", "protocol")),
            Map.entry("governance", Set.of("kernel", "protocol")),
            Map.entry(
                    "report",
                    Set.of(
                            "kernel",
                            "protocol",
                            "data",
                            "cohort",
                            "stats",
                            "effect",
                            "economics",
                            "society",
                            "evidence",
                            "disclosure")),
            Map.entry(
                    "app",
                    Set.of(
                            "kernel",
                            "protocol",
                            "data",
                            "simulator",
                            "cohort",
                            "stats",
                            "effect",
                            "economics",
                            "society",
                            "evidence",
                            "disclosure",
                            "report"))));

    private static JavaClasses classes;

    @BeforeAll
    static void read() {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.steelyard");
    }

    @Test
    void everyRoomKnowsOnlyTheRoomsBelowIt() {
        Set<String> wrong = new TreeSet<>();
        forEachArrow((from, to, dependency) -> {
            if (!ARROWS.getOrDefault(from, Set.of()).contains(to)) {
                wrong.add(from + " -> " + to + ": " + dependency.getDescription());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void internalsAreUsedOnlyInTheirOwnRoom() {
        Set<String> wrong = new TreeSet<>();
        forEachArrow((from, to, dependency) -> {
            if (dependency.getTargetClass().getPackageName().contains(".internal")) {
                wrong.add(dependency.getDescription());
            }
        });
        assertThat(wrong).isEmpty();
    }

    @Test
    void roomsHaveNoCycles() {
        slices().matching("org.steelyard.(*)..").should().beFreeOfCycles().check(classes);
    }

    @Test
    void theDrawingShowsTheRoomsAsTheyAre() throws IOException {
        Map<String, Set<String>> seen = new TreeMap<>();
        forEachArrow((from, to, dependency) ->
                seen.computeIfAbsent(from, key -> new TreeSet<>()).add(to));
        StringBuilder text = new StringBuilder(
                "# The rooms and the arrows between them\n\n"
                        + "Made by `ArchitectureTest` from the compiled classes; an arrow means *knows*.\n\n```mermaid\ngraph LR\n");
        seen.forEach((from, targets) -> targets.forEach(
                to -> text.append("  ").append(from).append(" --> ").append(to).append('\n')));
        text.append("```\n");
        GeneratedFile.check(Path.of("docs/architecture.md"), text.toString());
    }

    private interface Arrow {
        void see(String from, String to, Dependency dependency);
    }

    private static void forEachArrow(Arrow arrow) {
        for (JavaClass type : classes) {
            for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                String from = room(type);
                String to = room(dependency.getTargetClass());
                if (!to.isEmpty() && !from.equals(to)) {
                    arrow.see(from, to, dependency);
                }
            }
        }
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("org.steelyard.")) {
            return "";
        }
        String rest = name.substring("org.steelyard.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }
}
