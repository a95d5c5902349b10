package org.steelyard.platform;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.steelyard.platform.Client.Answer;

/**
 * Two hundred people of twenty societies, each with an account and a session of his own, who read nineteen times and write once,
 * with a second of thought between: {@code LoadProgram SECONDS [SEED] [EMBEDDED|POSTGRESQL]}. Those who call and what is called share
 * one process. A call that is answered with 400 or more, or not at all, is an error.
 */
final class LoadProgram {

    private static final int USERS = 200;
    private static final int HOUSES = 20;
    private static final int THOUGHT_MILLISECONDS = 1000;

    private final World world;
    private final Instant end;
    private final Map<String, ConcurrentLinkedQueue<Long>> times = new TreeMap<>();
    private final AtomicInteger errors = new AtomicInteger();

    private LoadProgram(World world, int seconds) {
        this.world = world;
        end = Instant.now().plus(Duration.ofSeconds(seconds));
        Stream.of("todo", "list", "evaluation", "notices", "create", "edit")
                .forEach(kind -> times.put(kind, new ConcurrentLinkedQueue<>()));
    }

    public static void main(String[] args) throws Exception {
        int seconds = Integer.parseInt(args[0]);
        long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
        Database database = args.length > 2 ? Database.valueOf(args[2].toUpperCase(Locale.ROOT)) : Database.EMBEDDED;
        Path folder = Files.createTempDirectory("steelyard-load");
        World world = new World(Server.start(database.settings(folder)));
        List<Client> clients = people(world);
        List<String> own =
                clients.stream().map(client -> application(world, client)).toList();
        LoadProgram load = new LoadProgram(world, seconds);
        load.run(clients, own, seed);
        load.say(database, seconds, seed);
        System.exit(0);
    }

    private static List<Client> people(World world) {
        List<Client> clients = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String house = "house" + i % HOUSES;
            if (i < HOUSES) {
                world.addOrganisation(house, "ACADEMIC_SOCIETY", "990100");
            }
            world.addAccount("user" + i, house, List.of("INITIATOR"));
            clients.add(world.client("user" + i));
        }
        return clients;
    }

    /** Everybody has an application of his own before it begins: that all begin one in the same second is no working day. */
    private static String application(World world, Client client) {
        return client.post("/api/v1/evaluations?role=INITIATOR", world.application("authority"))
                .json()
                .path("id")
                .asString();
    }

    private void run(List<Client> clients, List<String> own, long seed) throws Exception {
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> users = new ArrayList<>();
            for (int i = 0; i < clients.size(); i++) {
                Client client = clients.get(i);
                String first = own.get(i);
                Random random = new Random(seed + i);
                users.add(pool.submit(() -> {
                    Thread.sleep(random.nextInt(THOUGHT_MILLISECONDS));
                    user(client, first, random);
                    return null;
                }));
            }
            for (Future<?> user : users) {
                user.get();
            }
        }
    }

    private void user(Client client, String first, Random random) throws InterruptedException {
        String own = first;
        while (Instant.now().isBefore(end)) {
            boolean write = random.nextInt(20) == 0;
            if (write && random.nextInt(4) == 0) {
                Answer made = timed(
                        "create",
                        () -> client.post("/api/v1/evaluations?role=INITIATOR", world.application("authority")));
                own = made.json().path("id").asString(own);
            } else if (write) {
                String id = own;
                Map<String, Object> form = world.application("authority");
                form.put("background", "背景 " + random.nextInt());
                String etag = timed("evaluation", () -> client.get("/api/v1/evaluations/" + id))
                        .etag();
                timed("edit", () -> client.act(id, "edit-application", "INITIATOR", form, etag));
            } else {
                read(client, random.nextInt(4), own);
            }
            Thread.sleep(THOUGHT_MILLISECONDS / 2 + random.nextInt(THOUGHT_MILLISECONDS));
        }
    }

    private void read(Client client, int which, String id) {
        switch (which) {
            case 0 -> timed("todo", () -> client.get("/api/v1/todo"));
            case 1 -> timed("list", () -> client.get("/api/v1/evaluations?size=20"));
            case 2 -> timed("evaluation", () -> client.get("/api/v1/evaluations/" + id));
            default -> timed("notices", () -> client.get("/api/v1/notices"));
        }
    }

    private interface Call {
        Answer go();
    }

    private Answer timed(String kind, Call call) {
        long start = System.nanoTime();
        Answer answer;
        try {
            answer = call.go();
        } catch (RuntimeException e) {
            answer = new Answer(599, Client.JSON.createObjectNode(), e.toString(), "");
        }
        times.get(kind).add((System.nanoTime() - start) / 1_000_000);
        if (answer.status() >= 400 && errors.incrementAndGet() <= 5) {
            System.out.println(kind + " " + answer.status() + " " + answer.text());
        }
        return answer;
    }

    private void say(Database database, int seconds, long seed) {
        System.out.printf(
                "users %d, seconds %d, seed %d, database %s, processors %d%n",
                USERS, seconds, seed, database, Runtime.getRuntime().availableProcessors());
        List<Long> reads = new ArrayList<>();
        List<Long> writes = new ArrayList<>();
        times.forEach((kind, all) -> {
            line(kind, List.copyOf(all));
            (kind.equals("create") || kind.equals("edit") ? writes : reads).addAll(all);
        });
        line("reads", reads);
        line("writes", writes);
        System.out.printf(
                Locale.ROOT,
                "errors %d of %d (%.4f %%)%n",
                errors.get(),
                reads.size() + writes.size(),
                100.0 * errors.get() / (reads.size() + writes.size()));
    }

    private static void line(String kind, List<Long> times) {
        System.out.printf(
                "%-10s %7d  p50 %5d  p95 %5d  p99 %5d  max %5d ms%n",
                kind, times.size(), part(times, 0.5), part(times, 0.95), part(times, 0.99), part(times, 1));
    }

    private static long part(List<Long> times, double share) {
        long[] sorted = times.stream().mapToLong(Long::longValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[(int) Math.min(sorted.length - 1, sorted.length * share)];
    }
}
