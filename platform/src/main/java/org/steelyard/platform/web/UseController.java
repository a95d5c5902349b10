package org.steelyard.platform.web;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Alerts;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Comparability;
import org.steelyard.platform.evaluation.Decision;
import org.steelyard.platform.evaluation.Decisions;
import org.steelyard.platform.evaluation.Equity;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Ranking;
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

    /** An option with what everybody may know of it. */
    record RankedOption(Answers.Summary evaluation, Ranking.Ranked ranked) {}

    /** @param thresholds of the policy pack, to choose from */
    record Order(String disease, double threshold, List<Double> thresholds, List<RankedOption> options) {}

    /** The priority order of stored results of one disease against one comparator, by net benefit, with the probability of each rank. */
    @GetMapping("/ranking")
    Order ranking(@RequestParam List<String> evaluations, @RequestParam Optional<Double> threshold) {
        List<Case> files = new LinkedHashSet<>(evaluations)
                .stream()
                        .flatMap(id ->
                                store
                                        .find(id)
                                        .filter(f -> Decisions.STORED.contains(
                                                f.evaluation().state()))
                                        .stream())
                        .toList();
        List<Double> thresholds = acts.pack().thresholdMultiples().stream()
                .map(multiple -> multiple * acts.pack().gdpPerCapita().value())
                .toList();
        if (files.size() < 2 || files.size() < Set.copyOf(evaluations).size()) {
            throw unranked(Text.of("须为两项以上已入库的评价", "takes two or more stored evaluations"));
        }
        List<Ranking.Option> options =
                files.stream().flatMap(f -> Ranking.option(f).stream()).toList();
        Comparability.obstacle(files.stream().map(Case::evaluation).toList(), options)
                .ifPresent(why -> {
                    throw unranked(why);
                });
        Map<String, Answers.Summary> summaries =
                files.stream().map(Case::evaluation).collect(Collectors.toMap(Evaluation::id, Answers.Summary::of));
        double chosen = threshold
                .filter(t -> Double.isFinite(t) && t >= 0)
                .or(() -> thresholds.stream().findFirst())
                .orElse(0.0);
        return new Order(
                files.getFirst().evaluation().disease(),
                chosen,
                thresholds,
                Ranking.of(options, chosen).stream()
                        .map(r -> new RankedOption(Objects.requireNonNull(summaries.get(r.evaluation())), r))
                        .toList());
    }

    private static SteelyardException unranked(Text what) {
        return SteelyardException.of(
                PlatformError.BAD_BODY,
                Place.field("evaluations"),
                what,
                Text.of(
                        "选择同一疾病、同一对照、有经济学结果的入库评价",
                        "choose stored evaluations of one disease, against one comparator, that have economic results"));
    }
}
