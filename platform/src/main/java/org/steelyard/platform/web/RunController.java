package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.steelyard.governance.process.Role;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.RunComparison;
import org.steelyard.platform.run.Run;
import org.steelyard.platform.run.Runs;

/** Runs that the server carries out, and what runs found. */
@RestController
@RequestMapping("/api/v1")
class RunController {

    private static final int LARGEST_BUNDLE = 40 * 1024 * 1024;
    private static final Duration LOOK = Duration.ofMillis(700);

    private final Runs runs;
    private final EvaluationController evaluations;
    private final SignedIn signedIn;

    RunController(Runs runs, EvaluationController evaluations, SignedIn signedIn) {
        this.runs = runs;
        this.evaluations = evaluations;
        this.signedIn = signedIn;
    }

    /** @param source one of {@code GET /sources} */
    record Start(String source) {}

    /** @param progress what the program said, from the line that was asked for */
    record RunView(
            String id,
            String source,
            String by,
            Run.State state,
            Optional<String> problem,
            Instant startedAt,
            Optional<Instant> endedAt,
            Optional<Integer> filing,
            String protocolSha256,
            List<String> progress) {
        static RunView of(Run run, List<String> progress) {
            return new RunView(
                    run.id(),
                    run.source(),
                    run.account(),
                    run.state(),
                    run.problem(),
                    run.startedAt(),
                    run.endedAt(),
                    run.filing(),
                    run.protocolSha256(),
                    progress);
        }
    }

    @GetMapping("/sources")
    List<String> sources() {
        return runs.sources();
    }

    @GetMapping("/evaluations/{id}/runs")
    List<RunView> list(@PathVariable String id, HttpServletRequest request) {
        evaluations.visible(signedIn.person(request), id);
        return runs.of(id).stream().map(run -> RunView.of(run, List.of())).toList();
    }

    @PostMapping("/evaluations/{id}/runs")
    @ResponseStatus(HttpStatus.CREATED)
    RunView start(
            @PathVariable String id, @RequestParam Role role, @RequestBody Start start, HttpServletRequest request) {
        String source = start.source() == null ? "" : start.source();
        return RunView.of(runs.start(signedIn.person(request), role, id, source), List.of());
    }

    /** @param filing number of the filing of its results */
    record Brought(int filing) {}

    /** A run of another site: its output folder as a ZIP archive. */
    @PostMapping("/evaluations/{id}/runs/bundle")
    @ResponseStatus(HttpStatus.CREATED)
    Brought bring(
            @PathVariable String id, @RequestParam Role role, @RequestBody byte[] bundle, HttpServletRequest request) {
        if (bundle.length > LARGEST_BUNDLE) {
            throw SteelyardException.of(
                    PlatformError.BAD_FILE,
                    Place.field("bundle"),
                    Text.of("压缩包超过 40 MB", "the archive is larger than 40 MB"),
                    Text.of("只打包运行输出文件夹", "pack the output folder of the run alone"));
        }
        return new Brought(runs.bring(signedIn.person(request), role, id, bundle));
    }

    @GetMapping("/evaluations/{id}/runs/{run}")
    RunView read(
            @PathVariable String id,
            @PathVariable String run,
            @RequestParam(defaultValue = "0") int from,
            HttpServletRequest request) {
        Run found = find(id, run, request);
        return RunView.of(found, runs.progress(found, Math.max(0, from)));
    }

    @DeleteMapping("/evaluations/{id}/runs/{run}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void cancel(
            @PathVariable String id, @PathVariable String run, @RequestParam Role role, HttpServletRequest request) {
        runs.cancel(signedIn.person(request), role, find(id, run, request));
    }

