package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.steelyard.governance.process.Act;
import org.steelyard.governance.process.ProcessTable;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.account.Person;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.Evaluation;
import org.steelyard.platform.evaluation.EvaluationQuery;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Forms;
import org.steelyard.platform.evaluation.Notices;
import tools.jackson.databind.JsonNode;

/** What people do besides acting: search, follow runs, plan, export; on the sample evaluations, on both databases. */
@ParameterizedClass(name = "{0}")
@EnumSource(Database.class)
class FeaturesTest {

    private static final String PROGRAM = """
            #!/bin/sh
            plan=$2; out=$6
            mkdir -p "$out"
            digest=$(grep -o '"canonicalSha256" *: *"[0-9a-f]*"' "$(dirname "$plan")/protocol.lock.json" | head -n 1 | cut -d'"' -f4)
            echo "writes $6/results.json"
            echo "read $4/table.csv" && test -f "$4/table.csv" || exit 11
            if grep -q slow "$4/table.csv"; then sleep 60; fi
            if grep -q bad "$4/table.csv"; then echo "[DATA-001] the file has no rows"; exit 11; fi
            printf '{"protocol":{"digest":"%s"},"estimates":[{"id":"a","n":900,"nTreated":4,"value":0.7}],"attrition":[{"remaining":900},{"remaining":897,"removed":3}]}' "$digest" > "$out/results.json"
            echo report > "$out/report.docx"
            echo "done"
            """;

    @Parameter
    Database database;

    @TempDir
    private static Path folder;

    private static Server server;
    private static final Map<String, Client> CLIENTS = new HashMap<>();

    @BeforeParameterizedClassInvocation
    static void start(Database database) throws Exception {
        Path home = Files.createTempDirectory(folder, "features");
        Path program = Files.writeString(home.resolve("program.sh"), PROGRAM);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        for (String source : List.of("good", "bad", "slow")) {
            Path there = Files.createDirectories(home.resolve("sources").resolve(source));
            Files.writeString(there.resolve("table.csv"), source);
        }
        server = Server.start(
                database.settings(home.resolve("data")),
                "--sources",
                home.resolve("sources").toString(),
                "--program",
                program.toString());
        CLIENTS.clear();
        Answer setup = server.client().post("/api/v1/setup", World.setUp(true));
        assertThat(setup.status()).as(setup.text()).isEqualTo(200);
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        server.close();
    }

    private static Client as(String login) {
        return CLIENTS.computeIfAbsent(login, name -> {
            Client client = server.client();
            assertThat(client.signIn(name).status()).isEqualTo(200);
            return client;
        });
    }

    private static String sample(String state) {
        JsonNode found =
                as("demo-official").get("/api/v1/evaluations?state=" + state).json();
        assertThat(found.path("total").asInt()).as(state).isPositive();
        return found.path("items").get(0).path("id").asString();
    }

    @Test
    void theSamplesAreInTenDifferentStates() {
        Set<String> states = new HashSet<>();
        as("demo-official")
                .get("/api/v1/evaluations?size=50")
                .json()
                .path("items")
                .forEach(e -> states.add(e.path("state").asString()));
        assertThat(states)
                .hasSize(10)
                .contains("MONITORING", "PUBLISHED", "IN_REVIEW", "REPORT_SUBMITTED", "RUNNING", "DRAFT");
        JsonNode results = as("demo-official")
                .get("/api/v1/evaluations/" + sample("MONITORING") + "/results")
                .json();
        assertThat(results.path("results").path("estimates").size()).isGreaterThan(50);
        JsonNode open = server.client()
                .get("/api/v1/public/evaluations/" + sample("PUBLISHED"))
                .json();
        assertThat(open.path("publication").path("table").size()).isEqualTo(6);
    }

