package org.steelyard.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.steelyard.platform.Client.Answer;

/** Two hundred users who read nineteen times and write once, with a second of thought: {@code LoadProgram SECONDS [SEED]}. */
final class LoadProgram {

    private static final int USERS = 200;
    private static final int THOUGHT_MILLISECONDS = 1000;

    private LoadProgram() {}

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Path folder = Files.createTempDirectory("steelyard-load");
        World world = new World(Server.start(folder));
        String id = world.client("initiator")
                .post("/api/v1/evaluations?role=INITIATOR", world.application("authority"))
                .json()
                .path("id")
                .asString();
        Map<String, Object> form = world.application("authority");
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            Client client = world.server.client();
            client.signIn("initiator");
            clients.add(client);
        }
        ConcurrentLinkedQueue<Long> reads = new ConcurrentLinkedQueue<>();
        ConcurrentLinkedQueue<Long> writes = new ConcurrentLinkedQueue<>();
        AtomicInteger errors = new AtomicInteger();
        Instant end = Instant.now().plus(Duration.ofSeconds(seconds));
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < USERS; i++) {
                Client client = clients.get(i);
                Random random = new Random(seed + i);
                pool.submit(() -> {
                    Thread.sleep(random.nextInt(THOUGHT_MILLISECONDS));
                    while (Instant.now().isBefore(end)) {
                        boolean write = random.nextInt(20) == 0;
                        long start = System.nanoTime();
                        try {
                            Answer answer = write
                                    ? client.post("/api/v1/evaluations?role=INITIATOR", form)
                                    : client.get(read(random.nextInt(4), id));
                            errors.addAndGet(answer.status() >= 400 ? 1 : 0);
                        } catch (RuntimeException e) {
                            errors.incrementAndGet();
                        }
                        (write ? writes : reads).add((System.nanoTime() - start) / 1_000_000);
                        Thread.sleep(THOUGHT_MILLISECONDS / 2 + random.nextInt(THOUGHT_MILLISECONDS));
                    }
                    return null;
                });
            }
        }
        world.server.close();
        System.out.printf(
                "users %d, seconds %d, seed %d, reads %d (p50 %d p99 %d ms), writes %d (p50 %d p99 %d ms), errors %d%n",
                USERS,
                seconds,
                seed,
                reads.size(),
                part(reads, 0.5),
                part(reads, 0.99),
                writes.size(),
                part(writes, 0.5),
                part(writes, 0.99),
                errors.get());
        System.exit(0);
    }

    private static String read(int which, String id) {
        return switch (which) {
            case 0 -> "/api/v1/todo";
            case 1 -> "/api/v1/evaluations?size=20";
            case 2 -> "/api/v1/evaluations/" + id;
            default -> "/api/v1/notices";
        };
    }

    private static long part(ConcurrentLinkedQueue<Long> times, double share) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }
}
