package org.steelyard.platform.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;
import org.steelyard.governance.ledger.Event;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.ProtocolVersions;
import org.steelyard.platform.ledger.LedgerStore;
import org.steelyard.protocol.ProtocolLock;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Starts runs, watches them, files what they found. */
@Service
public class Runs implements DisposableBean {

    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    private static final String ACT = "record-run";
    private static final int TRIES = 5;
    private static final int LAST_LINES = 6;
    private static final int LONGEST_PROBLEM = 2000;

    private final RunTable table;
    private final EvaluationStore store;
    private final ActService acts;
    private final Documents documents;
    private final LedgerStore ledger;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final String program;
    private final String sources;
    private final Path folder;
    private final long minutes;
    private final Map<String, Process> going = new ConcurrentHashMap<>();

    Runs(
            RunTable table,
            EvaluationStore store,
            ActService acts,
            Documents documents,
            LedgerStore ledger,
            TransactionTemplate transaction,
            Clock clock,
            Environment settings) {
        this.table = table;
        this.store = store;
        this.acts = acts;
        this.documents = documents;
        this.ledger = ledger;
        this.transaction = transaction;
        this.clock = clock;
        program = settings.getRequiredProperty("steelyard.program");
        sources = settings.getRequiredProperty("steelyard.sources");
        folder = Path.of(settings.getRequiredProperty("steelyard.data"))
                .toAbsolutePath()
                .resolve("runs");
        minutes = settings.getRequiredProperty("steelyard.run-minutes", Long.class);
    }

    @EventListener(ApplicationReadyEvent.class)
    public void forgetTheInterrupted() {
        table.interruptAll(clock.instant());
    }

    @Override
    public void destroy() {
        going.values().forEach(Process::destroy);
    }

