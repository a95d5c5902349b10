package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationQuery;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Notices;
import org.steelyard.platform.evaluation.Waiting;

/** What waits for somebody: evaluations that his act would move on or that ask him for something, the most urgent first. */
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

    /** @param acts that wait for the person, in the order of the process */
    record Todo(Answers.Summary evaluation, List<Answers.Offer> acts, Optional<LocalDate> dueOn, boolean overdue) {}

    /** @param size the most urgent ones, so many at most: whoever has more begins with those */
    @GetMapping("/todo")
    List<Todo> todo(@RequestParam(defaultValue = "100") int size, HttpServletRequest request) {
        Person person = signedIn.person(request);
        int most = Math.clamp(size, 1, LARGEST_PAGE);
        EvaluationQuery mine = mine(person);
        List<Todo> waiting = new ArrayList<>();
        int from = 0;
        List<Case> files;
        do {
            files = store.urgent(mine, from, LARGEST_PAGE);
            waiting.addAll(waiting(person, files));
            from += files.size();
        } while (waiting.size() < most && files.size() == LARGEST_PAGE);
        return waiting.stream()
                .sorted(Comparator.comparing((Todo t) -> t.dueOn().orElse(LocalDate.MAX))
                        .thenComparing(t -> t.evaluation().number()))
                .limit(most)
                .toList();
    }

    /** Where something could wait for the person. Patients are asked without taking part yet; all others are parties. */
    private EvaluationQuery mine(Person person) {
        List<Act> possible = acts.table().acts().stream()
                .filter(act -> !act.begins())
                .filter(act -> person.roles().stream().anyMatch(role -> Waiting.isPossible(act, role)))
                .toList();
        EvaluationQuery all = EvaluationQuery.all();
        return (person.roles().contains(Role.PATIENT) ? all : all.takesPart(person)).visibleTo(person, possible);
    }

    private List<Todo> waiting(Person person, List<Case> files) {
        Map<String, List<Waiting.Filed>> asked =
                store.asked(files.stream().map(file -> file.evaluation().id()).toList());
        List<Todo> waiting = new ArrayList<>();
        for (Case file : files) {
            Evaluation evaluation = file.evaluation();
            List<Answers.Offer> offers = offers(person, file, asked.getOrDefault(evaluation.id(), List.of()));
            if (!offers.isEmpty()) {
                boolean overdue =
                        evaluation.dueOn().filter(acts.today()::isAfter).isPresent();
                waiting.add(new Todo(Answers.Summary.of(evaluation), offers, evaluation.dueOn(), overdue));
            }
        }
        return waiting;
    }

    private List<Answers.Offer> offers(Person person, Case file, List<Waiting.Filed> asked) {
        List<Answers.Offer> offers = new ArrayList<>();
        for (Role role : person.roles()) {
            acts.offered(person, role, file).stream()
                    .filter(act -> Waiting.waits(act, role, person, asked))
                    .map(act -> Answers.Offer.of(act, role, file))
                    .forEach(offers::add);
        }
        return offers;
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
