package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.export.Calendars;

/** Deadlines of evaluations in which somebody takes part, as a list and for his calendar. */
@RestController
@RequestMapping("/api/v1")
class CalendarController {

    private final EvaluationStore store;
    private final ActService acts;
    private final SignedIn signedIn;
    private final Clock clock;

    CalendarController(EvaluationStore store, ActService acts, SignedIn signedIn, Clock clock) {
        this.store = store;
        this.acts = acts;
        this.signedIn = signedIn;
        this.clock = clock;
    }

    /** @param kind deadline, or routine: the routine evaluation that a rapid one is followed by */
    record Day(LocalDate date, String kind, String evaluation, String number, Text title, Text what, boolean overdue) {}

    @GetMapping("/calendar")
    List<Day> calendar(HttpServletRequest request) {
        return days(signedIn.person(request));
    }

    /** @param chosen zh or en; that of the request if absent */
    @GetMapping(path = "/calendar.ics", produces = "text/calendar;charset=UTF-8")
    ResponseEntity<String> file(
            @RequestParam(name = "lang", required = false) @Nullable String chosen, HttpServletRequest request) {
        Lang lang = ProblemHandler.lang(chosen, request);
        List<Calendars.Day> days = days(signedIn.person(request)).stream()
                .map(day -> new Calendars.Day(
                        day.kind() + "-" + day.evaluation(),
                        day.date(),
                        day.number() + " " + day.what().in(lang),
                        day.title().in(lang)))
                .toList();
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"steelyard.ics\"")
                .body(Calendars.write(lang == Lang.ZH ? "杆秤评价期限" : "Steelyard deadlines", days, clock.instant()));
    }

    private List<Day> days(Person person) {
        List<Day> days = new ArrayList<>();
        List<Case> mine = store.waitingFor(person);
        for (Case file : mine) {
            Evaluation e = file.evaluation();
            e.dueOn()
                    .filter(due -> e.state() != State.MONITORING) // that day is the routine evaluation's, named below
                    .ifPresent(due -> days.add(day(e, due, "deadline", e.state().label())));
        }
        Set<String> ids = mine.stream().map(f -> f.evaluation().id()).collect(Collectors.toSet());
        for (Case file : store.inState(State.MONITORING, List.of("start-monitoring"))) {
            Optional<LocalDate> routine = file.last(Body.MonitoringPlan.class).flatMap(Body.MonitoringPlan::routineDue);
            if (ids.contains(file.evaluation().id()) && routine.isPresent()) {
                days.add(day(
                        file.evaluation(),
                        routine.get(),
                        "routine",
                        Text.of("快速评价后的常规评价期限", "Routine evaluation after the rapid one")));
            }
        }
        days.sort(Comparator.comparing(Day::date).thenComparing(Day::number));
        return days;
    }

    private Day day(Evaluation e, LocalDate date, String kind, Text what) {
        return new Day(
                date,
                kind,
                e.id(),
                e.number(),
                Text.of(e.titleZh(), e.titleEn()),
                what,
                acts.today().isAfter(date));
    }
}