    /** Lines as they come, as server-sent events; the last event is {@code end} with the state. */
    @GetMapping(path = "/evaluations/{id}/runs/{run}/progress", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter follow(@PathVariable String id, @PathVariable String run, HttpServletRequest request) {
        find(id, run, request);
        SseEmitter emitter = new SseEmitter(Duration.ofHours(1).toMillis());
        Thread.ofVirtual().start(() -> follow(id, run, emitter));
        return emitter;
    }

    private void follow(String id, String run, SseEmitter emitter) {
        try {
            int sent = 0;
            while (true) {
                Run now = runs.find(id, run).orElseThrow();
                for (String line : runs.progress(now, sent)) {
                    emitter.send(SseEmitter.event().name("line").data(line, MediaType.TEXT_PLAIN));
                    sent++;
                }
                if (now.state() != Run.State.GOING) {
                    emitter.send(SseEmitter.event().name("end").data(now.state().name(), MediaType.TEXT_PLAIN));
                    emitter.complete();
                    return;
                }
                Thread.sleep(LOOK);
            }
        } catch (IOException | IllegalStateException gone) {
            emitter.complete();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            emitter.complete();
        }
    }

    private Run find(String id, String run, HttpServletRequest request) {
        evaluations.visible(signedIn.person(request), id);
        return runs.find(id, run).orElseThrow(() -> absent());
    }

    /** @param filing of the run; @param all numbers of all filed runs */
    record Results(int filing, Instant at, String sha256, List<Integer> all, Map<String, Object> results) {}

    /** What a run found; the last one unless another is asked for. */
    @GetMapping("/evaluations/{id}/results")
    Results results(@PathVariable String id, @RequestParam Optional<Integer> run, HttpServletRequest request) {
        Case file = evaluations.visible(signedIn.person(request), id);
        List<Filing> filed = file.of("record-run").toList();
        Filing wanted = filed.stream()
                .filter(f -> run.isEmpty() || run.get() == f.number())
                .reduce((first, second) -> second)
                .orElseThrow(() -> absent());
        Body.Run body = (Body.Run) wanted.body();
        return new Results(
                wanted.number(),
                wanted.at(),
                wanted.sha256(),
                filed.stream().map(Filing::number).toList(),
                body.results());
    }

    /**
     * Two runs beside each other: a run that was made anew is reproduced when nothing differs.
     *
     * @param first @param second numbers of filings; the last two runs unless others are asked for
     * @param tolerance largest relative difference that counts as the same
     */
    @GetMapping("/evaluations/{id}/results/compare")
    RunComparison compare(
            @PathVariable String id,
            @RequestParam Optional<Integer> first,
            @RequestParam Optional<Integer> second,
            @RequestParam(defaultValue = "1e-9") double tolerance,
            HttpServletRequest request) {
        Case file = evaluations.visible(signedIn.person(request), id);
        List<Filing> filed = file.of("record-run").toList();
        if (filed.size() < 2) {
            throw SteelyardException.of(
                    PlatformError.NOT_FOUND,
                    Place.NONE,
                    Text.of("尚无两次运行可比较", "there are no two runs to compare"),
                    Text.of("重新运行后再比较", "run it again, then compare"));
        }
        return RunComparison.of(
                chosen(filed, first, filed.size() - 2), chosen(filed, second, filed.size() - 1), tolerance(tolerance));
    }

    private static Filing chosen(List<Filing> filed, Optional<Integer> number, int otherwise) {
        return number.isEmpty()
                ? filed.get(otherwise)
                : filed.stream()
                        .filter(f -> f.number() == number.get())
                        .findFirst()
                        .orElseThrow(() -> absent());
    }

    private static double tolerance(double asked) {
        if (!(asked >= 0 && asked <= 1)) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("tolerance"),
                    Text.of("容差应在 0 与 1 之间", "a tolerance is between 0 and 1"),
                    Text.of("改正后重试", "mend it and try again"));
        }
        return asked;
    }

    private static SteelyardException absent() {
        return SteelyardException.of(
                PlatformError.NOT_FOUND,
                Place.NONE,
                Text.of("没有这个运行", "there is no such run"),
                Text.of(
                        "运行见列表；先在实施阶段登记或启动运行",
                        "runs are in the list; record or start one while the evaluation is conducted"));
    }
}