    /** Names of the sources, which are folders of the server. */
    public List<String> sources() {
        if (sources.isEmpty() || !Files.isDirectory(Path.of(sources))) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(Path.of(sources))) {
            return folders.filter(Files::isDirectory)
                    .map(f -> f.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public List<Run> of(String evaluation) {
        return table.of(evaluation);
    }

    public Optional<Run> find(String evaluation, String run) {
        return table.find(evaluation, run);
    }

    /** What the program has said so far, without the folders of this server. @param from first line, from 0 */
    public List<String> progress(Run run, int from) {
        Path log = place(run).resolve("progress.log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            Path here = place(run);
            return lines.filter(RunLog::isSaid)
                    .skip(from)
                    .map(line -> RunLog.clean(line, here))
                    .toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private Path place(Run run) {
        return folder.resolve(run.id());
    }

    /** Starts a run of the locked protocol; whoever starts it is whoever could record one. */
    public Run start(Person person, Role role, String evaluation, String source) {
        if (program.isEmpty() || !sources().contains(source)) {
            throw SteelyardException.of(
                    PlatformError.NO_SOURCE,
                    Place.field("source"),
                    Text.of("没有这个数据源，或服务器未配置分析程序", "there is no such source, or the server has no program to run"),
                    Text.of(
                            "可用数据源：" + String.join("、", sources()) + "；由系统管理员设置 sources 与 program",
                            "sources: " + String.join(", ", sources())
                                    + "; the system administrator sets sources and program"));
        }
        record Ready(Run run, String yaml) {}
        Ready ready = java.util.Objects.requireNonNull(transaction.execute(status -> {
            Case file = acts.mayRecordRun(person, role, evaluation);
            ProtocolVersions.Version version = ProtocolVersions.inForce(file).orElseThrow();
            if (table.isGoing(evaluation)) {
                throw SteelyardException.of(
                        PlatformError.RUN_GOING,
                        Place.NONE,
                        Text.of("该评价已有运行在进行", "a run of this evaluation is going on"),
                        Text.of("等待其结束或取消", "wait for its end, or cancel it"));
            }
            Run run = new Run(
                    UUID.randomUUID().toString(),
                    evaluation,
                    person.id(),
                    role,
                    source,
                    version.canonicalSha256().orElse(""),
                    Run.State.GOING,
                    Optional.empty(),
                    clock.instant(),
                    Optional.empty(),
                    Optional.empty());
            table.insert(run);
            record(run, "start-run", Map.of("run", run.id(), "protocol", run.protocolSha256()));
            return new Ready(run, version.yaml());
        }));
        Thread.ofVirtual().name("run-" + ready.run().id()).start(() -> carryOut(ready.run(), ready.yaml(), person));
        return ready.run();
    }

    /** Ends a run that is going on; whoever may record runs may. */
    public void cancel(Person person, Role role, Run run) {
        transaction.executeWithoutResult(status -> {
            acts.mayRecordRun(person, role, run.evaluation());
            if (table.end(run, Run.State.CANCELLED, Optional.empty(), clock.instant())) {
                ledger.append(event(person.id(), role, "cancel-run", run, Map.of("run", run.id())));
            }
        });
        Optional.ofNullable(going.get(run.id())).ifPresent(Process::destroy);
    }

    private void record(Run run, String act, Map<String, String> details) {
        ledger.append(event(run.account(), run.role(), act, run, details));
    }

    private Event event(String account, Role role, String act, Run run, Map<String, String> details) {
        return new Event(
                clock.instant(),
                account,
                role.name(),
                act,
                "evaluation/" + run.evaluation(),
                Event.Outcome.DONE,
                details);
    }

    private void carryOut(Run run, String yaml, Person person) {
        try {
            int code = execute(run, yaml);
            if (code != 0) {
                fail(run, lastWords(run));
                return;
            }
            file(run, person);
            if (!table.end(run, Run.State.DONE, Optional.empty(), clock.instant())) {
                LOG.info("run {} was cancelled as it ended", run.id());
            }
        } catch (SteelyardException e) {
            fail(run, e.problems().getFirst().in(org.steelyard.kernel.Lang.ZH));
        } catch (IOException | JacksonException e) {
            LOG.error("run {}", run.id(), e);
            fail(run, "PLATFORM-022");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fail(run, "PLATFORM-022");
        } finally {
            going.remove(run.id());
        }
    }

    private void fail(Run run, String problem) {
        String text = problem.length() > LONGEST_PROBLEM ? problem.substring(0, LONGEST_PROBLEM) : problem;
        table.end(run, Run.State.FAILED, Optional.of(text), clock.instant());
    }

    /** The words of the program; it never says a patient's value. */
    private String lastWords(Run run) {
        List<String> lines = progress(run, 0);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private int execute(Run run, String yaml) throws IOException, InterruptedException {
        Path place = Files.createDirectories(place(run));
        Path plan = place.resolve("protocol.yaml");
        Files.writeString(plan, yaml);
        ProtocolLock.lock(plan, clock, "platform");
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(program).toAbsolutePath().toString(),
                        "run",
                        plan.toString(),
                        "--data",
                        Path.of(sources, run.source()).toAbsolutePath().toString(),
                        "--out",
                        place.resolve("out").toString(),
                        "--progress")
                .directory(place.toFile())
                .redirectErrorStream(true)
                .redirectOutput(place.resolve("progress.log").toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("STEELYARD_SERVE_"));
        Process process = builder.start();
        going.put(run.id(), process);
        if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
            process.destroy();
            return -1;
        }
        return process.exitValue();
    }

    private void file(Run run, Person person) throws IOException {
        Bundle bundle = Bundle.folder(place(run).resolve("out"));
        table.filed(run, filed(new Site(person, run.role(), run.evaluation()), bundle));
    }

    /** Who files what, where. */
    private record Site(Person person, Role role, String evaluation) {}

    /**
     * Files what a run at another site left: an act like any other, so its protocol has to be the locked one.
     *
     * @param zip the output folder, packed
     * @return the number of the filing
     */
    public int bring(Person person, Role role, String evaluation, byte[] zip) {
        return filed(new Site(person, role, evaluation), Bundle.archive(zip));
    }

    private int filed(Site site, Bundle bundle) {
        JsonNode form = JsonMapper.shared().createObjectNode().set("results", bundle.results());
        int filing = recorded(site, form);
        bundle.parts()
                .forEach((name, content) -> transaction.executeWithoutResult(status -> {
                    String kept = "run-" + filing + "-" + name.substring(name.lastIndexOf('/') + 1);
                    Documents.Document document = documents.add(
                            site.evaluation(), site.person().id(), kept, "application/octet-stream", content);
                    ledger.append(new Event(
                            clock.instant(),
                            site.person().id(),
                            site.role().name(),
                            "add-document",
                            "evaluation/" + site.evaluation(),
                            Event.Outcome.DONE,
                            Map.of("document", document.id(), "sha256", document.sha256())));
                }));
        return filing;
    }

    /** Others may act in the meantime; then it is tried with the version that there is now. */
    private int recorded(Site site, JsonNode form) {
        for (int i = 0; ; i++) {
            long version = store.find(site.evaluation())
                    .map(file -> file.evaluation().version())
                    .orElse(0L);
            try {
                acts.perform(new ActService.Order(site.person(), site.role(), ACT, site.evaluation(), version, form));
                return store.find(site.evaluation())
                        .orElseThrow()
                        .of(ACT)
                        .toList()
                        .getLast()
                        .number();
            } catch (SteelyardException e) {
                if (i == TRIES || e.problems().getFirst().code() != PlatformError.CHANGED) {
                    throw e;
                }
            }
        }
    }
}
