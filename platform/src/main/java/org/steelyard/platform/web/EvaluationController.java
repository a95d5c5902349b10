package org.steelyard.platform.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Relation;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Alerts;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationQuery;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.Findings;
import org.steelyard.platform.evaluation.Flags;
import org.steelyard.platform.evaluation.Independence;
import org.steelyard.platform.evaluation.Initiation;
import org.steelyard.platform.evaluation.ProtocolVersions;
import org.steelyard.platform.evaluation.Refusal;
import org.steelyard.platform.evaluation.Suggestions;
import org.steelyard.protocol.PlanFile;
import org.steelyard.protocol.ProtocolDiff;
import org.steelyard.protocol.ProtocolFile;
import tools.jackson.databind.JsonNode;

/** Evaluations of those who take part. */
@RestController
@RequestMapping("/api/v1/evaluations")
class EvaluationController {

    private static final int LARGEST_PAGE = 200;

    /** Acts of reading of which each shows at least the summary. */
    private static final List<String> SUMMARIES =
            List.of("read", "read-summary", "read-call", "read-register", "read-public");

    private final ActService acts;
    private final EvaluationStore store;
    private final Accounts accounts;
    private final Suggestions suggestions;
    private final SignedIn signedIn;

    EvaluationController(
            ActService acts, EvaluationStore store, Accounts accounts, Suggestions suggestions, SignedIn signedIn) {
        this.suggestions = suggestions;
        this.acts = acts;
        this.store = store;
        this.accounts = accounts;
        this.signedIn = signedIn;
    }

