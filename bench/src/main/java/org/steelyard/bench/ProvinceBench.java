package org.steelyard.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.cohort.Cohort;
import org.steelyard.cohort.CohortBuilder;
import org.steelyard.cohort.CohortSettings;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodePacks;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.mapping.Mappings;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.QualityChecks;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawFolder;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.StandardIntake;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardSettings;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.Standardiser;
import org.steelyard.protocol.Protocol;
import org.steelyard.simulator.RegionConfig;
import org.steelyard.simulator.RegionConfigFile;
import org.steelyard.simulator.RegionSimulator;

/**
 * The whole road at the scale of a province: simulate a region, read and standardise it, check the standard tables, and build an
 * analysis table with two hundred covariates; beside it, what it costs merely to read the same columns and group them by person.
 */
public final class ProvinceBench {

    private static final double NANO = 1e9;
    private static final int COVARIATES = 200;

    /** Columns of the standard tables that the plan's cohort reads. */
    private static final Map<String, List<String>> READ = new TreeMap<>(Map.of(
            "condition_occurrence",
            List.of("condition_occurrence_id", "condition_start_date", "condition_source_value", "source_vocabulary"),
            "drug_exposure",
            List.of("drug_exposure_start_date", "drug_source_value", "source_vocabulary"),
            "procedure_occurrence",
            List.of("procedure_date", "procedure_source_value", "source_vocabulary"),
            "visit_occurrence",
            List.of("visit_occurrence_id", "visit_concept_id", "visit_start_date", "visit_end_date"),
            "claim_settlement",
            List.of("settlement_date", "total_cost", "fund_paid", "person_paid"),
            "claim_detail",
            List.of("service_date", "amount")));

    private final Path folder;
    private final long persons;
    private final int threads;
    private final String memory;

    private ProvinceBench(Path folder, long persons, int threads, String memory) {
        this.folder = folder;
        this.persons = persons;
        this.threads = threads;
        this.memory = memory;
    }

    /**
     * Arguments: people (10,000 unless given: a million fee rows), threads (2), memory limit of the engine (8GB), folder that
     * keeps region and store between runs (a temporary one unless given), how many times over the standard store is taken (once).
     */
    public static void main(String[] args) throws IOException, SQLException {
        long persons = args.length > 0 ? Long.parseLong(args[0]) : 10_000;
        int threads = args.length > 1 ? Integer.parseInt(args[1]) : 2;
        String memory = args.length > 2 ? args[2] : "8GB";
        Path folder =
                args.length > 3 ? Path.of(args[3]).toAbsolutePath() : Files.createTempDirectory("steelyard-province");
        try {
            int copies = args.length > 4 ? Integer.parseInt(args[4]) : 1;
            new ProvinceBench(folder.resolve(String.valueOf(persons)), persons, threads, memory).run(copies);
        } finally {
            if (args.length <= 3) {
                RSide.delete(folder);
            }
        }
    }

    private interface Work<T> {
        T run() throws IOException, SQLException;
    }

    private record Timed<T>(T result, double wall, double cpu) {}

