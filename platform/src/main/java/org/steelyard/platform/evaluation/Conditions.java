package org.steelyard.platform.evaluation;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.disclosure.SmallCells;
import org.steelyard.governance.process.Condition;
import org.steelyard.governance.process.Recusal;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.account.Person;

/** Which conditions of the process table hold, seen from the file, the form and the person. */
final class Conditions {

    private static final int AUTHORITYS_PRINCIPLE = 6;

    private final Accounts accounts;
    private final Rules rules;
    private final SmallCells cells;
    private final LocalDate today;

    Conditions(Accounts accounts, Rules rules, SmallCells cells, LocalDate today) {
        this.accounts = accounts;
        this.rules = rules;
        this.cells = cells;
        this.today = today;
    }

    /** @param asked those that the act needs: each costs something to find out */
    Set<Condition> holding(Set<Condition> asked, Case file, Body body, Person person) {
        return asked.stream()
                .filter(condition -> holds(condition, file, body, person))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Condition.class)));
    }

    private boolean holds(Condition condition, Case file, Body body, Person person) {
        return switch (condition) {
            case APPLICATION_COMPLETE ->
                file.last(Body.Application.class).filter(Conditions::isComplete).isPresent();
            case TOPICS_FIT -> topicsFit(file);
            case PRICES_COMPARED -> arePricesCompared(file);
            case INTERESTS_DECLARED -> declared(file);
            case INDEPENDENCE_STATED -> isIndependenceStated(file);
            case IMPLEMENTER_QUALIFIED -> body instanceof Body.ImplementerChoice choice && isQualified(file, choice);
            case REASON_GIVEN -> hasReason(body);
            case PROVIDER_FIT -> body instanceof Body.DataProvider provider && isFit(file, provider);
            case RAPID -> file.evaluation().isRapid();
            case PROTOCOL_CHECKED -> isSound(file, body);
            case MINUTES_COMPLETE -> body instanceof Body.Minutes minutes && isComplete(minutes);
            case MINUTES_ANSWERED -> unanswered(file).isEmpty();
            case AUTHORISED ->
                body instanceof Body.Authorisation a && !a.ethicsOn().isAfter(today);
            case DIGEST_MATCHES ->
                body instanceof Body.Run run && following(file).test(run);
            case EXTRACTION_LOGGED -> file.last(Body.Extraction.class).isPresent();
            case RUN_RECORDED -> file.bodies(Body.Run.class).anyMatch(following(file));
            case GOVERNANCE_REPORTED -> file.last(Body.GovernanceFiling.class).isPresent();
            case REPORT_COMPLETE -> body instanceof Body.Report report && isComplete(file, report);
            case EXPERTS_INDEPENDENT -> areIndependent(file, body);
            case FIELDS_COVERED -> fields(file).containsAll(rules.fields(file.evaluation()));
            case NO_INTEREST -> hasNoInterest(file, person.id());
            case NOT_AUTHOR -> !file.isAuthor(person.id());
            case REVIEWS_SUBMITTED ->
                reviews(file).size() >= rules.experts(file.evaluation())
                        && reviews(file).containsAll(file.experts());
            case REPEATS_SETTLED -> repeatsAreSettled(file);
            case CHECKLIST_COMPLETE ->
                checked(file)
                        .containsAll(Checklist.items().stream()
                                .map(Checklist.Item::id)
                                .toList());
            case FINDINGS_CLOSED ->
                Findings.of(file).stream().allMatch(f -> f.verdict().isPresent());
            case PANEL_DISCIPLINES -> fields(file).size() >= rules.panelFields();
            case DISCLOSURE_PASSED -> releases(file, body).anyMatch(this::passes);
            case RELEASE_PREPARED -> isPreparedByAnother(file, person);
            case TWO_APPROVALS -> approvers(file).size() >= 2;
            case FOLLOW_UP_SET ->
                !file.evaluation().isRapid()
                        || body instanceof Body.MonitoringPlan plan
                                && plan.routineDue().isPresent();
            case ALERT_RAISED -> !Alerts.of(file, rules).isEmpty();
        };
    }

    private static boolean isComplete(Body.Application a) {
        boolean texts = Stream.of(
                        a.background(),
                        a.problem(),
                        a.hypothesis(),
                        a.scenario(),
                        a.feasibility(),
                        a.proposedImplementer())
                .noneMatch(Conditions::isBlank);
        return texts && filled(a.topics()) && filled(a.itemCodes()) && filled(a.dimensions()) && !isBlank(a.disease());
    }

    /** Principle six is for what an insurance authority finds necessary; others have five. */
    private boolean topicsFit(Case file) {
        boolean sixth = file.last(Body.Application.class)
                .filter(a -> a.topics().stream().anyMatch(t -> t.principle() == AUTHORITYS_PRINCIPLE))
                .isPresent();
        return !sixth || isInitiatedByAuthority(file);
    }

    /** Each topic about a price says what it is compared with; what was compared is dearer, or it would not have been filed. */
    private static boolean arePricesCompared(Case file) {
        return file.last(Body.Application.class).stream()
                .flatMap(a -> a.topics().stream())
                .filter(TopicPrices::isOfPrice)
                .allMatch(t -> !isBlank(t.similar()) && t.gap().isPresent());
    }

    /** Whoever leads the work has stated each item since he last declared. */
    private static boolean isIndependenceStated(Case file) {
        List<String> needed =
                Independence.items().stream().map(Independence.Item::id).toList();
        return !Independence.isAsked(file)
                || file.parties().stream()
                        .filter(p -> p.role() == Role.IMPLEMENTER)
                        .flatMap(p -> p.account().stream())
                        .allMatch(account -> Independence.stated(file, account).containsAll(needed));
    }

    private boolean isInitiatedByAuthority(Case file) {
        return file.parties().stream()
                .filter(p -> p.role() == Role.INITIATOR)
                .flatMap(p -> accounts.organisation(p.organisation()).stream())
                .anyMatch(Organisation::isAuthority);
    }

    private boolean isFit(Case file, Body.DataProvider provider) {
        Set<Role> held = EnumSet.noneOf(Role.class);
        file.parties().stream()
                .filter(p -> p.organisation().equals(provider.organisation()) && p.role() == Role.PRODUCT_PROVIDER)
                .forEach(p -> held.add(p.role()));
        return provider.traceable() && Recusal.against(held, Role.DATA_PROVIDER).isEmpty();
    }

    /** Of what is proposed, or of what was written last. */
    private static boolean isSound(Case file, Body body) {
        return body instanceof Body.Amendment amendment
                ? ProtocolVersions.version(0, amendment.yaml(), true).sound()
                : ProtocolVersions.latest(file)
                        .filter(ProtocolVersions.Version::sound)
                        .isPresent();
    }

    /** What the person declared last; whoever has an interest does not review. */
    private static boolean hasNoInterest(Case file, String account) {
        return file.of("declare-interests")
                .filter(f -> f.account().equals(account))
                .reduce((first, second) -> second)
                .filter(f -> f.body() instanceof Body.Interests interests && interests.none())
                .isPresent();
    }

    /** Repetitions by experts who still are; where one differs, findings were sent after it (guide, part 6, section 7.2). */
    private boolean repeatsAreSettled(Case file) {
        List<Filing> repeats = file.since("submit-report", "record-repeat")
                .filter(f -> file.experts().contains(f.account()))
                .toList();
        long people = repeats.stream().map(Filing::account).distinct().count();
        int asked = file.of("ask-findings").mapToInt(Filing::number).max().orElse(0);
        return people >= rules.repeats(file.evaluation())
                && repeats.stream()
                        .filter(f -> f.body() instanceof Body.Repeat repeat && !repeat.agrees())
                        .allMatch(f -> asked > f.number());
    }

    /** What is about to be prepared, or what was prepared last. */
    private static Stream<Body.Publication> releases(Case file, Body body) {
        return body instanceof Body.Publication publication
                ? Stream.of(publication)
                : file.last(Body.Publication.class).stream();
    }

    private static boolean isPreparedByAnother(Case file, Person person) {
        return file.of("prepare-release")
                .reduce((first, second) -> second)
                .filter(f -> !f.account().equals(person.id()))
                .isPresent();
    }

    /** Whoever leads a side must have declared; of conduct, both initiator and implementing body. */
    private static boolean declared(Case file) {
        Set<String> have = file.of("declare-interests").map(Filing::account).collect(Collectors.toSet());
        List<String> needed = new ArrayList<>();
        file.parties().stream()
                .filter(p -> p.role() == Role.INITIATOR || p.role() == Role.IMPLEMENTER)
                .flatMap(p -> p.account().stream())
                .forEach(needed::add);
        return have.containsAll(needed);
    }

    private boolean isQualified(Case file, Body.ImplementerChoice choice) {
        Optional<Organisation> organisation = accounts.organisation(choice.organisation());
        Optional<Person> lead = accounts.person(choice.account());
        boolean known = organisation.isPresent()
                && lead.filter(p -> p.organisation().equals(choice.organisation())
                                && p.roles().contains(Role.IMPLEMENTER))
                        .isPresent();
        if (!known || Recusal.against(file.held(lead.get()), Role.IMPLEMENTER).isPresent()) {
            return false;
        }
        boolean initiatorIsAuthority = isInitiatedByAuthority(file);
        return switch (choice.kind()) {
            case "trusted-point" -> organisation.get().isTrustedPoint(today);
            case "third-party" ->
                choice.qualification().isPresent() && (!initiatorIsAuthority || !isBlank(choice.reason()));
            case "initiator" ->
                file.parties().stream()
                        .anyMatch(p ->
                                p.role() == Role.INITIATOR && p.organisation().equals(choice.organisation()));
            default -> false;
        };
    }

    private static boolean hasReason(Body body) {
        return switch (body) {
            case Body.Reason b -> !isBlank(b.text());
            case Body.Amendment b -> !isBlank(b.reason());
            case Body.AmendmentDecision b -> !isBlank(b.reason());
            case Body.PathwayUpdate b -> !isBlank(b.change());
            case Body.SupportRequest b -> !isBlank(b.text());
            case Body.SupportDecision b -> !isBlank(b.reason());
            default -> false;
        };
    }

    private static boolean isComplete(Body.Minutes minutes) {
        Set<Integer> focuses = minutes.points().stream().map(Body.Point::focus).collect(Collectors.toSet());
        return focuses.containsAll(IntStream.rangeClosed(1, 7).boxed().toList())
                && Stream.of(minutes.necessity(), minutes.feasibility(), minutes.conformity())
                        .noneMatch(Conditions::isBlank);
    }

    /** Points of the last minutes that ask for a change and have no answer since. */
    static Set<Integer> unanswered(Case file) {
        Set<Integer> open = new HashSet<>();
        for (Filing filing : file.filings()) {
            switch (filing.body()) {
                case Body.Minutes minutes -> {
                    open.clear();
                    minutes.points().stream().filter(Body.Point::change).forEach(p -> open.add(p.focus()));
                }
                case Body.MinutesAnswers answers -> answers.answers().forEach(a -> open.remove(a.focus()));
                default -> {}
            }
        }
        return open;
    }

    /** Whether a run follows the protocol in force, by its digest; the protocol is read once, however many runs are asked. */
    private static Predicate<Body.Run> following(Case file) {
        Optional<String> inForce = ProtocolVersions.inForce(file).flatMap(ProtocolVersions.Version::canonicalSha256);
        return run -> inForce.isPresent() && RunFacts.protocolDigest(run).equals(inForce);
    }

    private static boolean isComplete(Case file, Body.Report report) {
        boolean run = file.of("record-run")
                .filter(f -> f.number() == report.run())
                .flatMap(f -> f.body() instanceof Body.Run reported ? Stream.of(reported) : Stream.empty())
                .anyMatch(following(file));
        return run && report.parts() != null && report.parts().containsAll(Checklist.REPORT_PARTS);
    }

    private boolean areIndependent(Case file, Body body) {
        Stream<String> wanted = body instanceof Body.Assignment assignment
                ? assignment.experts().stream().map(Body.AssignedExpert::account)
                : file.experts().stream();
        return wanted.allMatch(account -> isIndependent(file, account));
    }

    /** An expert of this evaluation, and neither he nor his organisation is on another side of it. */
    boolean isIndependent(Case file, String account) {
        Optional<Person> expert = accounts.person(account);
        if (expert.isEmpty() || !expert.get().roles().contains(Role.EXPERT) || file.isAuthor(account)) {
            return false;
        }
        Set<Role> held = EnumSet.noneOf(Role.class);
        file.parties().stream()
                .filter(p -> p.organisation().equals(expert.get().organisation()))
                .filter(p -> p.role() != Role.EXPERT)
                .forEach(p -> held.add(p.role()));
        boolean recused = file.of("declare-recusal").anyMatch(f -> f.account().equals(account));
        return !recused && Recusal.against(held, Role.EXPERT).isEmpty();
    }

    private static Set<String> fields(Case file) {
        Set<String> experts = Set.copyOf(file.experts());
        return file.bodies(Body.Assignment.class)
                .flatMap(a -> a.experts().stream())
                .filter(e -> experts.contains(e.account()))
                .map(Body.AssignedExpert::field)
                .collect(Collectors.toSet());
    }

    /** Since the report; what somebody wrote who withdrew later does not count. */
    private static Stream<Filing> reviewed(Case file) {
        return file.since("submit-report", "submit-review")
                .filter(f -> file.experts().contains(f.account()));
    }

    private static Set<String> reviews(Case file) {
        return reviewed(file).map(Filing::account).collect(Collectors.toSet());
    }

    private static Set<String> checked(Case file) {
        return reviewed(file)
                .map(Filing::body)
                .filter(Body.Review.class::isInstance)
                .map(Body.Review.class::cast)
                .flatMap(r -> r.items().stream())
                .map(Body.ItemVerdict::item)
                .collect(Collectors.toSet());
    }

    private boolean passes(Body.Publication publication) {
        return publication.table() != null
                && publication.table().stream().flatMap(f -> f.count().stream()).noneMatch(cells::isSmall);
    }

    /** Of the release as it was prepared last: an approval of an earlier one is none. */
    private static Set<String> approvers(Case file) {
        String preparer = file.of("prepare-release")
                .reduce((first, second) -> second)
                .map(Filing::account)
                .orElse("");
        return file.since("prepare-release", "approve-release")
                .map(Filing::account)
                .filter(account -> !file.isAuthor(account) && !account.equals(preparer))
                .collect(Collectors.toSet());
    }

    private static boolean filled(@Nullable List<?> list) {
        return list != null && !list.isEmpty();
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
