package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.Suggestions;
import org.steelyard.platform.export.Citation;

/** What everybody may read: published results, negative evidence, the network's register. */
@RestController
@RequestMapping("/api/v1")
class PublicController {

    private static final int LONGEST_SUGGESTION = 4000;
    private static final String RIS = "application/x-research-info-systems;charset=UTF-8";
    private static final String BIBTEX = "application/x-bibtex;charset=UTF-8";

    private final ActService acts;
    private final EvaluationStore store;
    private final EvaluationController evaluations;
    private final Accounts accounts;
    private final SignedIn signedIn;
    private final Records records;
    private final Suggestions suggestions;
    private final String publicUrl;

    PublicController(
            ActService acts,
            EvaluationStore store,
            EvaluationController evaluations,
            Accounts accounts,
            SignedIn signedIn,
            Records records,
            Suggestions suggestions,
            Environment settings) {
        publicUrl = settings.getProperty("steelyard.public-url", "");
        this.acts = acts;
        this.store = store;
        this.evaluations = evaluations;
        this.accounts = accounts;
        this.signedIn = signedIn;
        this.records = records;
        this.suggestions = suggestions;
    }

    @GetMapping("/public/evaluations")
    Answers.Page<Answers.Summary> list(
            Search search, @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "20") int size) {
        return evaluations.page(
                search.query().in(acts.table().act("read-public").from()), page, size);
    }

    @GetMapping("/public/evaluations/{id}")
    Answers.PublicPage read(@PathVariable String id, HttpServletRequest request) {
        Case file = published(id);
        return new Answers.PublicPage(
                Answers.Summary.of(file.evaluation()),
                file.last(Body.Publication.class),
                evaluations.initiation(file),
                citation(file, request).text(),
                history(file));
    }

    /** @param lang zh or en; that of the request if absent */
    @GetMapping(path = "/public/evaluations/{id}/citation.ris", produces = RIS)
    ResponseEntity<String> ris(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        Case file = published(id);
        return download(file, "ris", citation(file, request).ris(ProblemHandler.lang(lang, request)));
    }

    /** @param lang zh or en; that of the request if absent */
    @GetMapping(path = "/public/evaluations/{id}/citation.bib", produces = BIBTEX)
    ResponseEntity<String> bibtex(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String lang,
            HttpServletRequest request) {
        Case file = published(id);
        return download(file, "bib", citation(file, request).bibtex(ProblemHandler.lang(lang, request)));
    }

    private static ResponseEntity<String> download(Case file, String ending, String text) {
        String name = "steelyard-" + file.evaluation().number() + "." + ending;
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"")
                .body(text);
    }

    private Case published(String id) {
        return store.find(id)
                .filter(f -> isPublic(f.evaluation().state()))
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NOT_FOUND,
                        Place.NONE,
                        Text.of("没有公开的评价", "there is no published evaluation"),
                        Text.of("在成果库中查找", "look in the repository")));
    }

    /** Who carried it out, when it last changed, for whom, where. */
    private Citation citation(Case file, HttpServletRequest request) {
        Evaluation e = file.evaluation();
        return new Citation(
                organisations(file, Role.IMPLEMENTER),
                Stream.of(Role.LOCAL_AUTHORITY, Role.NATIONAL_AUTHORITY)
                        .flatMap(role -> organisations(file, role).stream())
                        .findFirst()
                        .orElse(Text.of("", "")),
                Text.of(e.titleZh(), e.titleEn()),
                e.number(),
                e.grade(),
                e.version(),
                LocalDate.ofInstant(e.changedAt(), ZoneId.of("Asia/Shanghai")),
                address(request) + "/repository/" + e.id());
    }

    private List<Text> organisations(Case file, Role role) {
        return file.parties().stream()
                .filter(p -> p.role() == role)
                .flatMap(p -> accounts.organisation(p.organisation()).stream())
                .distinct()
                .map(o -> Text.of(o.nameZh(), o.nameEn()))
                .toList();
    }

    /** Where people see the platform: as it is set, or as this request came. */
    private String address(HttpServletRequest request) {
        return publicUrl.isBlank()
                ? ServletUriComponentsBuilder.fromContextPath(request).build().toUriString()
                : publicUrl.replaceAll("/+$", "");
    }

    /** The moves of the evaluation, without names. */
    private List<Map<String, Object>> history(Case file) {
        List<State> after = file.after();
        List<Map<String, Object>> moves = new ArrayList<>();
        for (int i = 0; i < file.filings().size(); i++) {
            Filing filing = file.filings().get(i);
            Act act = acts.table().act(filing.act());
            if (act.moves()) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("act", act.label());
                line.put("at", filing.at());
                line.put("to", after.get(i).label());
                moves.add(line);
            }
        }
        return moves;
    }

    private boolean isPublic(State state) {
        return acts.table().act("read-public").from().contains(state);
    }

    record Suggestion(String text, Optional<String> evaluation) {}

    /** A suggestion is heard; it starts nothing (guide, part 6, section 1). */
    @PostMapping("/public/suggestions")
    @ResponseStatus(HttpStatus.CREATED)
    @Transactional
    Suggestions.Suggestion suggest(@RequestBody Suggestion suggestion, HttpServletRequest request) {
        if (suggestion.text() == null
                || suggestion.text().isBlank()
                || suggestion.text().length() > LONGEST_SUGGESTION) {
            throw SteelyardException.of(
                    PlatformError.BAD_BODY,
                    Place.field("text"),
                    Text.of("建议为 1—4000 字", "a suggestion has 1 to 4000 characters"),
                    Text.of("改正后重新提交", "mend it and send it again"));
        }
        Person person = signedIn.person(request);
        Optional<String> about = suggestion.evaluation() == null ? Optional.empty() : suggestion.evaluation();
        about.ifPresent(this::published);
        Suggestions.Suggestion kept = suggestions.add(
                suggestion.text(), about, person.isSignedIn() ? Optional.of(person.id()) : Optional.empty());
        records.within(person, "suggest", "suggestion/" + kept.id(), Map.of());
        return kept;
    }

    @GetMapping("/suggestions")
    List<Suggestions.Suggestion> suggestions() {
        return suggestions.latest();
    }

    record Link(String evaluation) {}

    /** An authority says which evaluation takes a suggestion up. */
    @PutMapping("/suggestions/{suggestion}/link")
    @Transactional
    Suggestions.Suggestion link(@PathVariable String suggestion, @RequestBody Link link, HttpServletRequest request) {
        Person person = signedIn.person(request);
        String id = Objects.requireNonNullElse(link.evaluation(), "");
        evaluations.summarised(person, id);
        Suggestions.Suggestion linked = suggestions
                .link(suggestion, id)
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NOT_FOUND,
                        Place.NONE,
                        Text.of("没有这条建议", "there is no such suggestion"),
                        Text.of("建议见列表", "suggestions are in the list")));
        records.within(person, "link-suggestion", "suggestion/" + suggestion, Map.of("evaluation", id));
        return linked;
    }

    @GetMapping("/public/trusted-points")
    List<Organisation> trustedPoints() {
        return accounts.organisations().stream()
                .filter(o -> o.trustedFrom().isPresent())
                .toList();
    }
}
