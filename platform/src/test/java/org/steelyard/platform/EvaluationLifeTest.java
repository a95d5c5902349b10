package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.steelyard.governance.verify.LedgerVerifier;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.ledger.LedgerStore;
import org.steelyard.protocol.ProtocolFile;

/**
 * One evaluation from its application to its re-evaluation, and everybody who must not touch it; on a single connection, so that no
 * request can hold one and wait for another.
 */
@ParameterizedClass(name = "{0}")
@EnumSource(Database.class)
class EvaluationLifeTest {

    @Parameter
    Database database;

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeParameterizedClassInvocation
    static void start(Database database) throws IOException {
        world = new World(Server.startOnOneConnection(database.settings(Files.createTempDirectory(folder, "life"))));
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        world.server.close();
    }

    @Test
    void anEvaluationGoesThroughTheNineStages() throws Exception {
        String id = created("initiator");
        refused(as("initiator").act(id, "submit-application", "INITIATOR", Map.of()), "PLATFORM-006", 409);
        done(as("initiator").act(id, "declare-interests", "INITIATOR", interests()), "DRAFT");
        refused(as("researcher").act(id, "submit-application", "INITIATOR", Map.of()), "PLATFORM-002", 403);
        done(as("initiator").act(id, "submit-application", "INITIATOR", Map.of()), "SUBMITTED");
        refused(as("stranger").act(id, "accept-application", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-002", 403);
        done(as("official").act(id, "accept-application", "LOCAL_AUTHORITY", Map.of()), "ACCEPTED");

        Map<String, Object> choice = implementer("third-party");
        refused(as("official").act(id, "set-implementer", "LOCAL_AUTHORITY", choice), "PLATFORM-006", 409);
        choice.put("qualification", document("official", id, "qualification.pdf"));
        done(as("official").act(id, "set-implementer", "LOCAL_AUTHORITY", choice), "IMPLEMENTER_SET");

        done(as("researcher").act(id, "edit-protocol", "IMPLEMENTER", Map.of("yaml", "id: [")), "IMPLEMENTER_SET");
        done(as("researcher").act(id, "declare-interests", "IMPLEMENTER", interests()), "IMPLEMENTER_SET");
        refused(as("researcher").act(id, "submit-protocol", "IMPLEMENTER", Map.of()), "PLATFORM-006", 409);
        done(as("researcher").act(id, "edit-protocol", "IMPLEMENTER", Map.of("yaml", World.plan())), "IMPLEMENTER_SET");
        done(as("researcher").act(id, "submit-protocol", "IMPLEMENTER", Map.of()), "PROTOCOL_SUBMITTED");

        refused(as("official").act(id, "record-minutes", "LOCAL_AUTHORITY", minutes(6)), "PLATFORM-006", 409);
        done(as("official").act(id, "record-minutes", "LOCAL_AUTHORITY", minutes(7)), "CONSULTED");
        refused(as("researcher").act(id, "submit-revision", "IMPLEMENTER", Map.of()), "PLATFORM-006", 409);
        done(
                as("researcher")
                        .act(
                                id,
                                "answer-minutes",
                                "IMPLEMENTER",
                                Map.of("answers", List.of(Map.of("focus", 3, "answer", "已改为常规诊疗对照")))),
                "CONSULTED");
        done(as("researcher").act(id, "submit-revision", "IMPLEMENTER", Map.of()), "PROTOCOL_REVISED");
        done(as("official").act(id, "lock-protocol", "LOCAL_AUTHORITY", Map.of()), "PROTOCOL_LOCKED");
        refused(
                as("researcher").act(id, "edit-protocol", "IMPLEMENTER", Map.of("yaml", World.plan())),
                "PLATFORM-005",
                409);

        conduct(id);
        review(id);
        publishAndMonitor(id);
        theLedgerHolds();
    }

    private void conduct(String id) {
        done(
                as("researcher")
                        .act(
                                id,
                                "start-conduct",
                                "IMPLEMENTER",
                                Map.of(
                                        "ethicsNumber", "2026-017",
                                        "ethicsOn", "2026-02-01",
                                        "dataAuthorisation", "数据使用协议",
                                        "documents", List.of(document("researcher", id, "ethics.pdf")))),
                "RUNNING");
        done(
                as("researcher")
                        .act(
                                id,
                                "log-extraction",
                                "IMPLEMENTER",
                                Map.of(
                                        "source", "rotterdam",
                                        "steps", "导出",
                                        "rows", 2982,
                                        "extractedOn", "2026-03-01",
                                        "sha256", "a".repeat(64))),
                "RUNNING");
        refused(as("researcher").act(id, "finish-analysis", "IMPLEMENTER", Map.of()), "PLATFORM-006", 409);
        done(
                as("researcher")
                        .act(
                                id,
                                "file-governance-report",
                                "IMPLEMENTER",
                                Map.of("summary", "数据治理", "document", document("researcher", id, "governance.docx"))),
                "RUNNING");
        refused(as("researcher").act(id, "record-run", "IMPLEMENTER", run("0".repeat(64))), "PLATFORM-006", 409);
        String digest = ProtocolFile.load(World.PLAN).canonicalSha256().hex();
        Map<String, Object> rows = new HashMap<>(results(digest));
        rows.put("patients", List.of(Map.of("id", "1")));
        refused(as("researcher").act(id, "record-run", "IMPLEMENTER", Map.of("results", rows)), "PLATFORM-015", 422);
        done(as("researcher").act(id, "record-run", "IMPLEMENTER", run(digest)), "RUNNING");
        done(as("researcher").act(id, "finish-analysis", "IMPLEMENTER", Map.of()), "ANALYSED");
        int run = number(id, "record-run");
        Map<String, Object> report = report(id, run);
        report.put("parts", List.of("cover"));
        refused(as("researcher").act(id, "submit-report", "IMPLEMENTER", report), "PLATFORM-006", 409);
        done(as("researcher").act(id, "submit-report", "IMPLEMENTER", report(id, run)), "REPORT_SUBMITTED");
    }

    private void review(String id) {
        refused(
                as("official").act(id, "assign-experts", "LOCAL_AUTHORITY", experts("expert1", "expert3")),
                "PLATFORM-006",
                409);
        done(
                as("official").act(id, "assign-experts", "LOCAL_AUTHORITY", experts("expert1", "expert2")),
                "REPORT_SUBMITTED");
        done(as("official").act(id, "start-review", "LOCAL_AUTHORITY", Map.of()), "IN_REVIEW");
        refused(as("expert1").act(id, "submit-review", "EXPERT", opinion("pass")), "PLATFORM-006", 409);
        Map<String, Object> tied = new HashMap<>(interests());
        tied.put("none", false);
        tied.put("interests", "曾任该企业顾问");
        done(as("expert1").act(id, "declare-interests", "EXPERT", tied), "IN_REVIEW");
        refused(as("expert1").act(id, "submit-review", "EXPERT", opinion("pass")), "PLATFORM-006", 409);
        for (String expert : List.of("expert1", "expert2")) {
            done(as(expert).act(id, "declare-interests", "EXPERT", interests()), "IN_REVIEW");
        }
        done(as("expert1").act(id, "submit-review", "EXPERT", opinion("pass")), "IN_REVIEW");
        Answer seen = as("expert2").get("/api/v1/evaluations/" + id);
        assertThat(seen.status()).isEqualTo(200);
        assertThat(seen.text()).doesNotContain("独立意见");
        assertThat(as("official").get("/api/v1/evaluations/" + id).text()).contains("独立意见");
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", grade()), "PLATFORM-006", 409);
        done(as("expert2").act(id, "submit-review", "EXPERT", opinion("pass")), "IN_REVIEW");
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", grade()), "PLATFORM-006", 409);
        done(as("expert1").act(id, "record-repeat", "EXPERT", repeat(true)), "IN_REVIEW");
        done(as("expert2").act(id, "record-repeat", "EXPERT", repeat(false)), "IN_REVIEW");
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", grade()), "PLATFORM-006", 409);
        done(
                as("official").act(id, "ask-findings", "LOCAL_AUTHORITY", Map.of("findings", List.of("说明缺失数据处理"))),
                "FINDINGS_OPEN");
        done(
                as("researcher").act(id, "answer-finding", "IMPLEMENTER", Map.of("finding", 1, "answer", "见第 8 节")),
                "FINDINGS_OPEN");
        done(as("researcher").act(id, "return-to-review", "IMPLEMENTER", Map.of()), "IN_REVIEW");
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", grade()), "PLATFORM-006", 409);
        refused(
                as("expert1").act(id, "close-finding", "EXPERT", Map.of("finding", 2, "verdict", "x")),
                "PLATFORM-008",
                422);
        done(as("expert1").act(id, "close-finding", "EXPERT", Map.of("finding", 1, "verdict", "已说明")), "IN_REVIEW");
        Map<String, Object> better = new HashMap<>(grade());
        better.put("grade", "Ⅰ");
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", better), "PLATFORM-008", 422);
        better.put("fit", Map.of("pricing", "B1"));
        refused(as("official").act(id, "grade", "LOCAL_AUTHORITY", better), "PLATFORM-008", 422);
        done(as("official").act(id, "grade", "LOCAL_AUTHORITY", grade()), "GRADED");
    }

    private void publishAndMonitor(String id) {
        done(as("official").act(id, "archive", "LOCAL_AUTHORITY", Map.of()), "ARCHIVED");
        assertThat(world.server.client().get("/api/v1/public/evaluations/" + id).status())
                .isEqualTo(404);
        refused(
                as("official").act(id, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意")),
                "PLATFORM-006",
                409);
        refused(as("researcher").act(id, "prepare-release", "IMPLEMENTER", publication(3)), "PLATFORM-006", 409);
        done(as("researcher").act(id, "prepare-release", "IMPLEMENTER", publication(120)), "ARCHIVED");
        done(as("official").act(id, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意")), "ARCHIVED");
        done(as("official").act(id, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "再次")), "ARCHIVED");
        refused(as("official").act(id, "publish", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-006", 409);
        done(as("researcher").act(id, "prepare-release", "IMPLEMENTER", publication(130)), "ARCHIVED");
        done(as("official2").act(id, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意")), "ARCHIVED");
        refused(as("official").act(id, "publish", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-006", 409);
        done(as("official").act(id, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意新稿")), "ARCHIVED");
        done(as("official").act(id, "publish", "LOCAL_AUTHORITY", Map.of()), "PUBLISHED");
        Answer open = world.server.client().get("/api/v1/public/evaluations/" + id);
        assertThat(open.status()).isEqualTo(200);
        assertThat(open.json().path("citation").path("zh").asString()).contains("证据等级 Ⅱ");
        done(
                as("official").act(id, "start-monitoring", "LOCAL_AUTHORITY", Map.of("indicators", List.of("费用"))),
                "MONITORING");
        refused(
                as("official").act(id, "open-re-evaluation", "LOCAL_AUTHORITY", Map.of("text", "复评")),
                "PLATFORM-006",
                409);
        done(as("official").act(id, "record-monitoring", "LOCAL_AUTHORITY", figure(2026, 1000, 10)), "MONITORING");
        done(as("official").act(id, "record-monitoring", "LOCAL_AUTHORITY", figure(2027, 1800, 11)), "MONITORING");
        assertThat(as("official").get("/api/v1/evaluations/" + id).json().path("alerts"))
                .hasSize(1);
        done(as("official").act(id, "open-re-evaluation", "LOCAL_AUTHORITY", Map.of("text", "费用增长")), "RE_EVALUATION");
        boolean child = false;
        for (var e : as("official")
                .get("/api/v1/evaluations?state=DRAFT&size=50")
                .json()
                .path("items")) {
            child |= e.path("parent").asString("").equals(id);
        }
        assertThat(child).as("a new evaluation of the same items begins").isTrue();
    }

    private void theLedgerHolds() throws Exception {
        world.server.bean(LedgerStore.class).checkpoint();
        Client auditor = as("auditor");
        Path entries = Files.writeString(
                folder.resolve("entries.jsonl"),
                auditor.get("/api/v1/ledger/entries?size=10000").text());
        Path checkpoints = Files.writeString(
                folder.resolve("checkpoints.txt"),
                auditor.get("/api/v1/ledger/checkpoints").text());
        Path key = Files.writeString(
                folder.resolve("key.pem"), auditor.get("/api/v1/ledger/key").text());
        LedgerVerifier.Result result = LedgerVerifier.verify(entries, List.of(checkpoints), key);
        assertThat(result.faults()).isEmpty();
        assertThat(result.size()).isGreaterThan(60);
        assertThat(Files.readString(entries)).contains("\"act\":\"publish\"").contains("\"outcome\":\"REFUSED\"");
    }

    @Test
    void whoSawAnOldVersionDoesNotOverwrite() {
        String id = created("initiator");
        String old = as("initiator").get("/api/v1/evaluations/" + id).etag();
        done(as("initiator").act(id, "declare-interests", "INITIATOR", interests()), "DRAFT");
        refused(as("initiator").act(id, "submit-application", "INITIATOR", Map.of(), old), "PLATFORM-007", 412);
    }

    @Test
    void theProductsProviderSeesNothingOfConductAndReview() {
        String id = created("initiator");
        assertThat(as("maker").get("/api/v1/evaluations/" + id).status()).isEqualTo(403);
        assertThat(as("maker").get("/api/v1/evaluations/no-such-evaluation").text())
                .isEqualTo(as("maker").get("/api/v1/evaluations/" + id).text());
    }

    @Test
    void fiveFailuresLockAnAccountAndTellNothing() {
        Client client = world.server.client();
        Answer unknown = client.post("/api/v1/session", Map.of("login", "nobody", "password", "x"));
        for (int i = 0; i < 5; i++) {
            Answer wrong = client.post("/api/v1/session", Map.of("login", "patient", "password", "wrong"));
            assertThat(wrong.text()).isEqualTo(unknown.text());
        }
        assertThat(client.signIn("patient").status()).isEqualTo(401);
    }

    @Test
    void aRevokedRoleIsGoneWithTheNextRequest() {
        String id = created("initiator");
        Client security = as("security");
        String initiator = world.accounts.get("initiator");
        assertThat(security.put("/api/v1/accounts/" + initiator + "/roles", Map.of("roles", List.of("PUBLIC")))
                        .status())
                .isEqualTo(204);
        assertThat(as("initiator").get("/api/v1/evaluations/" + id).status()).isEqualTo(403);
        security.put("/api/v1/accounts/" + initiator + "/roles", Map.of("roles", List.of("INITIATOR")));
        assertThat(as("initiator").get("/api/v1/evaluations/" + id).status()).isEqualTo(200);
    }

    @Test
    void aWriteWithoutTheForgeryTokenIsRefused() {
        Answer answer =
                as("initiator").send("POST", "/api/v1/notices/read", Map.of(), Map.of("X-XSRF-TOKEN", "not-the-token"));
        assertThat(answer.status()).isEqualTo(403);
    }

    // ------------------------------------------------------------ forms

    private static Client as(String login) {
        return world.client(login);
    }

    private static String created(String login) {
        Answer created = as(login).post("/api/v1/evaluations?role=INITIATOR", world.application("authority"));
        assertThat(created.status()).as(created.text()).isEqualTo(201);
        return created.json().path("id").asString();
    }

    private static void done(Answer answer, String state) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.json().path("state").asString()).isEqualTo(state);
    }

    private static void refused(Answer answer, String code, int status) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
        assertThat(answer.status()).isEqualTo(status);
    }

    private static String document(String login, String id, String name) {
        Answer added = as(login).post("/api/v1/evaluations/" + id + "/documents?name=" + name, World.file(name));
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        return added.json().path("id").asString();
    }

    private static int number(String id, String act) {
        int number = 0;
        for (var filing :
                as("researcher").get("/api/v1/evaluations/" + id).json().path("filings")) {
            if (filing.path("act").asString().equals(act)) {
                number = filing.path("number").asInt();
            }
        }
        return number;
    }

    private static Map<String, Object> interests() {
        return Map.of(
                "none",
                true,
                "interests",
                "",
                "funding",
                List.of(Map.of("source", "自筹", "amount", 200000, "currency", "CNY")),
                "thirdParty",
                false);
    }

    private static Map<String, Object> implementer(String kind) {
        Map<String, Object> form = new HashMap<>();
        form.put("organisation", world.organisations.get("hospital"));
        form.put("account", world.accounts.get("researcher"));
        form.put("kind", kind);
        form.put("reason", "具备条件");
        form.put("followsGuide", true);
        return form;
    }

    private static Map<String, Object> minutes(int points) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (int i = 1; i <= points; i++) {
            all.add(Map.of("focus", i, "comment", "意见", "change", i == 3));
        }
        return Map.of(
                "heldOn", "2026-01-20",
                "attendees", List.of(Map.of("role", "LOCAL_AUTHORITY", "organisation", "示范", "name", "示范")),
                "points", all,
                "necessity", "必要",
                "feasibility", "可行",
                "conformity", "规范");
    }

    private static Map<String, Object> results(String digest) {
        return Map.of(
                "protocol", Map.of("id", "rotterdam", "digest", digest, "locked", true),
                "estimates", List.of(Map.of("id", "a", "value", 0.65)));
    }

    private static Map<String, Object> run(String digest) {
        return Map.of("results", results(digest));
    }

    private static Map<String, Object> report(String id, int run) {
        Map<String, Object> form = new HashMap<>();
        form.put("document", document("researcher", id, "report.docx"));
        form.put("run", run);
        form.put(
                "parts",
                List.of(
                        "cover",
                        "declarations",
                        "contents",
                        "abstract",
                        "background",
                        "methods",
                        "results",
                        "discussion",
                        "conclusions",
                        "references",
                        "appendices"));
        form.put("summaryZh", "摘要");
        form.put("summaryEn", "Abstract");
        return form;
    }

    private static Map<String, Object> experts(String clinical, String economics) {
        return Map.of(
                "experts",
                List.of(
                        Map.of("account", world.accounts.get(clinical), "field", "clinical"),
                        Map.of("account", world.accounts.get(economics), "field", "health-economics")));
    }

    private static Map<String, Object> opinion(String verdict) {
        List<Map<String, Object>> items = new ArrayList<>();
        for (String item : List.of(
                "ethics",
                "authorisation",
                "amendments",
                "interests",
                "sampling",
                "cleaning",
                "quality-report",
                "compliance",
                "repetition",
                "consistency",
                "limitations")) {
            items.add(Map.of("item", item, "verdict", verdict, "evidence", "文件"));
        }
        return Map.of(
                "items",
                items,
                "strength",
                Map.of(
                        "protocol", 3,
                        "source", 3,
                        "comparator", 4,
                        "statistics", 3,
                        "confounding", 2,
                        "quality", 3),
                "fit",
                Map.of("question", 3),
                "recommendation",
                "support",
                "opinion",
                "独立意见");
    }

    private static Map<String, Object> repeat(boolean agrees) {
        return Map.of("comparison", "主要分析", "agrees", agrees, "differences", agrees ? "" : "标准误相差百分之五");
    }

    private static Map<String, Object> grade() {
        return Map.of("strength", "A2", "fit", Map.of("catalogue-adjustment", "B2"), "grade", "Ⅱ", "reasons", "综合判定");
    }

    private static Map<String, Object> publication(int count) {
        return Map.of(
                "summaryZh", "结果摘要",
                "summaryEn", "Summary",
                "table", List.of(Map.of("label", "受试者", "value", 0.65, "count", count, "unit", "HR")));
    }

    private static Map<String, Object> figure(int year, int fund, int frequency) {
        return Map.of(
                "item",
                "XL02BAT015A001010100001",
                "year",
                year,
                "fundSpending",
                fund,
                "frequency",
                frequency,
                "totalCost",
                fund);
    }
}
