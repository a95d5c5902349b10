package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.Rows;
import org.steelyard.protocol.event.EventCohort;

/** Random cohorts over random records: the fast engine gives row for row what the slow one gives. */
class EnginesAgreeOnEventCohortsTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    private static final int SHARING = 20;

    record Outcome(List<Map<String, Object>> rows, EventCompiler.Result result) {}

    /** Definitions that the nightly test compares. */
    private static final int FIRST = 10_000;

    private static final int MANY = 1_000;

    private final Constructs constructs = new Constructs();
    private final AtomicInteger compared = new AtomicInteger();
    private final AtomicInteger withRows = new AtomicInteger();

    @Test
    void randomCohortsAgree() {
        batches(0, 100).parallelStream().forEach(this::compare);

        System.out.println("compared " + compared + ", with rows " + withRows);
        assertThat(compared).hasValue(100);
        assertThat(withRows).as("definitions that leave somebody").hasValueGreaterThan(30);
    }

    @Test
    @Tag("nightly")
    void aThousandRandomCohortsAgree() {
        batches(FIRST, MANY).parallelStream().forEach(this::compare);

        System.out.println("compared " + compared + ", with rows " + withRows);
        assertThat(compared).hasValue(MANY);
        assertThat(constructs.never()).as("never drawn").isEmpty();
        assertThat(withRows).as("definitions that leave somebody").hasValueGreaterThan(400);
    }

    @Test
    void theThousandDefinitionsSayEverythingThatTheLanguageCanSay() {
        batches(FIRST, MANY).forEach(batch -> {
            for (int k = 0; k < SHARING; k++) {
                draw(batch);
            }
        });

        constructs.counts().entrySet().stream()
                .filter(e -> e.getValue() < 10)
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> System.out.println("rarely drawn: " + e));
        assertThat(constructs.never()).as("never drawn").isEmpty();
    }

    /** Twenty definitions share their worlds, since loading one takes longer than a cohort. */
    record Batch(int first, RandomGenerator random, boolean several, List<RandomWorld> worlds) {}

    private static List<Batch> batches(int from, int count) {
        System.out.println("seed " + SEED);
        List<Batch> out = new ArrayList<>();
        for (int i = from; i < from + count; i += SHARING) {
            RandomGenerator random =
                    RandomGeneratorFactory.of("L64X128MixRandom").create(SEED * 1_000_003 + i);
            boolean several = i / SHARING % 5 == 4;
            List<RandomWorld> worlds = several
                    ? List.of(new RandomWorld(random, 15), new RandomWorld(random, 15))
                    : List.of(new RandomWorld(random, 30));
            out.add(new Batch(i, random, several, worlds));
        }
        return out;
    }

    record Definition(EventCohort cohort, RandomCohorts cohorts) {}

    private Definition draw(Batch batch) {
        RandomCohorts cohorts = new RandomCohorts(batch.random(), batch.several());
        EventCohort cohort = cohorts.cohort();
        synchronized (constructs) {
            constructs.note(cohort, cohorts.sets());
        }
        return new Definition(cohort, cohorts);
    }

    private void compare(Batch batch) {
        try (RelationalEngine slow = new MemoryRelations();
                RelationalEngine fast = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of())) {
            EventTables slowTables = load(batch.worlds(), slow);
            EventTables fastTables = load(batch.worlds(), fast);
            for (int k = batch.first(); k < batch.first() + SHARING; k++) {
                Definition one = draw(batch);
                Outcome expected = run(slow, new Task(one.cohort(), one.cohorts(), slowTables), k);
                Outcome found = run(fast, new Task(one.cohort(), one.cohorts(), fastTables), k);
                assertThat(found.result())
                        .as("definition %d: %s", k, one.cohort())
                        .isEqualTo(expected.result());
                assertThat(found.rows())
                        .as("definition %d: %s", k, one.cohort())
                        .isEqualTo(expected.rows());
                compared.incrementAndGet();
                withRows.addAndGet(expected.rows().isEmpty() ? 0 : 1);
            }
        }
    }

    static EventTables load(List<RandomWorld> worlds, RelationalEngine engine) {
        List<EventTables.Source> sources = new ArrayList<>();
        for (int i = 0; i < worlds.size(); i++) {
            sources.add(worlds.get(i).load("s" + i, engine));
        }
        return new EventTables(sources);
    }

    record Task(EventCohort cohort, RandomCohorts cohorts, EventTables tables) {}

    static Outcome run(RelationalEngine engine, Task task, int number) {
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