    /** The database's condition and the rule for one evaluation say the same, for random people. */
    @Test
    void listsShowExactlyWhatOneMayRead() {
        long seed = Long.getLong("seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        EvaluationStore store = server.bean(EvaluationStore.class);
        ProcessTable table = ProcessTable.standard();
        List<Act> readings = List.of(table.act("read"), table.act("read-summary"), table.act("read-register"));
        List<Accounts.Listed> people = server.bean(Accounts.class).list();
        List<Case> all = store.all().stream().map(store::file).toList();
        for (int i = 0; i < 60; i++) {
            Accounts.Listed somebody = people.get(random.nextInt(people.size()));
            Set<Role> roles = new HashSet<>();
            for (Role role : Role.values()) {
                if (random.nextInt(4) == 0) {
                    roles.add(role);
                }
            }
            String id = random.nextBoolean() ? somebody.id() : "nobody";
            Person person = new Person(id, "x", "x", somebody.organisation(), roles);
            List<Act> some = readings.subList(0, 1 + random.nextInt(readings.size()));
            Set<String> expected = new HashSet<>();
            for (Case file : all) {
                if (some.stream()
                        .anyMatch(act -> act.from().contains(file.evaluation().state())
                                && roles.stream().anyMatch(role -> act.permits(role, file.relation(person, role))))) {
                    expected.add(file.evaluation().id());
                }
            }
            Set<String> found = new HashSet<>();
            store.find(EvaluationQuery.all().visibleTo(person, some), 0, 100)
                    .evaluations()
                    .forEach(e -> found.add(e.id()));
            assertThat(found).as("%s %s", roles, some).isEqualTo(expected);
        }
    }

    @Test
    void searchTakesSignsLiterallyAndPagesHaveBounds() {
        Client client = as("demo-official");
        assertThat(total(client, "q=%25")).isZero();
        assertThat(total(client, "q=_")).isZero();
        assertThat(total(client, "q=VALVE")).isEqualTo(1);
        assertThat(total(client, "item=XL02BAT015A001010100001")).isEqualTo(2);
        assertThat(total(client, "item=XL02BAT015")).isZero();
        assertThat(total(client, "dimension=economic")).isEqualTo(10);
        assertThat(total(client, "disease=%E7%B3%96%E5%B0%BF%E7%97%85")).isEqualTo(1);
        assertThat(total(client, "stage=9")).isEqualTo(1);
        Answer beyond = client.get("/api/v1/evaluations?page=2147483647&size=2147483647");
        assertThat(beyond.status()).isEqualTo(200);
        assertThat(beyond.json().path("items")).isEmpty();
        assertThat(client.get("/api/v1/evaluations?page=-5&size=0").json().path("items"))
                .hasSize(1);
        assertThat(client.get("/api/v1/evaluations?page=abc").status()).isEqualTo(400);
    }

    private static int total(Client client, String query) {
        return client.get("/api/v1/evaluations?" + query).json().path("total").asInt();
    }

    @Test
    void aRunIsCarriedOutAndFiledWithoutSmallCounts() throws Exception {
        String id = sample("RUNNING");
        Client researcher = as("demo-researcher");
        assertThat(researcher.get("/api/v1/sources").text()).contains("good", "bad");
        assertThat(start(researcher, id, "no-such-source").code()).isEqualTo("PLATFORM-020");
        assertThat(start(researcher, id, "../sources/good").code()).isEqualTo("PLATFORM-020");
        JsonNode bad = ended(researcher, id, start(researcher, id, "bad"));
        assertThat(bad.path("state").asString()).isEqualTo("FAILED");
        assertThat(bad.path("problem").asString()).contains("DATA-001");

        Answer slow = start(researcher, id, "slow");
        assertThat(slow.status()).as(slow.text()).isEqualTo(201);
        assertThat(start(researcher, id, "good").code()).isEqualTo("PLATFORM-021");
        String run = slow.json().path("id").asString();
        assertThat(researcher
                        .send(
                                "DELETE",
                                "/api/v1/evaluations/" + id + "/runs/" + run + "?role=IMPLEMENTER",
                                null,
                                Map.of())
                        .status())
                .isEqualTo(204);
        assertThat(ended(researcher, id, slow).path("state").asString()).isEqualTo("CANCELLED");

        Answer good = start(researcher, id, "good");
        JsonNode done = ended(researcher, id, good);
        assertThat(done.path("state").asString()).as(done.toString()).isEqualTo("DONE");
        assertThat(done.path("progress").toString())
                .contains("done", "writes out/results.json")
                .doesNotContain("/runs/");
        String follow = researcher
                .get("/api/v1/evaluations/" + id + "/runs/"
                        + good.json().path("id").asString() + "/progress")
                .text();
        assertThat(follow).contains("event:line").contains("event:end").contains("data:DONE");
        JsonNode results =
                researcher.get("/api/v1/evaluations/" + id + "/results").json();
        JsonNode estimate = results.path("results").path("estimates").get(0);
        assertThat(estimate.path("nTreated").isNull()).isTrue();
        assertThat(estimate.path("n").isNull()).isTrue();
        assertThat(estimate.path("value").isNull())
                .as("an estimate of a tiny arm goes with its counts")
                .isTrue();
        assertThat(results.path("results").path("attrition").toString())
                .doesNotContain("900")
                .doesNotContain("897");
        assertThat(researcher.get("/api/v1/evaluations/" + id + "/documents").text())
                .contains("-report.docx");
        aRunOfAnotherSiteIsBroughtAsItsPackedFolder(id, researcher);
    }

    /** The digest is that of the plan that is locked here, as the site's copy of it has. */
    private static void aRunOfAnotherSiteIsBroughtAsItsPackedFolder(String id, Client researcher) throws Exception {
        String path = "/api/v1/evaluations/" + id + "/runs/bundle?role=IMPLEMENTER";
        String digest = researcher
                .get("/api/v1/evaluations/" + id + "/protocol")
                .json()
                .get(0)
                .path("sha256")
                .asString();
        String results =
                "{\"protocol\":{\"digest\":\"" + digest + "\"},\"estimates\":[{\"id\":\"site\",\"value\":0.6}]}";
        Answer brought = researcher.post(
                path,
                zip(Map.of(
                        "out/results.json", results.getBytes(StandardCharsets.UTF_8),
                        "out/figures/f-survival-1.png", new byte[] {1},
                        "out/figures/f-survival-1.svg",
                                "<svg><title id='t'>总生存：加权/甲 &amp; 乙</title><script/></svg>"
                                        .getBytes(StandardCharsets.UTF_8),
                        "out/../../etc/passwd", new byte[] {2},
                        "out/data/patients.csv", new byte[] {3})));
        assertThat(brought.status()).as(brought.text()).isEqualTo(201);
        int filing = brought.json().path("filing").asInt();
        assertThat(researcher
                        .get("/api/v1/evaluations/" + id + "/results?run=" + filing)
                        .text())
                .contains("site");
        String documents =
                researcher.get("/api/v1/evaluations/" + id + "/documents").text();
        assertThat(documents)
                .contains("run-" + filing + "-f-survival-1 总生存：加权 甲 & 乙.png")
                .doesNotContain(".svg")
                .doesNotContain("passwd")
                .doesNotContain("patients.csv");
        Answer other = researcher.post(
                path,
                zip(Map.of(
                        "results.json", results.replace(digest, "0".repeat(64)).getBytes(StandardCharsets.UTF_8))));
        assertThat(other.code()).isEqualTo("PLATFORM-006");
        assertThat(researcher
                        .post(path, zip(Map.of("report.docx", new byte[1])))
                        .code())
                .isEqualTo("PLATFORM-025");
        assertThat(researcher.post(path, new byte[] {'x'}).code()).isEqualTo("PLATFORM-025");
        byte[] bomb = zip(Map.of("results.json", new byte[21 * 1024 * 1024]));
        assertThat(bomb.length).isLessThan(100_000);
        assertThat(researcher.post(path, bomb).code()).isEqualTo("PLATFORM-025");
        assertThat(as("demo-official").post(path, bomb).status()).isEqualTo(403);
    }

    private static byte[] zip(Map<String, byte[]> files) throws Exception {
        var out = new java.io.ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new java.util.zip.ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    private static Answer start(Client client, String id, String source) {
        return client.post("/api/v1/evaluations/" + id + "/runs?role=IMPLEMENTER", Map.of("source", source));
    }

    private static JsonNode ended(Client client, String id, Answer started) throws Exception {
        assertThat(started.status()).as(started.text()).isEqualTo(201);
        String path = "/api/v1/evaluations/" + id + "/runs/"
                + started.json().path("id").asString();
        for (int i = 0; i < 300; i++) {
            JsonNode now = client.get(path).json();
            if (!now.path("state").asString().equals("GOING")) {
                return now;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it did not end");
    }

    @Test
    void listsAndDossiersAreFilesThatProgramsRead() throws Exception {
        String sheet = part(bytes("demo-official", "/api/v1/evaluations.xlsx"), "xl/sharedStrings.xml");
        assertThat(sheet).contains("连续血糖监测价值评价").contains("编号");
        for (String list : List.of("evaluations", "todo", "public/evaluations")) {
            assertThat(part(bytes("demo-official", "/api/v1/" + list + ".xlsx?lang=en"), "xl/sharedStrings.xml"))
                    .as("what the page asks for, whatever the browser prefers")
                    .contains("Number")
                    .doesNotContain("编号");
        }
        assertThat(part(bytes("demo-official", "/api/v1/todo.xlsx"), "xl/worksheets/sheet1.xml"))
                .contains("<row");
        String open = part(bytes("demo-official", "/api/v1/public/evaluations.xlsx"), "xl/sharedStrings.xml");
        assertThat(open).contains("右心导管").doesNotContain("针刺");
        String id = sample("PUBLISHED");
        String dossier =
                part(bytes("demo-official", "/api/v1/evaluations/" + id + "/dossier.docx"), "word/document.xml");
        assertThat(dossier).contains("右心导管").contains("确定证据等级").doesNotContain("<script");
        assertThat(part(
                        bytes("demo-official", "/api/v1/evaluations/" + id + "/dossier.docx?lang=en"),
                        "word/document.xml"))
                .doesNotContain("确定证据等级");
        javax.xml.parsers.DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(dossier.getBytes(StandardCharsets.UTF_8)));
        assertThat(as("sysadmin")
                        .get("/api/v1/evaluations/" + id + "/dossier.docx")
                        .status())
                .isEqualTo(403);
    }

    private static byte[] bytes(String login, String path) throws Exception {
        HttpResponse<byte[]> answer = as(login).raw(URI.create(path));
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-disposition").orElse(""))
                .startsWith("attachment");
        return answer.body();
    }

    private static String part(byte[] zip, String name) throws Exception {
        Path file = Files.write(Files.createTempFile(folder, "part", ".zip"), zip);
        try (ZipFile in = new ZipFile(file.toFile())) {
            String text = new String(in.getInputStream(in.getEntry(name)).readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("&#x([0-9a-fA-F]+);")
                    .matcher(text)
                    .replaceAll(c -> Character.toString(Integer.parseInt(c.group(1), 16)));
        }
    }

    @Test
    void deadlinesAreACalendarAndRemindOnce() {
        Client official = as("demo-official");
        JsonNode days = official.get("/api/v1/calendar").json();
        assertThat(days.size()).isGreaterThan(4);
        String calendar = official.get("/api/v1/calendar.ics").text();
        assertThat(calendar).startsWith("BEGIN:VCALENDAR\r\n").endsWith("END:VCALENDAR\r\n");
        assertThat(calendar.split("BEGIN:VEVENT", -1)).hasSize(days.size() + 1);
        assertThat(calendar.lines().map(l -> l.getBytes(StandardCharsets.UTF_8).length))
                .allMatch(length -> length <= 75);
        String id = sample("SUBMITTED");
        JdbcClient.create(server.bean(DataSource.class))
                .sql("UPDATE evaluation SET due_on = ? WHERE id = ?")
                .params(LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")), id)
                .update();
        int before = as("demo-initiator").get("/api/v1/notices?size=200").json().size();
        server.bean(Notices.class).remind();
        JsonNode notices = as("demo-initiator").get("/api/v1/notices?size=200").json();
        assertThat(notices.size()).isEqualTo(before + 1);
        assertThat(notices.get(0).path("text").path("zh").asString()).contains("到期");
    }

    @Test
    void monitoredItemsShowGrowthAndANewEvaluationFollowsAnAlert() {
        Client official = as("demo-official");
        JsonNode item = official.get("/api/v1/monitoring").json().path("items").get(0);
        assertThat(item.path("figures").size()).isEqualTo(3);
        assertThat(item.path("alerts").get(0).path("kind").asString()).isEqualTo("fund-growth");
        JsonNode point = server.client().get("/api/v1/public/network").json().get(0);
        assertThat(point.path("trusted").asBoolean())
                .as("it ended an evaluation early without good reason")
                .isFalse();
        assertThat(point.path("standing").get(0).path("kind").asString()).isEqualTo("removed");
        assertThat(point.path("participation").properties()).isNotEmpty();
    }

    /** Whoever sees the summary alone can act where the table lets him. */
    @Test
    void whoSeesTheSummaryMayActOnIt() {
        Accounts accounts = server.bean(Accounts.class);
        String company = accounts.organisations().stream()
                .filter(o -> o.nameEn().contains("company"))
                .findFirst()
                .orElseThrow()
                .id();
        accounts.create(
                new Accounts.NewAccount("maker", "示范厂商", company, World.PASSWORD, Set.of(Role.PRODUCT_PROVIDER)));
        Client maker = as("maker");
        String id = sample("PROTOCOL_LOCKED");
        assertThat(maker.get("/api/v1/evaluations/" + id).status()).isEqualTo(403);
        Answer summary = maker.get("/api/v1/evaluations/" + id + "/summary");
        assertThat(summary.status()).isEqualTo(200);
        assertThat(summary.json().path("offers").toString()).contains("supply-documents");
        assertThat(summary.text()).doesNotContain("submit-protocol");
        String document = maker.post(
                        "/api/v1/evaluations/" + id + "/documents?name=manual.pdf", World.file("manual.pdf"))
                .json()
                .path("id")
                .asString();
        Answer supplied = maker.act(
                id,
                "supply-documents",
                "PRODUCT_PROVIDER",
                Map.of("note", "说明书", "documents", List.of(document)),
                summary.etag());
        assertThat(supplied.status()).as(supplied.text()).isEqualTo(200);
    }

    /** T9 for forms: whatever is sent, the answer is a problem with a code, never a fault of ours. */
    @Test
    void noFormBreaksTheServer() {
        List<Object> hostile = new ArrayList<>(List.of(
                Map.of(),
                List.of(),
                "text",
                1,
                Map.of("unknown", 1),
                Map.of("text", List.of()),
                Map.of("titleZh", "长".repeat(5000), "titleEn", "x", "authority", "y"),
                Map.of("experts", List.of(Map.of())),
                Map.of("points", List.of(Map.of("focus", 1)), "attendees", List.of("x")),
                Map.of("results", Map.of("protocol", "x")),
                Map.of("yaml", "a: &a [*a]"),
                Map.of("year", "x", "item", Map.of()),
                Map.of("role", "\u0000")));
        Client official = as("demo-official");
        Client researcher = as("demo-researcher");
        int tried = 0;
        for (Evaluation e : server.bean(EvaluationStore.class).all()) {
            for (String act : Forms.all().keySet()) {
                Object form = hostile.get(tried++ % hostile.size());
                for (Map.Entry<Client, String> who : Map.of(official, "LOCAL_AUTHORITY", researcher, "IMPLEMENTER")
                        .entrySet()) {
                    Answer answer = who.getKey().act(e.id(), act, who.getValue(), form, "\"0\"");
                    assertThat(answer.status())
                            .as("%s %s %s", act, form, answer.text())
                            .isBetween(400, 499);
                    assertThat(answer.code()).isNotEmpty();
                }
            }
        }
        for (Object form : hostile) {
            for (String path : List.of(
                    "/api/v1/evaluations?role=INITIATOR",
                    "/api/v1/session",
                    "/api/v1/setup",
                    "/api/v1/public/suggestions")) {
                Answer answer = as("demo-initiator").post(path, form);
                assertThat(answer.status())
                        .as("%s %s %s", path, form, answer.text())
                        .isBetween(400, 499);
            }
        }
    }
}