    @GetMapping
    Answers.Page<Answers.Summary> list(
            Search search,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "20") int size,
            HttpServletRequest request) {
        List<Act> readings = SUMMARIES.stream().map(acts.table()::act).toList();
        return page(search.query().visibleTo(signedIn.person(request), readings), page, size);
    }

    /** Pages begin at 0; what lies outside the bounds is moved to the nearest one. */
    Answers.Page<Answers.Summary> page(EvaluationQuery query, int page, int size) {
        int at = Math.max(0, page);
        int length = Math.clamp(size, 1, LARGEST_PAGE);
        EvaluationStore.Found found = store.find(query, at, length);
        return new Answers.Page<>(
                found.evaluations().stream().map(Answers.Summary::of).toList(), found.total(), at, length);
    }

    @PostMapping
    ResponseEntity<Answers.Summary> create(
            @RequestParam Role role, @RequestBody JsonNode form, HttpServletRequest request) {
        Evaluation created = acts.create(signedIn.person(request), role, form);
        return ResponseEntity.status(HttpStatus.CREATED)
                .header(HttpHeaders.LOCATION, "/api/v1/evaluations/" + created.id())
                .header(HttpHeaders.ETAG, etag(created))
                .body(Answers.Summary.of(created));
    }

    @GetMapping("/{id}")
    ResponseEntity<Answers.Whole> read(@PathVariable String id, HttpServletRequest request) {
        Person person = signedIn.person(request);
        Case file = visible(person, id);
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, etag(file.evaluation()))
                .body(whole(person, file));
    }

    /** For whoever sees the summary alone: providers of data and products, patients, other authorities. */
    @GetMapping("/{id}/summary")
    ResponseEntity<Answers.Part> summary(@PathVariable String id, HttpServletRequest request) {
        Person person = signedIn.person(request);
        Case file = summarised(person, id);
        return ResponseEntity.ok()
                .header(HttpHeaders.ETAG, etag(file.evaluation()))
                .body(new Answers.Part(
                        Answers.Summary.of(file.evaluation()),
                        offers(person, file),
                        entries(file, f -> f.account().equals(person.id())),
                        entries(file, f -> isAskedOf(person, file, f))));
    }

    private List<Answers.Entry> entries(Case file, Predicate<Filing> which) {
        return file.filings().stream()
                .filter(which)
                .map(f -> Answers.Entry.of(f, acts.table().act(f.act()).label(), f.account()))
                .toList();
    }

    /** What the product's provider was asked to supply, and as what somebody's organisation was named provider of data. */
    private static boolean isAskedOf(Person person, Case file, Filing filing) {
        return filing.body() instanceof Body.DataProvider provider
                ? person.roles().contains(Role.DATA_PROVIDER)
                        && provider.organisation().equals(person.organisation())
                : filing.act().equals("request-documents")
                        && person.roles().contains(Role.PRODUCT_PROVIDER)
                        && file.relation(person, Role.PRODUCT_PROVIDER) == Relation.ORGANISATION;
    }

    @PostMapping("/{id}/acts/{act}")
    ResponseEntity<Answers.Summary> act(
            @PathVariable String id,
            @PathVariable String act,
            @RequestParam Role role,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) Optional<String> ifMatch,
            @RequestBody JsonNode form,
            HttpServletRequest request) {
        if (!acts.table().has(act) || act.equals("create") || act.startsWith("read")) {
            throw SteelyardException.of(
                    PlatformError.NOT_FOUND,
                    Place.NONE,
                    Text.of("没有这项操作", "there is no such act"),
                    Text.of("操作一览见 /api/v1/process", "acts are listed in /api/v1/process"));
        }
        Evaluation after =
                acts.perform(new ActService.Order(signedIn.person(request), role, act, id, version(ifMatch), form));
        return ResponseEntity.ok().header(HttpHeaders.ETAG, etag(after)).body(Answers.Summary.of(after));
    }

    record ProtocolView(
            int filing,
            String yaml,
            String sha256,
            boolean sound,
            boolean amendment,
            List<Map<String, Object>> problems) {
        static ProtocolView of(ProtocolVersions.Version v, Lang lang) {
            return new ProtocolView(
                    v.filing(),
                    v.yaml(),
                    v.canonicalSha256().orElse(""),
                    v.sound(),
                    v.amendment(),
                    v.problems().stream()
                            .map(p -> ProblemDetails.problem(p, lang))
                            .toList());
        }
    }

    @GetMapping("/{id}/protocol")
    List<ProtocolView> protocols(@PathVariable String id, HttpServletRequest request) {
        Lang lang = ProblemHandler.lang(request);
        return ProtocolVersions.of(visible(signedIn.person(request), id)).stream()
                .map(v -> ProtocolView.of(v, lang))
                .toList();
    }

    /** Checks a text without filing it: what the editor does while somebody types. */
    @PostMapping("/{id}/protocol/check")
    ProtocolView check(@PathVariable String id, @RequestBody Body.ProtocolText text, HttpServletRequest request) {
        visible(signedIn.person(request), id);
        return ProtocolView.of(
                ProtocolVersions.version(0, Objects.requireNonNullElse(text.yaml(), ""), false),
                ProblemHandler.lang(request));
    }

    record Change(String path, String before, String after) {}

    /** @param from @param to numbers of filings */
    @GetMapping("/{id}/protocol/diff")
    List<Change> diff(
            @PathVariable String id, @RequestParam int from, @RequestParam int to, HttpServletRequest request) {
        Case file = visible(signedIn.person(request), id);
        return ProtocolDiff.diff(plan(file, from), plan(file, to)).stream()
                .map(c -> new Change(c.path(), c.before().orElse(""), c.after().orElse("")))
                .toList();
    }

    private static PlanFile plan(Case file, int filing) {
        return ProtocolVersions.of(file).stream()
                .filter(v -> v.filing() == filing)
                .findFirst()
                .map(v -> ProtocolFile.load(
                        v.yaml().getBytes(java.nio.charset.StandardCharsets.UTF_8), "protocol-" + filing + ".yaml"))
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NOT_FOUND,
                        Place.NONE,
                        Text.of("没有这个版本", "there is no such version"),
                        Text.of("版本见方案列表", "versions are in the list")));
    }

    /** The evaluation, if the person may read all of it in one of his roles; the same refusal if there is none. */
    Case visible(Person person, String id) {
        Act everything = acts.table().act("read");
        return store.find(id)
                .filter(file -> mayRead(person, file, everything))
                .orElseThrow(() -> Refusal.forbidden(everything));
    }

    /** The evaluation, if the person may at least read its summary. */
    Case summarised(Person person, String id) {
        return store.find(id)
                .filter(file -> SUMMARIES.stream()
                        .anyMatch(act -> mayRead(person, file, acts.table().act(act))))
                .orElseThrow(() -> Refusal.forbidden(acts.table().act("read-summary")));
    }

    private static boolean mayRead(Person person, Case file, Act act) {
        boolean keptOut = act.id().equals("read") && file.keepsOut(person);
        return !keptOut
                && act.from().contains(file.evaluation().state())
                && person.roles().stream().anyMatch(role -> act.permits(role, file.relation(person, role)));
    }

    private List<Answers.Offer> offers(Person person, Case file) {
        return person.roles().stream()
                .sorted()
                .flatMap(
                        role -> acts.offered(person, role, file).stream().map(act -> Answers.Offer.of(act, role, file)))
                .toList();
    }

    private Answers.Whole whole(Person person, Case file) {
        return new Answers.Whole(
                Answers.Summary.of(file.evaluation()),
                file.parties(),
                entries(file, f -> shows(person, file, f)),
                offers(person, file),
                Findings.of(file),
                Alerts.of(file, acts.rules()),
                Flags.of(file, acts.rules(), acts.today()),
                initiation(file),
                Independence.isAsked(file),
                suggestions.linkedTo(file.evaluation().id()),
                names(file));
    }

    /** Reviews are independent: until all are in, an expert sees his own alone, and authors see none. */
    private boolean shows(Person person, Case file, Filing filing) {
        boolean secret = filing.body() instanceof Body.Review || filing.body() instanceof Body.Repeat;
        if (!secret || filing.account().equals(person.id())) {
            return true;
        }
        Set<Role> held = EnumSet.copyOf(person.roles());
        boolean authority = held.stream()
                .anyMatch(role -> role.isAuthority() && file.relation(person, role) == Relation.ORGANISATION);
        boolean settled = file.evaluation().state().ordinal() >= State.GRADED.ordinal();
        return authority || settled;
    }

    /** How it was initiated, by what its initiator was on the day on which it began. */
    Answers.Initiation initiation(Case file) {
        LocalDate began = LocalDate.ofInstant(file.evaluation().createdAt(), ZoneId.of("Asia/Shanghai"));
        Initiation way = file.parties().stream()
                .filter(p -> p.role() == Role.INITIATOR)
                .flatMap(p -> accounts.organisation(p.organisation()).stream())
                .findFirst()
                .map(initiator -> Initiation.of(initiator, began))
                .orElse(Initiation.OTHER);
        return new Answers.Initiation(way.id(), way.label());
    }

    private Map<String, String> names(Case file) {
        Set<String> people = new HashSet<>();
        Set<String> organisations = new HashSet<>();
        file.parties().forEach(p -> {
            organisations.add(p.organisation());
            p.account().ifPresent(people::add);
        });
        file.filings().forEach(f -> people.add(f.account()));
        return accounts.names(people, organisations);
    }

    /** A proxy that compresses answers makes their tags weak (RFC 9110, 8.8.1); the version in them is the same. */
    private static final Pattern VERSION = Pattern.compile("(?:W/)?\"([0-9]{1,18})\"");

    private static String etag(Evaluation evaluation) {
        return "\"" + evaluation.version() + "\"";
    }

    private static long version(Optional<String> ifMatch) {
        return ifMatch.map(VERSION::matcher)
                .filter(Matcher::matches)
                .map(tag -> Long.parseLong(tag.group(1)))
                .orElseThrow(() -> SteelyardException.of(
                        PlatformError.NO_VERSION,
                        Place.field(HttpHeaders.IF_MATCH),
                        Text.of("缺少所见版本（If-Match）", "the version that was seen (If-Match) is missing"),
                        Text.of("带上读取时得到的那一个 ETag，不用 *", "send the one ETag that came with it, not *")));
    }
}
