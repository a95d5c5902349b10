package org.steelyard.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.steelyard.app.store.JsonCodec;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.cohort.event.EventCohorts;
import org.steelyard.cohort.event.EventSettings;
import org.steelyard.cohort.event.EventTable;
import org.steelyard.data.governance.GovernanceJson;
import org.steelyard.data.governance.GovernanceReport;
import org.steelyard.data.quality.CheckRows;
import org.steelyard.data.quality.CheckedTables;
import org.steelyard.data.quality.FitForPurpose;
import org.steelyard.data.quality.FitNeeds;
import org.steelyard.data.quality.FitResult;
import org.steelyard.data.quality.QualityChecks;
import org.steelyard.data.quality.QualityReport;
import org.steelyard.data.quality.QualitySettings;
import org.steelyard.data.relational.SparkRelations;
import org.steelyard.data.standard.LinkedStores;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.kernel.Text;
import org.steelyard.report.ReportWriter;
import org.steelyard.report.compose.GovernanceReportComposer;

/**
 * The second door of the house: from event tables to the flat table that the first door reads. Reading, standardising,
 * checking and the cohort are steps of the store; a report on the data stands beside the one on the evaluation.
 */
final class EventDoor {

    private static final String TABLE = "events.json";
    private static final String FACTS = "facts.json";
    private static final String REPORT = "governance";

    private final Plan plan;
    private final EvaluationRun.Request request;
    private final StepStore steps;
    private final Progress progress;
    private final EventSources sources;
    private final List<EventSources.Read> reads;
    private final StepKey base;
    private final Map<String, StandardStore> alone = new LinkedHashMap<>();
    private final Map<String, StandardStore> stores = new LinkedHashMap<>();
    private Optional<Path> governed = Optional.empty();

    private EventDoor(
            Plan plan,
            EvaluationRun.Request request,
            StepStore steps,
            Progress progress,
            EventSources sources,
            List<EventSources.Read> reads,
            StepKey base) {
        this.plan = plan;
        this.request = request;
        this.steps = steps;
        this.progress = progress;
        this.sources = sources;
        this.reads = reads;
        this.base = base;
    }

    /**
     * What the checks found, in a form that a step keeps.
     *
     * @param failed ids of checks that failed
     * @param fit questions of fitness for purpose, each with its verdict in words
     */
    record Facts(
            int pass, int fail, int notApplicable, int broken, List<String> failed, List<Text> rules, List<Text> fit) {}

    /** Reads the sources of a plan whose cohort is made from event tables; nothing for other plans. */
    static Optional<EventDoor> open(
            Plan plan, EvaluationRun.Request request, OutFolder out, StepStore steps, Progress progress)
            throws IOException {
        if (!EventCohorts.isOfEvents(plan.protocol())) {
            return Optional.empty();
        }
        EventSources sources = new EventSources(
                new EventSources.Request(
                        plan.protocol().data().sources(),
                        request.protocol(),
                        request.data(),
                        request.events().key(),
                        request.events().connections(),
                        request.events().codes(),
                        out.raw(),
                        request.threads(),
                        request.events().memory()),
                progress);
        List<EventSources.Read> reads = sources.read();
        StepKey base = plan.key(request.data());
        for (EventSources.Read read : reads) {
            base = sources.key(base, read);
        }
        return Optional.of(new EventDoor(plan, request, steps, progress, sources, reads, base));
    }

    /** What every later step depends on as well. */
    StepKey key() {
        return base;
    }

