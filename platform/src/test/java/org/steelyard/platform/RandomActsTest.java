package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Body;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Filing;
import org.steelyard.platform.evaluation.QualityLinks;

/**
 * T16: random people do random acts, mostly such as they could think possible, and a second statement of the rules, written
 * by hand and sharing nothing with the table, looks at what came of it.
 */
class RandomActsTest {

    private static final int STEPS = 20;

    /** Each beginning once, and some twice. */
    private static final int SOME = 40;

    private static final String COLUMNS =
            "title_zh, title_en, state, version, pace, object_type, scenario, item_codes, disease,"
                    + " dimensions, region, grade, parent_id, due_on, created_at, changed_at";

    private static final Map<String, Object> LARGE_COST =
            Map.of("item", Walk.ITEM, "year", 2025, "fundSpending", 1, "frequency", 1, "totalCost", 200_000_000);

    /** Which state may follow which, as the guide has it; what is not here never happens. */
    private static final Map<State, Set<State>> NEXT = new EnumMap<>(State.class);

    static {
        next(State.DRAFT, State.SUBMITTED, State.WITHDRAWN);
        next(State.SUBMITTED, State.RETURNED, State.REJECTED, State.ACCEPTED, State.WITHDRAWN);
        next(State.RETURNED, State.SUBMITTED, State.WITHDRAWN);
        next(State.ACCEPTED, State.IMPLEMENTER_SET, State.WITHDRAWN);
        next(State.IMPLEMENTER_SET, State.PROTOCOL_SUBMITTED, State.WITHDRAWN);
        next(State.PROTOCOL_SUBMITTED, State.IMPLEMENTER_SET, State.CONSULTED, State.WITHDRAWN);
        next(State.CONSULTED, State.PROTOCOL_REVISED, State.PROTOCOL_LOCKED, State.WITHDRAWN);
        next(State.PROTOCOL_REVISED, State.CONSULTED, State.PROTOCOL_LOCKED, State.WITHDRAWN);
        next(State.PROTOCOL_LOCKED, State.RUNNING, State.TERMINATION_ASKED);
        next(State.RUNNING, State.ANALYSED, State.TERMINATION_ASKED, State.NOT_REPORTED);
        next(State.ANALYSED, State.REPORT_SUBMITTED, State.TERMINATION_ASKED, State.NOT_REPORTED);
        next(State.REPORT_SUBMITTED, State.IN_REVIEW);
        next(State.IN_REVIEW, State.FINDINGS_OPEN, State.DISPUTED, State.GRADED);
        next(State.FINDINGS_OPEN, State.IN_REVIEW);
        next(State.DISPUTED, State.GRADED);
        next(State.GRADED, State.ARCHIVED);
        next(State.ARCHIVED, State.PUBLISHED);
        next(State.PUBLISHED, State.MONITORING);
        next(State.MONITORING, State.RE_EVALUATION, State.CLOSED);
        next(
                State.TERMINATION_ASKED,
                State.PROTOCOL_LOCKED,
                State.RUNNING,
                State.ANALYSED,
                State.TERMINATED,
                State.TERMINATED_UNJUSTIFIED);
    }

    private static void next(State from, State... to) {
        NEXT.put(from, EnumSet.copyOf(List.of(to)));
    }

    @TempDir
    private Path folder;

    private World world;
    private ActService acts;
    private EvaluationStore store;
    private final Map<String, Person> people = new HashMap<>();
    private final Set<State> met = EnumSet.noneOf(State.class);
    private final Set<String> accepted = new TreeSet<>();
    private int copies;
    private int done;
    private int refused;

    @Test
    void whateverPeopleTryTheRulesHold() {
        int begun = sequences(SOME);
        assertThat(begun).isEqualTo(SOME);
        assertThat(done).isGreaterThan(80);
        assertThat(refused).isGreaterThan(40);
        assertThat(met)
                .as("states that were met")
                .containsAll(Stream.of(State.values()).filter(s -> !s.isEnd()).toList());
    }

    /** Ten thousand of them, or as many as {@code -Dminutes=} allows. */
    @Test
    @Tag("nightly")
    void inTenThousandSequencesTheRulesHold() {
        sequences(Integer.getInteger("sequences", 10_000));
        assertThat(met).as("states that were met").containsExactlyInAnyOrder(State.values());
    }

