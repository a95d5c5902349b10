package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.ActService;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.ledger.LedgerStore;
import tools.jackson.databind.JsonNode;

/** T4: many at once on one object, exactly one winner each round, and nothing lost. */
class RaceTest {

    private static final int THREADS = 64;
    private static final int ROUNDS = 30;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Database.class)
    void sixtyFourWithdrawalsOfOneEvaluationHaveOneWinner(Database database) throws Exception {
        World world = new World(database, folder);
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            ActService acts = world.server.bean(ActService.class);
            EvaluationStore store = world.server.bean(EvaluationStore.class);
            LedgerStore ledger = world.server.bean(LedgerStore.class);
            Person person = world.server
                    .bean(Accounts.class)
                    .person(world.accounts.get("initiator"))
                    .orElseThrow();
            JsonNode form = Client.JSON.valueToTree(world.application("authority"));
            JsonNode reason = Client.JSON.valueToTree(Map.of("text", "撤回"));
            for (int round = 0; round < ROUNDS; round++) {
                Evaluation evaluation = acts.create(person, Role.INITIATOR, form);
                long before = ledger.size();
                CountDownLatch start = new CountDownLatch(1);
                List<Future<Boolean>> tries = new ArrayList<>();
                for (int i = 0; i < THREADS; i++) {
                    tries.add(pool.submit(() -> {
                        start.await();
                        try {
                            acts.perform(new ActService.Order(
                                    person, Role.INITIATOR, "withdraw", evaluation.id(), evaluation.version(), reason));
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
                assertThat(winners).as("round %d", round).isEqualTo(1);
                assertThat(ledger.size() - before).isEqualTo(THREADS);
                assertThat(store.find(evaluation.id())
                                .orElseThrow()
                                .evaluation()
                                .state())
                        .isEqualTo(State.WITHDRAWN);
                assertThat(store.find(evaluation.id()).orElseThrow().filings()).hasSize(2);
            }
        } finally {
            world.server.close();
        }
    }
}
