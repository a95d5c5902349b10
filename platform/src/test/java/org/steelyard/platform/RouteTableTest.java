package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.evaluation.ExpertPool;
import org.steelyard.platform.ledger.LedgerStore;
import org.steelyard.platform.web.RouteTable;

/** T15 and T5: every route has a row, every cell of role and route answers as the row says, every write is one entry. */
class RouteTableTest {

    @TempDir
    private static Path folder;

    private static Server server;
    private static final Map<Role, Client> CLIENTS = new HashMap<>();

    @BeforeAll
    static void start() {
        server = Server.start(folder);
        assertThat(server.client().post("/api/v1/setup", World.setUp(true)).status())
                .isEqualTo(200);
        assertThat(server.bean(org.steelyard.platform.evaluation.EvaluationStore.class)
                        .all())
                .hasSize(10);
        Accounts accounts = server.bean(Accounts.class);
        String organisation = accounts.organisations().getFirst().id();
        for (Role role : Role.values()) {
            String login = "only-" + role.name().toLowerCase(java.util.Locale.ROOT);
            accounts.create(new Accounts.NewAccount(login, "示范", organisation, World.PASSWORD, Set.of(role)));
            Client client = server.client();
            assertThat(client.signIn(login).status()).isEqualTo(200);
            CLIENTS.put(role, client);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        Set<String> mapped = new TreeSet<>();
        server.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(info -> {
                    for (String path : info.getPatternValues()) {
                        info.getMethodsCondition().getMethods().forEach(method -> mapped.add(method + " " + path));
                    }
                });
        mapped.removeIf(route -> !route.contains(" /api/"));
        assertThat(mapped).isEqualTo(new TreeSet<>(RouteTable.standard().routes()));
    }

    @Test
    void everyCellOfRoleAndRouteAnswersAsTheRowSays() {
        RouteTable table = RouteTable.standard();
        int cells = 0;
        for (String route : new TreeSet<>(table.routes())) {
            String method = route.substring(0, route.indexOf(' '));
            String path = route.substring(route.indexOf(' ') + 1).replaceAll("\\{[a-z]+}", "absent");
            if (route.equals("DELETE /api/v1/session")) {
                continue;
            }
            for (Role role : Role.values()) {
                Answer answer = CLIENTS.get(role).send(method, path, body(method), Map.of());
                assertThat(answer.status()).as("%s as %s", route, role).isLessThan(500);
                boolean allowed = table.allows(
                        route, new org.steelyard.platform.account.Person("x", "x", "x", "x", Set.of(role)));
                boolean closed = answer.status() == 403
                        && answer.code().equals("PLATFORM-002")
                        && answer.text().contains("you may not do this");
                assertThat(closed)
                        .as("%s as %s: %s", route, role, answer.text())
                        .isEqualTo(!allowed);
                cells++;
            }
            Answer anybody = server.client().send(method, path, body(method), Map.of());
            assertThat(anybody.status() == 401 && !path.endsWith("/session") || table.isOpen(route))
                    .as("%s as anybody: %d %s", route, anybody.status(), anybody.text())
                    .isTrue();
            cells++;
        }
        assertThat(cells).isGreaterThan(400);
    }

    private static Object body(String method) {
        return method.equals("GET") || method.equals("DELETE") ? null : Map.of();
    }

    /** T5: what changes something leaves exactly one entry, whether it succeeds or is refused by a rule. */
    @Test
    void everyWriteIsOneEntry() {
        Accounts accounts = server.bean(Accounts.class);
        LedgerStore ledger = server.bean(LedgerStore.class);
        String organisation = accounts.organisations().getFirst().id();
        Client system = CLIENTS.get(Role.SYSTEM_ADMIN);
        Client security = CLIENTS.get(Role.SECURITY_ADMIN);
        Client national = CLIENTS.get(Role.NATIONAL_AUTHORITY);
        String[] account = new String[1];
        Map<String, Runnable> writes = new java.util.LinkedHashMap<>();
        writes.put(
                "POST /api/v1/organisations",
                () -> status(
                        system.post(
                                "/api/v1/organisations",
                                Map.of("nameZh", "医院", "nameEn", "Hospital", "kind", "HOSPITAL", "region", "990100")),
                        201));
        writes.put("POST /api/v1/accounts", () -> {
            Answer made = system.post(
                    "/api/v1/accounts", Map.of("login", "somebody", "name", "示范", "organisation", organisation));
            status(made, 201);
            account[0] = made.json().path("id").asString();
        });
        writes.put(
                "PUT /api/v1/accounts/{id}/roles",
                () -> status(
                        security.put("/api/v1/accounts/" + account[0] + "/roles", Map.of("roles", List.of("EXPERT"))),
                        204));
        writes.put(
                "POST /api/v1/accounts/{id}/first-password",
                () -> status(system.post("/api/v1/accounts/" + account[0] + "/first-password", Map.of()), 200));
        writes.put(
                "DELETE /api/v1/accounts/{id}/totp",
                () -> status(security.send("DELETE", "/api/v1/accounts/" + account[0] + "/totp", null, Map.of()), 204));
        writes.put(
                "PUT /api/v1/accounts/{id}/active",
                () -> status(system.put("/api/v1/accounts/" + account[0] + "/active", Map.of("active", false)), 204));
        writes.put(
                "POST /api/v1/organisations/{id}/standing",
                () -> status(
                        national.post(
                                "/api/v1/organisations/" + organisation + "/standing",
                                Map.of("kind", "confirmed", "on", "2026-01-16", "reason", "签约")),
                        201));
        String[] suggestion = new String[1];
        writes.put("POST /api/v1/public/suggestions", () -> {
            Answer made = server.client().post("/api/v1/public/suggestions", Map.of("text", "建议"));
            status(made, 201);
            suggestion[0] = made.json().path("id").asString();
        });
        String expert = server.bean(ExpertPool.class).experts().getFirst().id();
        writes.put(
                "PUT /api/v1/experts/{account}/fields",
                () -> status(
                        national.put("/api/v1/experts/" + expert + "/fields", Map.of("fields", List.of("law"))), 200));
        writes.put(
                "POST /api/v1/decisions",
                () -> status(
                        national.post(
                                "/api/v1/decisions",
                                Map.of(
                                        "kind", "other",
                                        "subject", "示范",
                                        "content", "示范",
                                        "reason", "无相关结果",
                                        "decidedOn", "2026-06-01")),
                        201));
        writes.put("POST /api/v1/session", () -> status(server.client().signIn("only-expert"), 200));
        writes.put(
                "refused sign-in",
                () -> status(
                        server.client().post("/api/v1/session", Map.of("login", "only-expert", "password", "wrong")),
                        401));
        writes.put(
                "refused POST /api/v1/evaluations",
                () -> status(national.post("/api/v1/evaluations?role=INITIATOR", Map.of()), 403));
        String authority = accounts.organisations().stream()
                .filter(o -> o.isAuthority())
                .findFirst()
                .orElseThrow()
                .id();
        Client own = server.client();
        String[] evaluation = new String[1];
        writes.put("POST /api/v1/evaluations", () -> {
            assertThat(own.signIn("demo-initiator").status()).isEqualTo(200);
            Answer made = own.post("/api/v1/evaluations?role=INITIATOR", draft(authority));
            status(made, 201);
            evaluation[0] = made.json().path("id").asString();
        });
        Client demo = server.client();
        assertThat(demo.signIn("demo-official").status()).isEqualTo(200);
        String open = demo.get("/api/v1/evaluations?state=SUBMITTED")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        writes.put(
                "PUT /api/v1/suggestions/{suggestion}/link",
                () -> status(
                        demo.put("/api/v1/suggestions/" + suggestion[0] + "/link", Map.of("evaluation", open)), 200));
        writes.put(
                "POST /api/v1/evaluations/{id}/documents",
                () -> status(
                        own.post("/api/v1/evaluations/" + evaluation[0] + "/documents?name=a.txt", World.file("a.txt")),
                        200));
        writes.put(
                "POST /api/v1/evaluations/{id}/acts/{act}",
                () -> status(own.act(evaluation[0], "withdraw", "INITIATOR", Map.of("text", "撤回")), 200));
        writes.put(
                "PUT /api/v1/session/password",
                () -> status(
                        own.put(
                                "/api/v1/session/password",
                                Map.of("present", World.PASSWORD, "next", "velvet-anchor-mosaic-31")),
                        204));
        writes.put("DELETE /api/v1/sessions/{session}", () -> {
            String session =
                    own.get("/api/v1/sessions").json().get(0).path("id").asString();
            status(own.send("DELETE", "/api/v1/sessions/" + session, null, Map.of()), 204);
        });
        writes.put("DELETE /api/v1/session", () -> {
            Client leaving = server.client();
            assertThat(leaving.signIn("only-patient").status()).isEqualTo(200);
            status(leaving.send("DELETE", "/api/v1/session", null, Map.of()), 204);
        });
        writes.put(
                "denied GET",
                () -> status(
                        CLIENTS.get(Role.PATIENT).get("/api/v1/evaluations/00000000-0000-0000-0000-000000000000"),
                        403));
        writes.put("denied POST", () -> status(CLIENTS.get(Role.PATIENT).post("/api/v1/organisations", Map.of()), 403));
        Map<String, Integer> signInsBefore = Map.of("POST /api/v1/evaluations", 1, "DELETE /api/v1/session", 1);
        Set<String> seen = new HashSet<>();
        writes.forEach((name, write) -> {
            long before = ledger.size();
            write.run();
            assertThat(ledger.size() - before).as(name).isEqualTo(1 + signInsBefore.getOrDefault(name, 0));
            seen.add(name);
        });
        Set<String> changing = new TreeSet<>(RouteTable.standard().routes());
        changing.removeIf(route -> route.startsWith("GET ") || seen.contains(route));
        assertThat(changing).as("what changes something and is not tried above").containsExactlyInAnyOrder(ELSEWHERE);
    }

    /** Tried in tests of their own (setup, one-time codes, runs), or of no consequence to anybody else. */
    private static final String[] ELSEWHERE = {
        "POST /api/v1/setup",
        "PUT /api/v1/session/totp",
        "POST /api/v1/evaluations/{id}/runs",
        "POST /api/v1/evaluations/{id}/runs/bundle",
        "DELETE /api/v1/evaluations/{id}/runs/{run}",
        "POST /api/v1/evaluations/{id}/protocol/check",
        "POST /api/v1/notices/read",
    };

    private static Map<String, Object> draft(String authority) {
        return Map.of(
                "titleZh", "草稿",
                "titleEn", "Draft",
                "authority", authority,
                "objectType", "drug",
                "scenario", "pricing",
                "pace", "routine");
    }

    private static void status(Answer answer, int expected) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(expected);
    }

    @Test
    void answersCarryTheHeadersThatProtectThem() throws Exception {
        var request = java.net.http.HttpRequest.newBuilder(
                        java.net.URI.create("http://127.0.0.1:" + server.port() + "/api/v1/process"))
                .build();
        try (var http = java.net.http.HttpClient.newHttpClient()) {
            var headers = http.send(request, java.net.http.HttpResponse.BodyHandlers.discarding())
                    .headers();
            assertThat(headers.firstValue("content-security-policy").orElse("")).contains("default-src 'self'");
            assertThat(headers.firstValue("x-content-type-options")).contains("nosniff");
            assertThat(headers.firstValue("x-frame-options")).contains("DENY");
            assertThat(headers.firstValue("referrer-policy")).contains("no-referrer");
            assertThat(headers.firstValue("cache-control").orElse("")).contains("no-store");
        }
    }
}
