package org.steelyard.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.steelyard.app.store.StepKey;
import org.steelyard.app.store.StepStore;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.RunNotes;
import org.steelyard.report.ReportWriter;
import org.steelyard.report.compose.ReportComposer;

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
            int threads,
            Optional<String> policy,
            boolean explain) {}

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
        StepKey base = plan.key(request.data());
        String outputs = base.with("lang", request.lang()).digest().hex();
        if (out.holds(outputs)) {
            return new Result(out.path(), true);
        }
        Dossier dossier = new Chain(plan, request, store, base, progress).dossier();
        progress.working(StepNames.of("report"));
        long start = System.nanoTime();
        Path workshop = out.workshop();
        ReportWriter.write(ReportComposer.compose(dossier, request.lang()), workshop);
        Files.writeString(workshop.resolve("results.json"), ResultsJson.write(dossier));
        out.publish(workshop, outputs);
        if (!RunNotes.note(request.protocol(), plan.file(), Clocks.now())
                && !dossier.plan().locked()) {
            progress.say(Text.of(
                    "注意：方案所在文件夹不可写，未能记下这次运行。",
                    "Note: the plan's folder is not writable; this run could not be noted there."));
        }
        progress.done(StepNames.of("report"), (System.nanoTime() - start) / 1e9);
        return new Result(out.path(), false);
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
