package org.steelyard.platform.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Text;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Alerts;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Decision;
import org.steelyard.platform.evaluation.Decisions;
import org.steelyard.platform.evaluation.Equity;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Rules;
import org.steelyard.platform.evaluation.Timings;
import org.steelyard.platform.evaluation.UseList;

/** What is in use, what results are used for, and how long it takes: views for those who decide. */
@RestController
@RequestMapping("/api/v1")
class UseController {

    private static final int MOST = 500;

    private final Supplier<UseList> use;
    private final EvaluationStore store;
    private final Decisions decisions;
    private final ActService acts;

    UseController(Supplier<UseList> use, EvaluationStore store, Decisions decisions, ActService acts) {
        this.use = use;
        this.store = store;
        this.decisions = decisions;
        this.acts = acts;
    }

    record Candidates(Rules.Screen levels, List<UseList.Candidate> items) {}

    @GetMapping("/candidates")
    Candidates candidates() {
        Rules.Screen levels = acts.rules().screen();
        List<UseList.Candidate> all = use.get().candidates(levels);
        return new Candidates(levels, all.subList(0, Math.min(MOST, all.size())));
    }

    /** @param diseases @param regions @param years of the list, to choose from */
    record Shares(List<String> diseases, List<String> regions, List<Integer> years, List<UseList.Share> shares) {}

    /** @param year the last one of the list if there is none */
    @GetMapping("/shares")
    Shares shares(
            @RequestParam(defaultValue = "") String disease,
            @RequestParam(defaultValue = "") String region,
            @RequestParam Optional<Integer> year) {
        UseList list = use.get();
        int chosen = year.or(() -> list.years().stream().findFirst()).orElse(0);
        return new Shares(
                list.diseases(),
                list.regions(),
                list.years(),
                list.shares(disease, Optional.of(region).filter(r -> !r.isBlank()), chosen));
    }

    record StageTime(int stage, Text label, int evaluations, Optional<Double> medianDays) {}

    /** @param decided evaluations that a decision on price, catalogue or payment cites */
    record Times(List<StageTime> stages, int decided, Optional<Double> medianDaysToPayment) {}

    @GetMapping("/timings")
    Times timings() {
        Map<String, Decision> first = new TreeMap<>();
        decisions.latest(MOST).stream()
                .filter(d -> d.kind().isOfPayment())
                .sorted(Comparator.comparing(Decision::decidedOn))
                .forEach(d -> d.results().forEach(id -> first.putIfAbsent(id, d)));
        List<Timings.Paid> paid = new ArrayList<>();
        for (Evaluation e : store.byIds(first.keySet())) {
            Decision decision = first.get(e.id());
            if (decision != null) {
                paid.add(new Timings.Paid(e.createdAt(), decision.decidedOn()));
            }
        }
        return new Times(
                Timings.stages(store.courses()).stream()
                        .map(t -> new StageTime(t.stage().number(), t.stage().label(), t.evaluations(), t.medianDays()))
                        .toList(),
                paid.size(),
                Timings.toPayment(paid));
    }

    /** @param recommended whether a decision to promote it cites this evaluation */
    record Reach(Answers.Summary evaluation, boolean recommended, Equity.Comparison comparison) {}

    /** The widest gaps first, of recommended services before others. */
    @GetMapping("/equity")
    List<Reach> equity() {
        List<String> promoted = decisions.latest(MOST).stream()
                .filter(d -> d.kind() == Decision.Kind.PROMOTE)
                .flatMap(d -> d.results().stream())
                .toList();
        return Stream.of(State.PUBLISHED, State.MONITORING)
                .flatMap(state -> store.inState(state, List.of("record-access")).stream())
                .flatMap(file -> Equity.of(file).stream()
                        .map(c -> new Reach(
                                Answers.Summary.of(file.evaluation()),
                                promoted.contains(file.evaluation().id()),
                                c)))
                .sorted(Comparator.comparing(Reach::recommended)
                        .reversed()
                        .thenComparingDouble(r -> -r.comparison().gap()))
                .toList();
    }

    record Cited(String number, String kind, Text label) {}

    /**
     * @param fund spent in the last year that was recorded, yuan; @param year that year
     * @param decisions that cite it
     */
    record Resource(
            Answers.Summary evaluation, Optional<Integer> year, Optional<BigDecimal> fund, List<Cited> decisions) {}

    /** Stored results by grade, with what is spent on their services and what was decided by them: where resources should go. */
    @GetMapping("/resources")
    List<Resource> resources() {
        Map<String, List<Cited>> cited = new TreeMap<>();
        decisions
                .latest(MOST)
                .forEach(d -> d.results()
                        .forEach(id -> cited.computeIfAbsent(id, i -> new ArrayList<>())
                                .add(new Cited(
                                        d.number(), d.kind().id(), d.kind().label()))));
        return Decisions.STORED.stream()
                .flatMap(state -> store.inState(state, List.of("record-monitoring")).stream())
                .map(file -> resource(file, cited.getOrDefault(file.evaluation().id(), List.of())))
                .sorted(Comparator.comparing((Resource r) -> grade(r.evaluation()))
                        .thenComparing(r -> r.evaluation().number()))
                .toList();
    }

    private static String grade(Answers.Summary evaluation) {
        // Ⅰ to Ⅴ follow each other; the negative grade, and none, come last
        return evaluation.grade().orElse("\uFFFF").replace("N", "\uFFFE");
    }

    private static Resource resource(Case file, List<Cited> cited) {
        List<Body.MonitoringFigure> figures = Alerts.latest(file);
        Optional<Integer> year =
                figures.stream().map(Body.MonitoringFigure::year).max(Comparator.naturalOrder());
        Optional<BigDecimal> fund = year.map(y -> figures.stream()
                .filter(f -> f.year() == y)
                .map(Body.MonitoringFigure::fundSpending)
                .reduce(BigDecimal.ZERO, BigDecimal::add));
        return new Resource(Answers.Summary.of(file.evaluation()), year, fund, List.copyOf(cited));
    }
}
