package org.steelyard.cohort.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.data.relational.DuckDbRelations;
import org.steelyard.data.relational.MemoryRelations;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.data.relational.SparkRelations;
import org.steelyard.protocol.event.EventCohort;

/**
 * Spark gives the same file as DuckDB, byte for byte, for random cohorts; one session for all. {@code -DsparkCohorts=N}
 * definitions, of which {@code -DsparkFirst=N} are drawn but not compared, so that a long run can be made in pieces.
 */
@Tag("nightly")
class SparkAgreesTest {

    private static final long SEED = Long.getLong("seed", 20261122);

    /**
     * What makes tables of forty rows fast and cannot change a result: plans interpreted instead of compiled, one part instead
     * of many, joins sorted instead of sent around, and a plan that stays as it was first made.
     */
    private static final Map<String, String> TINY = Map.of(
            "spark.sql.codegen.wholeStage", "false",
            "spark.sql.codegen.factoryMode", "NO_CODEGEN",
            "spark.sql.shuffle.partitions", "1",
            "spark.sql.leafNodeDefaultParallelism", "1",
            "spark.sql.autoBroadcastJoinThreshold", "-1",
            "spark.sql.constraintPropagation.enabled", "false",
            "spark.sql.adaptive.enabled", "false");

    /** A session as a user has it, but that no step is held in memory: what large tables go through. */
    private static final Map<String, String> LARGE = Map.of("spark.steelyard.heldRows", "0");

    /** Definitions that share one load of the records. */
    private static final int PART = 50;

    @TempDir
    private Path work;

    /** What the build of the engine-spark module leaves behind. */
    static String classPath() {
        Path module = Path.of(System.getProperty("steelyard.root", ".."), "engine-spark", "target");
        Path jars = module.resolve("spark");
        Assumptions.assumeTrue(
                Files.isDirectory(jars), "Spark was not built: run mvn -Pspark -pl engine-spark process-classes");
        return module.resolve("classes") + java.io.File.pathSeparator + jars.resolve("*");
    }

    @Test
    void randomCohortsGiveTheSameBytes() throws IOException {
        compare(TINY, Integer.getInteger("sparkFirst", 0), Integer.getInteger("sparkCohorts", 200));
    }

    @Test
    void randomCohortsGiveTheSameBytesWhenEveryStepIsAFile() throws IOException {
        compare(LARGE, 0, Integer.getInteger("sparkFiles", 10));
    }

    /** Without Spark: the same definitions over the same records on the slow engine, so that all three agree on one set. */
    @Test
    void theSlowEngineGivesTheSameRowsForTheSameCohorts() {
        int end = Integer.getInteger("sparkCohorts", 200);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        RandomWorld world = new RandomWorld(random, 40);
        List<RandomCohorts> drawn = new ArrayList<>();
        List<EventCohort> cohorts = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            RandomCohorts next = new RandomCohorts(random, false);
            cohorts.add(next.cohort());
            drawn.add(next);
        }
        AtomicInteger peopled = new AtomicInteger();
        IntStream.iterate(0, i -> i < end, i -> i + PART).parallel().forEach(from -> {
            try (RelationalEngine slow = new MemoryRelations();
                    RelationalEngine duck = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of())) {
                EventTables slowTables = EnginesAgreeOnEventCohortsTest.load(List.of(world), slow);
                EventTables duckTables = EnginesAgreeOnEventCohortsTest.load(List.of(world), duck);
                for (int i = from; i < Math.min(end, from + PART); i++) {
                    var expected = EnginesAgreeOnEventCohortsTest.run(
                            slow, new EnginesAgreeOnEventCohortsTest.Task(cohorts.get(i), drawn.get(i), slowTables), i);
                    var found = EnginesAgreeOnEventCohortsTest.run(
                            duck, new EnginesAgreeOnEventCohortsTest.Task(cohorts.get(i), drawn.get(i), duckTables), i);
                    assertThat(found).as("definition %d: %s", i, cohorts.get(i)).isEqualTo(expected);
                    peopled.addAndGet(expected.rows().isEmpty() ? 0 : 1);
                }
            }
        });
        System.out.println(
                "seed " + SEED + ": " + end + " definitions, " + peopled + " of them with people, the same rows");
        assertThat(peopled.get()).isPositive();
    }

    private void compare(Map<String, String> options, int first, int end) throws IOException {
        SparkRelations.Settings settings =
                new SparkRelations.Settings(classPath(), "local[2]", work.resolve("scratch"), options);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        RandomWorld world = new RandomWorld(random, 40);
        long rows = 0;
        int peopled = 0;
        try (RelationalEngine spark = SparkRelations.open(settings, List.of(work));
                RelationalEngine duck = DuckDbRelations.open(DuckDbRelations.Settings.withThreads(1), List.of(work))) {
            EventTables duckTables = files(world, duck, duck);
            EventTables sparkTables = files(world, duck, spark);
            for (int i = 0; i < end; i++) {
                RandomCohorts cohorts = new RandomCohorts(random, false);
                EventCohort cohort = cohorts.cohort();
                if (i < first) {
                    continue;
                }
                Path expected = work.resolve("duck" + i + ".parquet");
                Path found = work.resolve("spark" + i + ".parquet");
                EventCompiler.Result fast = write(cohort, cohorts, duckTables, duck, expected);
                EventCompiler.Result distributed = write(cohort, cohorts, sparkTables, spark, found);
                assertThat(distributed).as("definition %d: %s", i, cohort).isEqualTo(fast);
                assertThat(Files.readAllBytes(found))
                        .as("definition %d: %s", i, cohort)
                        .isEqualTo(Files.readAllBytes(expected));
                long left = fast.steps().getLast().rows();
                rows += left;
                peopled += left > 0 ? 1 : 0;
                Files.delete(expected);
                Files.delete(found);
                if (i % 10 == 9) {
                    System.out.println("seed " + SEED + ": definitions " + (first + 1) + " to " + (i + 1) + ", "
                            + peopled + " of them with people, " + rows + " rows, the same bytes");
                }
            }
        }
        assertThat(rows).as("rows compared").isPositive();
    }

    private static EventCompiler.Result write(
            EventCohort cohort, RandomCohorts cohorts, EventTables tables, RelationalEngine engine, Path file) {
        return EventCompiler.compile(
                cohort,
                cohorts.sets(),
                tables,
                engine,
                flat -> engine.write(flat, List.of(Rel.Order.by(EventCompiler.NUMBER)), file));
    }

    /** The tables of a world as Parquet files, written once. */
    private EventTables files(RandomWorld world, RelationalEngine writer, RelationalEngine reader) {
        Map<String, Rel.Table> known = new java.util.HashMap<>();
        List<String> names = new ArrayList<>(world.tables().keySet());
        for (String name : names) {
            Path file = work.resolve(name + ".parquet");
            if (!Files.exists(file)) {
                writer.write(
                        org.steelyard.data.relational.MemoryRelations.values(
                                world.tables().get(name)),
                        List.of(),
                        file);
            }
            known.put(name, reader.attach("f_" + name, file.toString(), StandardColumns.of(name)));
        }
        return new EventTables(List.of(new EventTables.Source("s", known)));
    }
}
