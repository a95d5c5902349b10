package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
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
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Documents;
import org.steelyard.platform.evaluation.EvaluationStore;

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

    @TempDir
    private Path folder;

    private World world;
    private RulesByHand rules;
    private LikelyForms forms;
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
            rules = new RulesByHand(world.accounts.get("maker"));
            forms = new LikelyForms(world);
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
            keep(walk.authority("record-monitoring", LikelyForms.LARGE_COST));
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
            now = tryOne(now, move, forms.of(move.act(), now, document, random));
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
        rules.look(before, after);
        return after;
    }
}