    /** @return how many were begun before the time was over */
    private int sequences(int times) {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        world = new World(folder);
        try {
            acts = world.server.bean(ActService.class);
            store = world.server.bean(EvaluationStore.class);
            trustAgain();
            world.addAccount("national", "authority", List.of("NATIONAL_AUTHORITY"));
            world.addAccount("collector", "university", List.of("DATA_PROVIDER"));
            world.accounts.forEach((login, id) -> people.put(
                    login, world.server.bean(Accounts.class).person(id).orElseThrow()));
            List<String> beginnings = new Beginnings().all();
            long began = System.nanoTime();
            long end = began + TimeUnit.MINUTES.toNanos(Integer.getInteger("minutes", 600));
            int begun = 0;
            while (begun < times && System.nanoTime() < end) {
                // each beginning in its turn, so that no state waits for luck
                sequence(beginnings.get(begun % beginnings.size()), new Random(seed + begun));
                begun++;
                if (begun % 50 == 0) {
                    trustAgain();
                }
            }
            System.out.printf(
                    "T16: %d sequences, %d acts tried, %d done (%d kinds), %d refused, %d of %d states met, %d s%n",
                    begun,
                    done + refused,
                    done,
                    accepted.size(),
                    refused,
                    met.size(),
                    State.values().length,
                    (System.nanoTime() - began) / 1_000_000_000);
            return begun;
        } finally {
            world.server.close();
        }
    }

    /** Random terminations end the hospital's standing; the network confirms it anew. */
    private void trustAgain() {
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"), Optional.of(LocalDate.of(2026, 1, 16)), Optional.empty());
    }

    /**
     * Evaluations that were led to each state by those who may, and copies of them: a random walk from the draft would hardly ever
     * reach the review.
     */
    private final class Beginnings {

        private final List<String> kept = new ArrayList<>();

        List<String> all() {
            application();
            conduct(rapid());
            review();
            return List.copyOf(kept);
        }

        private Walk keep(Walk walk) {
            kept.add(copy(walk.id));
            return walk;
        }

        private Walk branch(Walk walk) {
            return new Walk(world, Walk.USUAL, copy(walk.id));
        }

        private void application() {
            Walk draft = keep(Walk.begin(world));
            Walk declared = draft.does("initiator", "declare-interests", "INITIATOR", Walk.interests());
            Walk submitted = keep(declared.does("initiator", "submit-application", "INITIATOR", Map.of()));
            keep(branch(submitted).authority("return-application", Map.of("text", "补正")));
        }

        private Walk rapid() {
            Map<String, Object> application = world.application("authority");
            application.put("pace", "rapid");
            application.put("rapidReason", "controversy");
            Walk rapid = keep(Walk.begin(world, Walk.USUAL, application));
            return keep(rapid.accepted().implemented("trusted-point").consulted());
        }

