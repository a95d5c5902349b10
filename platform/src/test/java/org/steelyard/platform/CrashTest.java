package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.governance.verify.LedgerVerifier;
import org.steelyard.platform.Client.Answer;
import tools.jackson.databind.JsonNode;

/** T1: the server is killed while people write; what was acknowledged is there once, and the ledger agrees with it. */
class CrashTest {

    private static final int WRITERS = 6;

    /** In hundredths of a second. */
    private static final int LONGEST_WAIT = 6_000;

    @TempDir
    private Path folder;

    private final Map<String, String> acknowledged = Collections.synchronizedMap(new TreeMap<>());
    private final AtomicInteger next = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(Database.class)
    @Tag("slow")
    void acknowledgedWritesSurviveTheKill(Database database) throws Exception {
        killed(database, 1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    @Tag("nightly")
    void acknowledgedWritesSurviveManyKills(Database database) throws Exception {
        assumeTrue(database.name().matches(System.getProperty("database", ".*")), "the other database was asked for");
        killed(database, Integer.getInteger("kills", 20));
    }

    private void killed(Database database, int times) throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed + " on " + database);
        Random random = new Random(seed);
        List<String> settings = database.settings(folder);
        World world = new World(Server.start(settings));
        Map<String, Object> form = world.application("authority");
        world.server.close();
        Path log = folder.resolve("server.log");
        long slowest = 0;
        for (int kill = 0; kill < times; kill++) {
            long began = System.nanoTime();
            try (ServerProcess server = ServerProcess.start(settings, log)) {
                slowest = Math.max(slowest, (System.nanoTime() - began) / 1_000_000);
                writeUntilKilled(server, form, 700 + random.nextInt(1500));
            }
        }
        System.out.printf(
                "T1 %s: %d kills, %d acknowledged writes, slowest start %d ms%n",
                database, times, acknowledged.size(), slowest);
        try (Server server = Server.start(settings)) {
            everythingIsThereOnce(server);
        }
    }

    private void writeUntilKilled(ServerProcess server, Map<String, Object> form, int milliseconds) throws Exception {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            Client client = server.client();
            assertThat(client.signIn("initiator").status()).isEqualTo(200);
            clients.add(client);
        }
        AtomicBoolean going = new AtomicBoolean(true);
        int before = acknowledged.size();
        try (ExecutorService pool = Executors.newFixedThreadPool(WRITERS)) {
            clients.forEach(client -> pool.submit(() -> {
                while (going.get()) {
                    write(client, form);
                }
            }));
            for (int i = 0; i < LONGEST_WAIT && acknowledged.size() == before; i++) {
                TimeUnit.MILLISECONDS.sleep(10); // on a busy machine the first write takes its time
            }
            TimeUnit.MILLISECONDS.sleep(milliseconds);
            server.kill();
            going.set(false);
        }
        assertThat(acknowledged.size()).as("writes were going on").isGreaterThan(before);
    }

    /** What was not answered counts neither way: it may be there or not, but whole. */
    private void write(Client client, Map<String, Object> form) {
        String title = "write-" + next.incrementAndGet();
        Map<String, Object> mine = new HashMap<>(form);
        mine.put("titleEn", title);
        try {
            Answer answer = client.post("/api/v1/evaluations?role=INITIATOR", mine);
            if (answer.status() == 201) {
                acknowledged.put(answer.json().path("id").asString(), title);
            }
        } catch (RuntimeException killed) {
            // the connection ended with the server
        }
    }

    private void everythingIsThereOnce(Server server) throws Exception {
        Client initiator = server.client();
        assertThat(initiator.signIn("initiator").status()).isEqualTo(200);
        Map<String, String> there = new TreeMap<>();
        Set<String> titles = new HashSet<>();
        int total = Integer.MAX_VALUE;
        for (int page = 0; page * 200 < total; page++) {
            JsonNode found =
                    initiator.get("/api/v1/evaluations?size=200&page=" + page).json();
            total = found.path("total").asInt();
            for (JsonNode item : found.path("items")) {
                String title = item.path("title").path("en").asString();
                assertThat(there.put(item.path("id").asString(), title)).isNull();
                assertThat(titles.add(title)).as("doubled: " + title).isTrue();
            }
        }
        assertThat(there).containsAllEntriesOf(acknowledged);
        Client auditor = server.client();
        assertThat(auditor.signIn("auditor").status()).isEqualTo(200);
        StringBuilder lines = new StringBuilder();
        String some;
        for (int from = 0;
                !(some = auditor.get("/api/v1/ledger/entries?size=5000&from=" + from)
                                .text())
                        .isEmpty(); ) {
            lines.append(some);
            from += (int) some.lines().count();
        }
        theLedgerAgrees(lines.toString(), there.keySet());
        Path entries = Files.writeString(folder.resolve("entries.jsonl"), lines);
        Path checkpoints = Files.writeString(
                folder.resolve("checkpoints.txt"),
                auditor.get("/api/v1/ledger/checkpoints").text());
        Path key = Files.writeString(
                folder.resolve("key.pem"), auditor.get("/api/v1/ledger/key").text());
        assertThat(LedgerVerifier.verify(entries, List.of(checkpoints), key).faults())
                .isEmpty();
    }

    /** One entry for each evaluation, and no entry without one: neither half of a write is ever alone. */
    private static void theLedgerAgrees(String lines, Set<String> evaluations) {
        List<String> created = lines.lines()
                .map(Client.JSON::readTree)
                .filter(e -> e.path("act").asString().equals("create")
                        && e.path("outcome").asString().equals("DONE"))
                .map(e -> e.path("object").asString().replace("evaluation/", ""))
                .toList();
        assertThat(created).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(evaluations);
    }
}
