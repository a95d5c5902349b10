package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Decision;
import org.steelyard.platform.evaluation.Decisions;
import org.steelyard.platform.evaluation.EvaluationQuery;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.PriceList;

/** What authorities decide by stored results, and the prices that applications are compared with. */
@RestController
@RequestMapping("/api/v1")
class DecisionController {

    private static final int MOST = 500;
    private static final int MOST_PRICES = 50;

    private final Decisions decisions;
    private final EvaluationStore store;
    private final PriceList prices;
    private final SignedIn signedIn;
    private final Records records;

    DecisionController(
            Decisions decisions, EvaluationStore store, PriceList prices, SignedIn signedIn, Records records) {
        this.decisions = decisions;
        this.store = store;
        this.prices = prices;
        this.signedIn = signedIn;
        this.records = records;
    }

    record Kind(String id, Text label, boolean advice) {}

    /** @param cited by these decisions; @param stored the last changed evaluations that can be cited */
    record Register(
            List<Kind> kinds, List<Decision> decisions, List<Answers.Summary> cited, List<Answers.Summary> stored) {}

    @GetMapping("/decisions")
    Register decisions() {
        List<Decision> latest = decisions.latest(MOST);
        Set<String> cited = new TreeSet<>();
        latest.forEach(d -> cited.addAll(d.results()));
        return new Register(
                Arrays.stream(Decision.Kind.values())
                        .map(k -> new Kind(k.id(), k.label(), k.isAdvice()))
                        .toList(),
                latest,
                store.byIds(cited).stream().map(Answers.Summary::of).toList(),
                store.find(EvaluationQuery.all().in(Decisions.STORED), 0, MOST).evaluations().stream()
                        .map(Answers.Summary::of)
                        .toList());
    }

    @PostMapping("/decisions")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    Decision record(@RequestBody Decisions.Draft draft, HttpServletRequest request) {
        Person person = signedIn.person(request);
        Decision decision = decisions.record(person, draft);
        records.within(
                person,
                "record-decision",
                "decision/" + decision.id(),
                Map.of("number", decision.number(), "results", String.join(" ", decision.results())));
        return decision;
    }

    /** @param q words of a code or a name; all of them have to be there */
    @GetMapping("/prices")
    List<PriceList.Item> prices(
            @RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "20") int size) {
        return prices.like(q, Math.clamp(size, 1, MOST_PRICES));
    }
}