    /** The flat table of the plan's cohort. */
    EventTable table() throws Exception {
        Map<String, StandardStore> stores = stores();
        StepKey key = new StepKey(
                "events",
                request.events().spark().isPresent()
                        ? base.with("engine", "spark").parts()
                        : base.parts());
        Path folder = steps.folder(key, into -> {
            Path scratch = Files.createDirectories(into.resolve("scratch"));
            EventTable made = EventCohorts.build(plan.protocol(), stores, into, engine(scratch));
            try (Stream<Path> left = Files.walk(scratch)) {
                for (Path file :
                        left.sorted(java.util.Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            new JsonCodec<>(EventTable.class)
                    .write(
                            new EventTable(Path.of(EventCohorts.FILE), made.steps(), made.features(), made.inputs()),
                            into.resolve(TABLE));
        });
        EventTable kept = new JsonCodec<>(EventTable.class).read(folder.resolve(TABLE));
        return new EventTable(folder.resolve(EventCohorts.FILE), kept.steps(), kept.features(), kept.inputs());
    }

    private EventSettings engine(Path scratch) {
        return request.events()
                .spark()
                .map(spark -> EventSettings.spark(
                        new SparkRelations.Settings(SparkHome.classPath(), spark.master(), scratch, spark.settings())))
                .orElseGet(() -> EventSettings.duckDb(
                        request.threads(),
                        Optional.of(request.events().memory().text()),
                        Optional.of(scratch),
                        a -> progress.working(Text.of("建立队列", "cohort"), a)));
    }

    /** Checks every source and writes the governance report; gives the folder of its files. */
    Path govern() throws Exception {
        if (governed.isEmpty()) {
            governed = Optional.of(check());
        }
        return governed.get();
    }

    private Path check() throws Exception {
        Map<String, StandardStore> stores = stores();
        StepKey key = new StepKey("govern", base.with("lang", request.lang()).parts());
        return steps.folder(key, into -> {
            for (EventSources.Read read : reads) {
                String id = read.source().id();
                govern(read, java.util.Objects.requireNonNull(stores.getOrDefault(id, alone.get(id))), into);
            }
        });
    }

    private void govern(EventSources.Read read, StandardStore store, Path into) throws IOException {
        Map<String, Path> raws = new TreeMap<>();
        read.raws().forEach(raw -> raws.put(raw.name(), raw.parquet()));
        CheckedTables tables = new CheckedTables(CheckTarget.standard(store), raws);
        QualitySettings settings = new QualitySettings(
                request.threads(),
                Optional.of(request.events().memory().text()),
                Optional.of(into.resolve(".spill")),
                (done, all, a) ->
                        progress.working(Text.of("核对数据 " + done + "/" + all, "checks " + done + "/" + all), a));
        QualityReport quality = QualityChecks.run(tables, CheckRows.shipped(), settings);
        // what the plan needs is asked of the population, to which a linked source only adds
        List<FitResult> fit = read.source().linkedTo().isPresent()
                ? List.of()
                : FitForPurpose.judge(tables, FitNeeds.of(plan.protocol(), plan.pack()), settings);
        GovernanceReport report = new CheckTarget.Checked(into, tables, store, Optional.of(prepared(read, store)))
                .report(
                        Optional.of(plan.file()),
                        quality,
                        fit,
                        CodeVersion.current().version());
        String name = reads.size() == 1 ? REPORT : REPORT + "-" + read.source().id();
        Files.write(into.resolve(name + ".json"), GovernanceJson.write(report));
        Files.deleteIfExists(into.resolve(".spill"));
        ReportWriter.write(
                GovernanceReportComposer.compose(
                        report, LocalDate.parse(Clocks.today().toString()), request.lang()),
                into,
                name);
        new JsonCodec<>(Facts.class)
                .write(facts(report), into.resolve(read.source().id() + "." + FACTS));
    }

    private static DataFolder.Prepared prepared(EventSources.Read read, StandardStore store) {
        return new DataFolder.Prepared(read.source().name(), read.raws(), store, read.pseudonyms(), true, List.of());
    }

    private static Facts facts(GovernanceReport report) {
        QualityReport.Tally tally = report.quality().tally();
        return new Facts(
                tally.pass(),
                tally.fail(),
                tally.notApplicable(),
                tally.error(),
                report.quality().failed().stream().map(r -> r.check().id()).toList(),
                report.steps().stream()
                        .filter(step -> step.removed() != 0 || step.step().equals(LinkedStores.STEP))
                        .map(step -> Text.of(
                                step.table() + "：" + step.what().zh() + "，" + step.rowsBefore() + " → "
                                        + step.rowsAfter() + " 行",
                                step.table() + ": " + step.what().en() + ", " + step.rowsBefore() + " → "
                                        + step.rowsAfter() + " rows"))
                        .toList(),
                report.fit().stream()
                        .map(f -> f.finding().isBlank()
                                ? f.finding()
                                : Text.of(
                                        f.about().zh() + "：" + f.finding().zh(),
                                        f.about().en() + ": " + f.finding().en()))
                        .toList());
    }

    /** What the governance report says, in lines for the report of the evaluation. */
    List<Text> lines() throws Exception {
        Path folder = govern();
        List<Text> lines = new ArrayList<>();
        for (EventSources.Read read : reads) {
            Facts facts = new JsonCodec<>(Facts.class)
                    .read(folder.resolve(read.source().id() + "." + FACTS));
            lines.addAll(facts.rules());
            lines.add(Text.of(
                    "数据质量检查：通过 " + facts.pass() + " 项，未通过 " + facts.fail() + " 项，不适用 " + facts.notApplicable()
                            + " 项，执行失败 " + facts.broken() + " 项；详见数据治理报告。",
                    "Data checks: " + facts.pass() + " passed, " + facts.fail() + " failed, " + facts.notApplicable()
                            + " not applicable, " + facts.broken() + " broken; see the data-governance report."));
            lines.addAll(facts.fit());
        }
        return List.copyOf(lines);
    }

    /** The files of the governance report, to stand beside the others. */
    List<Path> files() throws Exception {
        try (Stream<Path> files = Files.walk(govern())) {
            return files.filter(f -> Files.isRegularFile(f) && !f.toString().endsWith(FACTS))
                    .sorted()
                    .toList();
        }
    }

    private Map<String, StandardStore> stores() throws Exception {
        if (stores.isEmpty()) {
            for (EventSources.Read read : reads) {
                alone.put(read.source().id(), sources.standardise(read, steps, base));
            }
            for (EventSources.Read read : reads) {
                if (read.source().linkedTo().isEmpty()) {
                    stores.put(read.source().id(), population(read));
                }
            }
        }
        return stores;
    }

    /** The store of a source, with what those that are linked to it tell of its people. */
    private StandardStore population(EventSources.Read read) throws Exception {
        List<LinkedStores.Part> parts = new ArrayList<>(List.of(part(read)));
        for (EventSources.Read other : reads) {
            if (other.source().linkedTo().filter(read.source().id()::equals).isPresent()) {
                parts.add(part(other));
            }
        }
        return parts.size() == 1 ? parts.getFirst().store() : sources.link(parts, steps, base);
    }

    private LinkedStores.Part part(EventSources.Read read) {
        String id = read.source().id();
        return new LinkedStores.Part(id, java.util.Objects.requireNonNull(alone.get(id)), read.mapping(), read.raws());
    }
}
