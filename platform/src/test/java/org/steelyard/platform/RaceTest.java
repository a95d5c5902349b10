package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.ledger.LedgerStore;
import tools.jackson.databind.JsonNode;

/** T4: many at once on one object, exactly one winner each round, and nothing lost. */
class RaceTest {

    private static final int THREADS = 64;
    private static final int ROUNDS = 30;
    private static final int MANY_ROUNDS = Integer.getInteger("rounds", 10_000);

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void sixtyFourWithdrawalsOfOneEvaluationHaveOneWinner(Database database) throws Exception {
        World world = new World(database, folder);
        try (Racers racers = new Racers(world)) {
            for (int round = 0; round < ROUNDS; round++) {
                Evaluation evaluation = racers.created();
                racers.race(evaluation.id(), "initiator", Role.INITIATOR, "withdraw", Map.of("text", "撤回"));
                Case after = racers.file(evaluation.id());
                assertThat(after.evaluation().state()).isEqualTo(State.WITHDRAWN);
                assertThat(after.filings()).hasSize(2);
            }
        } finally {
            world.server.close();
        }
    }

    /**
     * The pass figure of T4: ten thousand rounds, or as many as {@code -Dminutes=} allows; every edit that won is there, in order, and
     * no other.
     */
    @ParameterizedTest
    @EnumSource(Database.class)
    @Tag("nightly")
    void tenThousandRoundsHaveTenThousandWinners(Database database) throws Exception {
        assumeTrue(database.name().matches(System.getProperty("database", ".*")), "the other database was asked for");
        World world = new World(database, folder);
        long began = System.nanoTime();
        long end = began + TimeUnit.MINUTES.toNanos(Integer.getInteger("minutes", 600));
        int round = 0;
        try (Racers racers = new Racers(world)) {
            while (round < MANY_ROUNDS && System.nanoTime() < end) {
                Evaluation evaluation = racers.created();
                for (int i = 0; i < 20 && round < MANY_ROUNDS; i++, round++) {
                    racers.race(evaluation.id(), "initiator", Role.INITIATOR, "declare-interests", Walk.interests());
                    assertThat(racers.file(evaluation.id()).filings()).hasSize(i + 2);
                }
            }
            System.out.printf(
                    "T4 %s: %d rounds of %d threads in %d s, one winner each%n",
                    database, round, THREADS, (System.nanoTime() - began) / 1_000_000_000);
        } finally {
            world.server.close();
        }
    }

    /** Every kind of act that two people could do at the same moment, each raced where an evaluation meets it. */
    @ParameterizedTest
    @EnumSource(Database.class)
    void everyStepOfAnEvaluationIsTakenOnce(Database database) throws Exception {
        World world = new World(database, folder);
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"), Optional.of(LocalDate.of(2026, 1, 16)), Optional.empty());
        try (Racers racers = new Racers(world)) {
            Walk walk = Walk.begin(world);
            racers.race(walk.id, "initiator", Role.INITIATOR, "declare-interests", Walk.interests());
            racers.race(walk.id, "initiator", Role.INITIATOR, "submit-application", Map.of());
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "accept-application", Map.of());
            walk.implemented("trusted-point").revised();
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "lock-protocol", Map.of());
            racers.race(walk.id, "researcher", Role.IMPLEMENTER, "start-conduct", walk.authorisation());
            walk.implementer("log-extraction", Walk.extraction());
            walk.implementer(
                    "file-governance-report",
                    Map.of("summary", "数据治理", "document", walk.document("researcher", "governance.docx")));
            racers.race(walk.id, "researcher", Role.IMPLEMENTER, "record-run", Map.of("results", Walk.results()));
            walk.implementer("finish-analysis", Map.of());
            racers.race(walk.id, "researcher", Role.IMPLEMENTER, "submit-report", walk.report());
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "assign-experts", walk.experts());
            assertThat(racers.file(walk.id).experts()).hasSize(2);
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "start-review", Map.of());
            for (String expert : List.of("expert1", "expert2")) {
                walk.does(expert, "declare-interests", "EXPERT", Walk.interests());
                walk.does(
                        expert,
                        "record-repeat",
                        "EXPERT",
                        Map.of("comparison", "主要分析", "agrees", true, "differences", ""));
                racers.race(walk.id, expert, Role.EXPERT, "submit-review", Walk.opinion());
            }
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "grade", Walk.grade());
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "archive", Map.of());
            racers.race(walk.id, "researcher", Role.IMPLEMENTER, "prepare-release", Walk.publication());
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "approve-release", Map.of("comment", "同意"));
            racers.race(walk.id, "official2", Role.LOCAL_AUTHORITY, "approve-release", Map.of("comment", "同意"));
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "publish", Map.of());
            racers.race(
                    walk.id, "official", Role.LOCAL_AUTHORITY, "start-monitoring", Map.of("indicators", List.of("费用")));
            Map<String, Object> figure = Map.of(
                    "item", Walk.ITEM, "year", 2025, "fundSpending", 1, "frequency", 1, "totalCost", 200_000_000);
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "record-monitoring", figure);
            racers.race(walk.id, "official", Role.LOCAL_AUTHORITY, "open-re-evaluation", Map.of("text", "总费用"));
            assertThat(world.server.bean(EvaluationStore.class).all().stream()
                            .filter(e -> e.parent().filter(walk.id::equals).isPresent()))
                    .as("one child, however many tried")
                    .hasSize(1);
        } finally {
            world.server.close();
        }
    }

    /** Sixty-four who start at the same moment with what they all saw. */
    private static final class Racers implements AutoCloseable {

        private final World world;
        private final ActService acts;
        private final ExecutorService pool = Executors.newFixedThreadPool(THREADS);

        Racers(World world) {
            this.world = world;
            acts = world.server.bean(ActService.class);
        }

        Case file(String id) {
            return world.server.bean(EvaluationStore.class).find(id).orElseThrow();
        }

        private Person person(String login) {
            return world.server
                    .bean(Accounts.class)
                    .person(world.accounts.get(login))
                    .orElseThrow();
        }

        Evaluation created() {
            return acts.create(
                    person("initiator"), Role.INITIATOR, Client.JSON.valueToTree(world.application("authority")));
        }

        /** One wins, the others are refused, and the ledger has an entry of each. */
        void race(String id, String login, Role role, String act, Object form) throws Exception {
            LedgerStore ledger = world.server.bean(LedgerStore.class);
            Person person = person(login);
            JsonNode json = Client.JSON.valueToTree(form);
            Case seen = file(id);
            long before = ledger.size();
            CountDownLatch start = new CountDownLatch(1);
            List<Future<Boolean>> tries = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                tries.add(pool.submit(() -> {
                    start.await();
                    try {
                        acts.perform(new ActService.Order(
                                person, role, act, id, seen.evaluation().version(), json));
                        return true;
                    } catch (SteelyardException lost) {
                        return false;
                    }
                }));
            }
            start.countDown();
            int winners = 0;
            for (Future<Boolean> attempt : tries) {
                winners += attempt.get() ? 1 : 0;
            }
            assertThat(winners).as(act).isEqualTo(1);
            assertThat(ledger.size() - before).as(act).isEqualTo(THREADS);
            assertThat(file(id).filings()).as(act).hasSize(seen.filings().size() + 1);
            assertThat(file(id).evaluation().version())
                    .isEqualTo(seen.evaluation().version() + 1);
        }

        @Override
        public void close() {
            pool.close();
        }
    }
}
