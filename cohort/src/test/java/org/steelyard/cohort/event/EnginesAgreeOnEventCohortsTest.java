package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Rows;
import org.steelyard.protocol.event.EventCohort;
import org.steelyard.protocol.event.EventMeasure.MeasureKind;

/** Random cohorts over random records: the fast engine gives row for row what the slow one gives. */
class EnginesAgreeOnEventCohortsTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    private static final int SHARING = 20;

    record Outcome(List<Map<String, Object>> rows, EventCompiler.Result result) {}

    private final Map<String, Integer> nonEmpty = new TreeMap<>();
    private final Set<MeasureKind> kinds = EnumSet.noneOf(MeasureKind.class);
    private final Set<Object> designs = new HashSet<>();

    @Test
    void randomCohortsAgree() {
        compare(0, 40);
    }

    @Test
    @Tag("slow")
    void moreRandomCohortsAgree() {
        compare(1_000, 160);
    }

    @Test
    @Tag("nightly")
    void aThousandRandomCohortsAgree() {
        compare(10_000, 1_000);

        assertThat(kinds).containsExactlyInAnyOrder(MeasureKind.values());
        assertThat(designs).containsExactlyInAnyOrder((Object[]) EventCohort.CohortDesign.values());
        assertThat(nonEmpty.get("rows")).as("definitions that leave somebody").isGreaterThan(400);
    }

    /** Twenty definitions share a world, since loading one takes longer than a cohort. */
    private void compare(int from, int count) {
        System.out.println("seed " + SEED);
        for (int i = from; i < from + count; i += SHARING) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(SEED * 1_000_003 + i);
            boolean several = i / SHARING % 5 == 4;
            List<RandomWorld> worlds = several
                    ? List.of(new RandomWorld(random, 15), new RandomWorld(random, 15))
                    : List.of(new RandomWorld(random, 30));
            try (RelationalEngine slow = new MemoryRelations();
                    RelationalEngine fast = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of())) {
                EventTables slowTables = load(worlds, slow);
                EventTables fastTables = load(worlds, fast);
                for (int k = i; k < Math.min(i + SHARING, from + count); k++) {
                    RandomCohorts cohorts = new RandomCohorts(random, several);
                    EventCohort cohort = cohorts.cohort();
                    note(cohort);
                    Outcome expected = run(slow, new Task(cohort, cohorts, slowTables), k);
                    Outcome found = run(fast, new Task(cohort, cohorts, fastTables), k);
                    nonEmpty.merge(expected.rows().isEmpty() ? "none" : "rows", 1, Integer::sum);
                    assertThat(found.result())
                            .as("definition %d: %s", k, cohort)
                            .isEqualTo(expected.result());
                    assertThat(found.rows()).as("definition %d: %s", k, cohort).isEqualTo(expected.rows());
                }
            }
        }
        System.out.println(nonEmpty);
    }

    private static EventTables load(List<RandomWorld> worlds, RelationalEngine engine) {
        List<EventTables.Source> sources = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            sources.add(worlds.get(i).load("s" + i, engine));
        }
        return new EventTables(sources);
    }

    record Task(EventCohort cohort, RandomCohorts cohorts, EventTables tables) {}

    private void note(EventCohort cohort) {
        designs.add(cohort.design());
        cohort.outcomes().forEach(m -> kinds.add(m.kind()));
        cohort.covariates().forEach(m -> kinds.add(m.kind()));
    }

    private static Outcome run(RelationalEngine engine, Task task, int number) {
        try {
            List<Map<String, Object>> rows = new ArrayList<>();
            EventCompiler.Result result = EventCompiler.compile(
                    task.cohort(),
                    task.cohorts().sets(),
                    task.tables(),
                    engine,
                    flat -> rows.addAll(sorted(engine.rows(flat))));
            return new Outcome(rows, result);
        } catch (RuntimeException e) {
            throw new AssertionError("definition " + number + " on " + engine.getClass() + ": " + task.cohort(), e);
        }
    }

    private static List<Map<String, Object>> sorted(Rows rows) {
        List<Map<String, Object>> out = new ArrayList<>();
        rows.rows().forEach(row -> out.add(new LinkedHashMap<>(row)));
        out.sort(Comparator.comparingLong(row -> (Long) row.get(EventCompiler.NUMBER)));
        return out;
    }
}