    private static <T> Timed<T> timed(Work<T> work) throws IOException, SQLException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long start = System.nanoTime();
        T result = work.run();
        return new Timed<>(result, (System.nanoTime() - start) / NANO, (system.getProcessCpuTime() - cpu) / NANO);
    }

    private void run(int copies) throws IOException, SQLException {
        System.out.println("| step | result | wall s | CPU s |");
        System.out.println("|---|---:|---:|---:|");
        Path region = folder.resolve("region");
        if (!Files.exists(region.resolve("truth.json"))) {
            say("simulate", timed(() -> simulate(region)));
        }
        Path work = folder.resolve("store");
        if (!Files.exists(work.resolve(StandardStore.MANIFEST))) {
            Timed<List<RawTable>> raw = timed(() -> raw(region));
            row("raw tables, pseudonyms in place", count(raw.result()) + " rows", raw);
            Timed<StandardStore> made = timed(() -> standardise(raw.result(), region, work));
            row("standard tables", count(made.result()) + " rows", made);
        }
        StandardStore store = copies == 1 ? StandardStore.open(work) : copied(StandardStore.open(work), copies);
        Protocol plan = ProvincePlan.of(store, COVARIATES, Path.of("examples/region/protocol.yaml"));
        long lines = store.rows("claim_detail");
        Timed<Long> narrow = best(() -> scan(store, Map.of("claim_detail", List.of("amount")), false));
        row("bare scan: amount of the fee lines by person", lines + " lines", narrow);
        Timed<Long> cohortColumns = best(() -> scan(store, READ, false));
        row("bare scan: columns of the cohort by person", cohortColumns.result() + " groups", cohortColumns);
        Timed<Long> all = best(() -> scan(store, all(store), true));
        row("bare scan: columns of checks and cohort by person", all.result() + " groups", all);
        Timed<QualityReport> checked = timed(() -> check(store));
        QualityReport.Tally tally = checked.result().tally();
        row("quality checks", tally.judged() + " judged", checked);
        Timed<Cohort> cohort = timed(() -> cohort(store, plan));
        row("analysis table", cohort.result().table().rows() + " people, " + COVARIATES + " covariates", cohort);
        double road = checked.wall() + cohort.wall();
        System.out.printf(
                Locale.ROOT,
                "%n%,d fee lines, %d threads, engine limited to %s, peak memory of the process %s%n",
                lines,
                threads,
                memory,
                peak());
        System.out.printf(
                Locale.ROOT,
                "standard Parquet to checked analysis table: %.1f s; %.1f times the bare scan of its columns, %.1f times that of"
                        + " the cohort's columns; the cohort alone: %.1f times the latter%n",
                road,
                road / all.wall(),
                road / cohortColumns.wall(),
                cohort.wall() / cohortColumns.wall());
    }

    private StandardStore copied(StandardStore store, int copies) throws IOException, SQLException {
        Path many = folder.resolve("store-" + copies);
        if (!Files.exists(many.resolve(StandardStore.MANIFEST))) {
            StoreCopies.write(store, copies, many);
        }
        return StandardStore.open(many);
    }

    private static void say(String step, Timed<Long> timed) {
        row(step, timed.result() + " fee rows", timed);
    }

    private static void row(String step, String result, Timed<?> timed) {
        System.out.printf(Locale.ROOT, "| %s | %s | %.2f | %.2f |%n", step, result, timed.wall(), timed.cpu());
    }

    /** The better of two: the first may wait for the disk. */
    private static Timed<Long> best(Work<Long> work) throws IOException, SQLException {
        Timed<Long> first = timed(work);
        Timed<Long> second = timed(work);
        return first.wall() <= second.wall() ? first : second;
    }

    private long simulate(Path region) throws IOException {
        Files.createDirectories(region);
        RegionConfig config = RegionConfigFile.standard().with(new RegionConfig.Run(persons, 1, 0));
        return RegionSimulator.run(
                        new RegionSimulator.Request(config, region, RegionSimulator.Format.PARQUET, threads),
                        (done, rows) -> {})
                .rows()
                .getOrDefault("fee_list_d", 0L);
    }

    private List<RawTable> raw(Path region) {
        IntakeSettings settings = IntakeSettings.DEFAULT.withThreads(threads);
        Pseudonyms pseudonyms = Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES]));
        return StandardIntake.intake(
                StandardIntake.find(region, Optional.of(Mappings.Kind.PLATFORM), settings),
                Mappings.shipped(Mappings.Kind.PLATFORM),
                new RawFolder.Job(table -> Map.of(), pseudonyms, folder.resolve("raw"), settings));
    }

    private StandardStore standardise(List<RawTable> raw, Path region, Path store) {
        List<CodePack> packs = List.of(CodePacks.load(region.resolve("codes")), CodePacks.shipped());
        StandardSettings settings = StandardSettings.DEFAULT
                .with(StandardSettings.Strictness.COUNT)
                .withPacks(packs)
                .withThreads(threads);
        return Standardiser.run(raw, Mappings.shipped(Mappings.Kind.PLATFORM), store, settings);
    }

    private static long count(List<RawTable> tables) {
        return tables.stream().mapToLong(RawTable::rows).sum();
    }

    private static long count(StandardStore store) {
        return store.tables().stream().mapToLong(store::rows).sum();
    }

    /** Every column of the tables that are about people. */
    private static Map<String, List<String>> all(StandardStore store) {
        Map<String, List<String>> out = new TreeMap<>();
        for (String table : store.tables()) {
            StandardSchema.Table shape = StandardSchema.current().get(table);
            if (shape.has("person_id") && store.rows(table) > 0) {
                out.put(
                        table,
                        shape.fields().stream()
                                .map(StandardSchema.Field::name)
                                .filter(name -> !name.equals("person_id"))
                                .toList());
            }
        }
        return out;
    }

    /**
     * Groups columns by person, table by table.
     *
     * @param ends least and largest values; else the sum of numbers and the largest of what is none
     */
    private long scan(StandardStore store, Map<String, List<String>> tables, boolean ends) throws SQLException {
        long groups = 0;
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = " + threads);
            statement.execute("SET memory_limit = '" + memory + "'");
            for (Map.Entry<String, List<String>> table : tables.entrySet()) {
                String columns =
                        table.getValue().stream().map(c -> aggregate(c, ends)).collect(Collectors.joining(", "));
                statement.execute("CREATE OR REPLACE TEMP TABLE scanned AS SELECT person_id, count(*) AS n, " + columns
                        + " FROM read_parquet('" + store.parquet(table.getKey()) + "') GROUP BY person_id");
                try (var result = statement.executeQuery("SELECT count(*) FROM scanned")) {
                    result.next();
                    groups += result.getLong(1);
                }
            }
        }
        return groups;
    }

    private static String aggregate(String column, boolean ends) {
        boolean money = column.equals("amount") || column.endsWith("_cost") || column.endsWith("_paid");
        return (money && !ends ? "sum(" : "max(") + column + ") AS " + column;
    }

    private QualityReport check(StandardStore store) throws IOException {
        Map<String, Path> standard = new TreeMap<>();
        for (String table : store.tables()) {
            Path file = store.folder().resolve(table + ".parquet");
            standard.put(table, Files.exists(file) ? file : store.folder().resolve(table));
        }
        Path spill = Files.createDirectories(folder.resolve("spill"));
        return QualityChecks.run(
                new CheckedTables(standard, new TreeMap<>()),
                CheckRows.shipped(),
                new QualitySettings(threads, Optional.of(memory), Optional.of(spill), (done, of, table) -> {}));
    }

    private Cohort cohort(StandardStore store, Protocol plan) throws IOException {
        Path spill = Files.createDirectories(folder.resolve("spill"));
        Path out = Files.createDirectories(folder.resolve("cohort"));
        EventTable events = EventCohorts.build(
                plan,
                Map.of("region", store),
                out,
                EventSettings.duckDb(threads, Optional.of(memory), Optional.of(spill)));
        return CohortBuilder.build(plan, events, new CohortSettings(threads));
    }

    /** The largest resident memory so far, where the system tells. */
    private static String peak() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return "unknown";
        }
        List<String> found = new ArrayList<>();
        try (Stream<String> lines = Files.lines(status)) {
            lines.filter(l -> l.startsWith("VmHWM:")).forEach(found::add);
        }
        return found.isEmpty() ? "unknown" : found.getFirst().substring(6).strip();
    }
}
