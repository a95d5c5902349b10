package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationQuery;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Notices;

/** What waits for somebody: evaluations that his act would move on, the most urgent first. */
@RestController
@RequestMapping("/api/v1")
class TodoController {

    private static final int LARGEST_PAGE = 200;

    private final ActService acts;
    private final EvaluationStore store;
    private final Notices notices;
    private final SignedIn signedIn;

    TodoController(ActService acts, EvaluationStore store, Notices notices, SignedIn signedIn) {
        this.acts = acts;
        this.store = store;
        this.notices = notices;
        this.signedIn = signedIn;
    }

    /** @param acts that would move the evaluation on, the usual one first */
    record Todo(Answers.Summary evaluation, List<Answers.Offer> acts, Optional<LocalDate> dueOn, boolean overdue) {}

    /** @param size the most urgent ones, so many at most: whoever has more begins with those */
    @GetMapping("/todo")
    List<Todo> todo(@RequestParam(defaultValue = "100") int size, HttpServletRequest request) {
        Person person = signedIn.person(request);
        List<Act> moving = acts.table().acts().stream()
                .filter(act -> !act.begins() && isNext(act))
                .toList();
        EvaluationQuery mine = EvaluationQuery.all().takesPart(person).visibleTo(person, moving);
        List<Todo> waiting = new ArrayList<>();
        for (Case file : store.urgent(mine, Math.clamp(size, 1, LARGEST_PAGE))) {
            Evaluation evaluation = file.evaluation();
            List<Answers.Offer> offers = moving(person, file);
            if (!offers.isEmpty()) {
                boolean overdue =
                        evaluation.dueOn().filter(acts.today()::isAfter).isPresent();
                waiting.add(new Todo(Answers.Summary.of(evaluation), offers, evaluation.dueOn(), overdue));
            }
        }
        waiting.sort(Comparator.comparing((Todo t) -> t.dueOn().orElse(LocalDate.MAX))
                .thenComparing(t -> t.evaluation().number()));
        return waiting;
    }

    private List<Answers.Offer> moving(Person person, Case file) {
        List<Answers.Offer> offers = new ArrayList<>();
        for (Role role : person.roles()) {
            Relation relation = file.relation(person, role);
            if (relation == Relation.OWN || relation == Relation.ORGANISATION) {
                acts.table().offered(file.evaluation().state(), role, relation, file.held(person)).stream()
                        .filter(act -> isNext(act))
                        .map(act -> Answers.Offer.of(act, role, file))
                        .forEach(offers::add);
            }
        }
        return offers;
    }

    /** What ends an evaluation early is always possible; it is not what waits. */
    private static boolean isNext(Act act) {
        boolean ends = act.to()
                .filter(s -> s.isEnd() || s.name().startsWith("TERMINATION"))
                .isPresent();
        return (act.moves() && !ends) || act.id().equals("submit-review");
    }

    @GetMapping("/notices")
    List<Notices.Notice> notices(@RequestParam(defaultValue = "50") int size, HttpServletRequest request) {
        return notices.of(signedIn.person(request).id(), Math.clamp(size, 1, LARGEST_PAGE));
    }

    @PostMapping("/notices/read")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void markRead(HttpServletRequest request) {
        notices.markRead(signedIn.person(request).id());
    }
}