        private void conduct(Walk rapid) {
            keep(branch(rapid)
                    .implementer("answer-minutes", Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明")))));
            Walk walk = keep(Walk.begin(world).accepted());
            keep(walk.implemented("trusted-point"));
            keep(branch(walk).submitted());
            keep(branch(walk).consulted());
            keep(walk.revised());
            keep(walk.authority("lock-protocol", Map.of()));
            keep(branch(walk).implementer("ask-termination", Map.of("text", "数据不足")));
            Walk running = branch(walk);
            keep(running.implementer("start-conduct", running.authorisation()));
        }

        private void review() {
            Walk walk = keep(Walk.begin(world)
                    .accepted()
                    .implemented("trusted-point")
                    .locked()
                    .analysed());
            keep(walk.reported());
            keep(branch(walk).authority("assign-experts", walk.experts()));
            keep(walk.inReview());
            keep(branch(walk).authority("call-panel", Map.of("text", "等级有分歧")));
            keep(walk.reviewed());
            keep(branch(walk).authority("ask-findings", Map.of("findings", List.of("一", "二"))));
            keep(walk.graded());
            keep(walk.archived());
            keep(branch(walk).prepared());
            keep(walk.published());
            keep(walk.authority("start-monitoring", Map.of("indicators", List.of("费用"))));
            keep(walk.authority("record-monitoring", LARGE_COST));
        }
    }

    /** The rows of an evaluation once more, without the ledger: what follows is looked at act by act. */
    private String copy(String id) {
        String copy = UUID.randomUUID().toString();
        world.server.bean(TransactionTemplate.class).executeWithoutResult(status -> {
            JdbcClient jdbc = world.server.bean(JdbcClient.class);
            jdbc.sql("INSERT INTO evaluation (id, number, " + COLUMNS
                            + ") SELECT CAST(? AS VARCHAR(36)), CAST(? AS VARCHAR(40)), " + COLUMNS
                            + " FROM evaluation WHERE id = ?")
                    .params(copy, "copy-" + copies++, id)
                    .update();
            for (String[] table : List.of(
                    new String[] {"party", "role, organisation_id, account_id"},
                    new String[] {"filing", "number, act, role, account_id, filed_at, state, body, sha256"})) {
                jdbc.sql("INSERT INTO " + table[0] + " (evaluation_id, " + table[1]
                                + ") SELECT CAST(? AS VARCHAR(36)), " + table[1] + " FROM " + table[0]
                                + " WHERE evaluation_id = ?")
                        .params(copy, id)
                        .update();
            }
        });
        return copy;
    }

    private void sequence(String beginning, Random random) {
        String id = copy(beginning);
        String document = java.util.Objects.requireNonNull(world.server
                        .bean(TransactionTemplate.class)
                        .execute(s -> world.server
                                .bean(Documents.class)
                                .add(id, world.accounts.get("initiator"), "a.pdf", "x", World.file("a.pdf"))))
                .id();
        Case now = store.find(id).orElseThrow();
        for (int step = 0; step < STEPS; step++) {
            met.add(now.evaluation().state());
            if (now.evaluation().state().isEnd()) {
                return;
            }
            Move move = random.nextInt(5) == 0 ? anything(random) : likely(now, random);
            now = tryOne(now, move, form(move.act(), now, document, random));
        }
        met.add(now.evaluation().state());
    }

    private record Move(Person person, Role role, String act) {}

    private <T> T one(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private Move anything(Random random) {
        Person person = one(people.values().stream().toList(), random);
        List<Act> all = acts.table().acts().stream()
                .filter(a -> !a.begins() && !a.id().startsWith("read"))
                .toList();
        return new Move(
                person, one(List.of(Role.values()), random), one(all, random).id());
    }

    /** An act of the present state, mostly one that the person has not done yet; those that lead on more often than those that end it. */
    private Move likely(Case file, Random random) {
        List<Move> moves = new ArrayList<>();
        for (Person person : people.values()) {
            for (Role role : person.roles()) {
                for (Act act : acts.table()
                        .offered(file.evaluation().state(), role, file.relation(person, role), file.held(person))) {
                    boolean ends = act.to().filter(State::isEnd).isPresent()
                            || act.id().contains("terminat");
                    if (!act.id().startsWith("read") && (!ends || random.nextInt(8) == 0)) {
                        moves.add(new Move(person, role, act.id()));
                        if (act.moves()) {
                            moves.add(new Move(person, role, act.id()));
                        }
                    }
                }
            }
        }
        List<Move> fresh = moves.stream()
                .filter(move -> file.filings().stream()
                        .noneMatch(f -> f.act().equals(move.act())
                                && f.account().equals(move.person().id())))
                .toList();
        if (moves.isEmpty()) {
            return anything(random);
        }
        return one(fresh.isEmpty() || random.nextInt(4) == 0 ? moves : fresh, random);
    }

    /** @return the evaluation as it is afterwards */
    private Case tryOne(Case before, Move move, Object form) {
        long version = before.evaluation().version();
        try {
            acts.perform(new ActService.Order(
                    move.person(),
                    move.role(),
                    move.act(),
                    before.evaluation().id(),
                    version,
                    Client.JSON.valueToTree(form)));
        } catch (SteelyardException refusal) {
            refused++;
            assertThat(store.find(before.evaluation().id()).orElseThrow())
                    .as("a refusal changes nothing")
                    .isEqualTo(before);
            return before;
        }
        done++;
        accepted.add(move.act());
        Case after = store.find(before.evaluation().id()).orElseThrow();
        look(before, after);
        return after;
    }

    private void look(Case before, Case after) {
        State from = before.evaluation().state();
        State to = after.evaluation().state();
        Filing last = after.filings().getLast();
        assertThat(after.filings()).hasSize(before.filings().size() + 1);
        assertThat(after.filings().subList(0, before.filings().size())).isEqualTo(before.filings());
        if (from != to) {
            assertThat(NEXT.getOrDefault(from, Set.of()))
                    .as("%s to %s by %s", from, to, last.act())
                    .contains(to);
        }
        assertThat(last.account()).as("the provider of the product").isNotIn(kept(last));
        if (from.isLocked()) {
            // what was filed before is the same, so the protocol in force is, unless a text came or an amendment was
            // decided on
            assertThat(last.body()).as(last.act()).isNotInstanceOf(Body.ProtocolText.class);
            assertThat(last.body() instanceof Body.AmendmentDecision)
                    .as(last.act())
                    .isEqualTo(last.act().equals("decide-amendment"));
        }
        Set<String> authors = after.filings().stream()
                .filter(f -> f.role() == Role.INITIATOR || f.role() == Role.IMPLEMENTER)
                .map(Filing::account)
                .collect(Collectors.toSet());
        if (last.body() instanceof Body.Review
                || last.body() instanceof Body.Grade
                || last.body() instanceof Body.Approval) {
            assertThat(authors).as(last.act()).doesNotContain(last.account());
        }
        if (to == State.GRADED && from != to) {
            graded(after, authors);
        }
        if (to == State.PUBLISHED && from != to) {
            released(after, authors);
        }
    }

    /** Acts of the maker other than on his own documents, interests and comments. */
    private Set<String> kept(Filing last) {
        boolean his = Set.of("supply-documents", "declare-interests", "comment-public")
                .contains(last.act());
        return his ? Set.of() : Set.of(world.accounts.get("maker"));
    }

    private static void graded(Case after, Set<String> authors) {
        int report = numbers(after, "submit-report").getLast();
        Set<String> reviewers = after.filings().stream()
                .filter(f -> f.act().equals("submit-review") && f.number() > report)
                .map(Filing::account)
                .collect(Collectors.toSet());
        after.of("declare-recusal").map(Filing::account).forEach(reviewers::remove);
        assertThat(reviewers).hasSizeGreaterThanOrEqualTo(2).doesNotContainAnyElementsOf(authors);
    }

    private static void released(Case after, Set<String> authors) {
        int prepared = numbers(after, "prepare-release").getLast();
        String preparer = after.filings().get(prepared - 1).account();
        Set<String> approvers = after.filings().stream()
                .filter(f -> f.act().equals("approve-release") && f.number() > prepared)
                .map(Filing::account)
                .collect(Collectors.toCollection(HashSet::new));
        approvers.removeAll(authors);
        approvers.remove(preparer);
        assertThat(approvers)
                .as("two who are neither authors nor wrote the release")
                .hasSizeGreaterThanOrEqualTo(2);
    }

    private static List<Integer> numbers(Case file, String act) {
        return file.of(act).map(Filing::number).toList();
    }

    /** Mostly what the act asks for; sometimes nothing. */
    private Object form(String act, Case file, String document, Random random) {
        if (random.nextInt(12) == 0) {
            return Map.of();
        }
        int finding = 1 + random.nextInt(2);
        return switch (act) {
            case "declare-interests" -> Walk.interests();
            case "edit-application" -> world.application("authority");
            case "set-implementer" ->
                Map.of(
                        "organisation",
                        world.organisations.get("hospital"),
                        "account",
                        world.accounts.get("researcher"),
                        "kind",
                        "trusted-point",
                        "reason",
                        "具备条件",
                        "followsGuide",
                        true);
            case "name-data-provider" ->
                Map.of(
                        "organisation",
                        world.organisations.get("university"),
                        "source",
                        "结算数据",
                        "contact",
                        "示范",
                        "agreement",
                        document,
                        "traceable",
                        random.nextBoolean());
            case "edit-protocol" -> Map.of("yaml", random.nextInt(5) == 0 ? "id: [" : World.plan());
            case "record-minutes" -> Walk.minutes();
            case "answer-minutes" -> Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明")));
            case "start-conduct" ->
                Map.of(
                        "ethicsNumber", "2026-017",
                        "ethicsOn", "2026-02-01",
                        "dataAuthorisation", "协议",
                        "documents", List.of(document));
            case "propose-amendment" ->
                Map.of("yaml", World.plan(), "section", "x", "reason", "y", "afterResults", random.nextBoolean());
            case "decide-amendment" ->
                Map.of(
                        "amendment",
                        numbers(file, "propose-amendment").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "approved",
                        random.nextBoolean(),
                        "reason",
                        "z");
            case "log-extraction" -> Walk.extraction();
            case "file-governance-report" -> Map.of("summary", "数据治理", "document", document);
            case "record-run" -> Map.of("results", Walk.results());
            case "supply-documents" -> Map.of("note", "说明书", "documents", List.of(document));
            case "submit-report" ->
                Map.of(
                        "document",
                        document,
                        "run",
                        numbers(file, "record-run").stream().reduce((a, b) -> b).orElse(1),
                        "parts",
                        org.steelyard.platform.evaluation.Checklist.REPORT_PARTS,
                        "summaryZh",
                        "摘要",
                        "summaryEn",
                        "Abstract");
            case "assign-experts" ->
                Map.of(
                        "experts",
                        List.of(
                                Map.of("account", world.accounts.get("expert1"), "field", "clinical"),
                                Map.of("account", world.accounts.get("expert2"), "field", "health-economics"),
                                Map.of(
                                        "account",
                                        world.accounts.get(random.nextInt(6) == 0 ? "expert3" : "expert1"),
                                        "field",
                                        "statistics")));
            case "submit-review" -> Walk.opinion();
            case "record-repeat" -> Map.of("comparison", "主要分析", "agrees", random.nextInt(3) > 0, "differences", "标准误");
            case "ask-findings" -> Map.of("findings", List.of("一", "二"));
            case "answer-finding" -> Map.of("finding", finding, "answer", "见报告");
            case "close-finding" -> Map.of("finding", finding, "verdict", "已说明");
            case "grade", "grade-after-panel" -> Walk.grade();
            case "approve-release" -> Map.of("comment", "同意");
            case "prepare-release" -> Walk.publication();
            case "start-monitoring" ->
                Map.of(
                        "indicators",
                        List.of("费用"),
                        "routineDue",
                        LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString());
            case "record-monitoring" -> LARGE_COST;
            case "set-trigger" ->
                Map.of(
                        "name",
                        "规则" + random.nextInt(2),
                        "measure",
                        "total-cost",
                        "comparison",
                        "at-least",
                        "value",
                        random.nextInt(2) * 100,
                        "window",
                        1,
                        "ended",
                        random.nextInt(4) == 0);
            case "record-pathway" -> Map.of("pathway", "p", "effectiveOn", "2026-01-01", "change", "c", "major", true);
            case "ask-support" -> Map.of("kinds", List.of("data"), "ground", "concern", "text", "理由");
            case "decide-support" ->
                Map.of(
                        "request",
                        numbers(file, "ask-support").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "approved",
                        false,
                        "reason",
                        "理由");
            case "record-collection" ->
                Map.of("on", "2026-03-01", "rows", List.of(Map.of("name", "随访", "planned", 9, "actual", 9)));
            case "record-quality-control" ->
                Map.of(
                        "link",
                        "analysis",
                        "items",
                        QualityLinks.items().stream()
                                .filter(item -> item.link().equals("analysis"))
                                .map(item -> Map.of("item", item.id(), "verdict", "pass"))
                                .toList());
            case "compare-sample" ->
                Map.of(
                        "extraction",
                        numbers(file, "log-extraction").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "seed",
                        1,
                        "size",
                        10,
                        "wrong",
                        0);
            case "compare-quality" ->
                Map.of("measures", List.of(Map.of("name", "完整率", "reported", 1, "recomputed", 1)), "conclusion", "一致");
            case "record-access" ->
                Map.of(
                        "item",
                        Walk.ITEM,
                        "year",
                        2025,
                        "by",
                        "region",
                        "groups",
                        List.of(
                                Map.of("name", "a", "people", 900, "users", 300),
                                Map.of("name", "b", "people", 900, "users", 300)));
            case "submit-application", "accept-application", "submit-protocol", "submit-revision", "lock-protocol" ->
                Map.of();
            case "lock-rapid-protocol", "finish-analysis", "start-review", "return-to-review", "archive", "publish" ->
                Map.of();
            default -> Map.of("text", "理由");
        };
    }
}
