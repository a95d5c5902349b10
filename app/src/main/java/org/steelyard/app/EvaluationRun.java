package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.data.EngineMemory;
import org.steelyard.economics.EconomicResults;
import org.steelyard.economics.ModelPart;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.RunNotes;
import org.steelyard.report.ReportWriter;
import org.steelyard.report.compose.ReportComposer;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.Numerics;

/**
 * The main job: plan, intake, cohort, effect, economics, society, evidence, report. Each arrow is a step of the store; the order is
 * the order in which data flow.
 */
final class EvaluationRun {

    private final Request request;
    private final Progress progress;

    EvaluationRun(Request request, Progress progress) {
        this.request = request;
        this.progress = progress;
    }

    record Request(
            Path protocol,
            Path data,
            Optional<Path> out,
            Lang lang,
            Optional<Long> seed,
            Numerics numerics,
            Optional<String> policy,
            boolean explain,
            Events events) {

        int threads() {
            return numerics.threads();
        }
    }

    /**
     * What a plan of event tables needs besides.
     *
     * @param key file of the identity key
     * @param connections file of database connections
     * @param codes folders of dictionary packs
     * @param spark where Spark makes the cohort
     * @param memory limit of the embedded engine
     */
    record Events(
            Optional<Path> key,
            Optional<Path> connections,
            List<Path> codes,
            Optional<Spark> spark,
            EngineMemory memory) {
        static final Events NONE =
                new Events(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), EngineMemory.standard());
    }

    /** @param settings of Spark itself, by name */
    record Spark(String master, Map<String, String> settings) {}

    record Result(Path out, boolean nothingToDo) {}

    Result execute() throws Exception {
        Plan plan = Plan.read(request);
        progress.say(plan.headline());
        Path path = request.out().orElseGet(() -> Path.of("out", plan.protocol().id()));
        try (OutFolder out = OutFolder.open(path)) {
            StepStore store = new StepStore(out.steps(), this::tell);
            try {
                return execute(plan, out, store);
            } catch (Throwable failure) {
                out.undo(store);
                throw failure;
            }
        }
    }

    private Result execute(Plan plan, OutFolder out, StepStore store) throws Exception {
        Optional<EventDoor> events = EventDoor.open(plan, request, out, store, progress);
        StepKey base = events.isPresent() ? events.get().key() : plan.key(request.data());
        String outputs = base.with("lang", request.lang()).digest().hex();
        if (out.holds(outputs)) {
            return new Result(out.path(), true);
        }
        Dossier dossier = new Chain(plan, request, store, base, progress, events).dossier();
        progress.working(StepNames.of("report"));
        long start = System.nanoTime();
        Path workshop = out.workshop();
        ReportWriter.write(ReportComposer.compose(dossier, request.lang()), workshop);
        Files.writeString(workshop.resolve("results.json"), ResultsJson.write(dossier));
        Optional<ModelPart> model = dossier.economics().flatMap(EconomicResults::model);
        if (model.isPresent()) {
            ModelPart m = model.get();
            new ModelOutput(m.file(), m.sha256(), m.results(), plan.seed().value(), request.lang())
                    .write(Files.createDirectories(workshop.resolve("model")));
        }
        if (events.isPresent()) {
            Path from = events.get().govern();
            for (Path file : events.get().files()) {
                Path target = workshop.resolve(from.relativize(file).toString());
                Files.createDirectories(target.toAbsolutePath().getParent());
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        out.publish(workshop, outputs);
        out.remember(machine());
        if (!RunNotes.note(request.protocol(), plan.file(), Clocks.now())
                && !dossier.plan().locked()) {
            progress.say(Text.of(
                    "注意：方案所在文件夹不可写，未能记下这次运行。",
                    "Note: the plan's folder is not writable; this run could not be noted there."));
        }
        progress.done(StepNames.of("report"), (System.nanoTime() - start) / 1e9);
        return new Result(out.path(), false);
    }

    /** On what the results were made: it changes none of them, so that it stands outside of what is sealed. */
    private String machine() {
        return "engine\t" + (request.events().spark().isPresent() ? "spark" : "duckdb") + "\nmemory\t"
                + request.events().memory().text() + "\nthreads\t" + request.threads() + "\nkernel\t"
                + CrossProduct.of(request.numerics().kernel()).id() + "\njava\t"
                + Runtime.version() + "\n";
    }

    private void tell(StepStore.StepEvent event) {
        Text name = StepNames.of(event.key().step());
        if (event.reused()) {
            progress.unchanged(name);
        } else if (event.finished()) {
            progress.done(name, event.seconds());
        } else {
            if (request.explain()) {
                progress.say(StepNames.reason(name, event.reason()));
            }
            progress.working(name);
        }
    }
}
