package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.governance.process.State;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.evaluation.Checklist;
import org.steelyard.platform.evaluation.EvaluationStore;
import org.steelyard.platform.evaluation.Independence;
import org.steelyard.protocol.ProtocolFile;

/** One evaluation led through its stages over the interface, each act by whoever may do it. */
final class Walk {

    static final String ITEM = "XL02BAT015A001010100001";

    final World world;
    final String id;
    private final Cast cast;

    /**
     * @param initiator login and role of who applies
     * @param official who acts for the authority
     * @param approvers two officials who had no part in it
     */
    record Cast(String initiator, String initiatorRole, String official, List<String> approvers) {}

    static final Cast USUAL = new Cast("initiator", "INITIATOR", "official", List.of("official", "official2"));

    Walk(World world, Cast cast, String id) {
        this.world = world;
        this.cast = cast;
        this.id = id;
    }

    static Walk begin(World world, Cast cast, Map<String, Object> application) {
        Answer made =
                world.client(cast.initiator()).post("/api/v1/evaluations?role=" + cast.initiatorRole(), application);
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        return new Walk(world, cast, made.json().path("id").asString());
    }

    static Walk begin(World world) {
        return begin(world, USUAL, world.application("authority"));
    }

    State state() {
        return world.server
                .bean(EvaluationStore.class)
                .find(id)
                .orElseThrow()
                .evaluation()
                .state();
    }

    String etag() {
        return "\""
                + world.server
                        .bean(EvaluationStore.class)
                        .find(id)
                        .orElseThrow()
                        .evaluation()
                        .version()
                + "\"";
    }

    Answer tries(String login, String act, String role, Object form) {
        return world.client(login).act(id, act, role, form, etag());
    }

    Walk does(String login, String act, String role, Object form) {
        Answer answer = tries(login, act, role, form);
        assertThat(answer.status()).as(act + " " + answer.text()).isEqualTo(200);
        return this;
    }

    Walk authority(String act, Object form) {
        return does(cast.official(), act, "LOCAL_AUTHORITY", form);
    }

    Walk implementer(String act, Object form) {
        return does("researcher", act, "IMPLEMENTER", form);
    }

    String document(String login, String name) {
        Answer added =
                world.client(login).post("/api/v1/evaluations/" + id + "/documents?name=" + name, World.file(name));
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        return added.json().path("id").asString();
    }

    Walk accepted() {
        does(cast.initiator(), "declare-interests", cast.initiatorRole(), interests());
        does(cast.initiator(), "submit-application", cast.initiatorRole(), Map.of());
        return authority("accept-application", Map.of());
    }

    /** @param kind trusted-point, third-party or initiator */
    Walk implemented(String kind) {
        Map<String, Object> choice = new HashMap<>(Map.of(
                "organisation",
                world.organisations.get("hospital"),
                "account",
                world.accounts.get("researcher"),
                "kind",
                kind,
                "reason",
                "具备条件",
                "followsGuide",
                true));
        if (kind.equals("third-party")) {
            choice.put("qualification", document(cast.official(), "qualification.pdf"));
        }
        return authority("set-implementer", choice);
    }

    Walk submitted() {
        return implementer("declare-interests", cast.initiator().equals("researcher") ? independent() : interests())
                .implementer("edit-protocol", Map.of("yaml", World.plan()))
                .implementer("submit-protocol", Map.of());
    }

    Walk consulted() {
        return submitted().authority("record-minutes", minutes());
    }

    Walk revised() {
        return consulted()
                .implementer("answer-minutes", Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明"))))
                .implementer("submit-revision", Map.of());
    }

    Walk locked() {
        return revised().authority("lock-protocol", Map.of());
    }

    Map<String, Object> authorisation() {
        return Map.of(
                "ethicsNumber", "2026-017",
                "ethicsOn", "2026-02-01",
                "dataAuthorisation", "数据使用协议",
                "documents", List.of(document("researcher", "ethics.pdf")));
    }

    Walk analysed() {
        implementer("start-conduct", authorisation());
        implementer("log-extraction", extraction());
        implementer(
                "file-governance-report",
                Map.of("summary", "数据治理", "document", document("researcher", "governance.docx")));
        return implementer("record-run", Map.of("results", results())).implementer("finish-analysis", Map.of());
    }

    Walk reported() {
        return implementer("submit-report", report());
    }

    Map<String, Object> report() {
        int run = world.server
                .bean(EvaluationStore.class)
                .find(id)
                .orElseThrow()
                .of("record-run")
                .toList()
                .getLast()
                .number();
        return Map.of(
                "document",
                document("researcher", "report.docx"),
                "run",
                run,
                "parts",
                Checklist.REPORT_PARTS,
                "summaryZh",
                "摘要",
                "summaryEn",
                "Abstract");
    }

    Walk inReview() {
        authority("assign-experts", experts()).authority("start-review", Map.of());
        for (String expert : List.of("expert1", "expert2")) {
            does(expert, "declare-interests", "EXPERT", interests());
        }
        return this;
    }

    Map<String, Object> experts() {
        return Map.of(
                "experts",
                List.of(
                        Map.of("account", world.accounts.get("expert1"), "field", "clinical"),
                        Map.of("account", world.accounts.get("expert2"), "field", "health-economics")));
    }

    Walk reviewed() {
        for (String expert : List.of("expert1", "expert2")) {
            does(expert, "record-repeat", "EXPERT", Map.of("comparison", "主要分析", "agrees", true, "differences", ""));
            does(expert, "submit-review", "EXPERT", opinion());
        }
        return this;
    }

    Walk graded() {
        return authority("grade", grade());
    }

    Walk archived() {
        return authority("archive", Map.of());
    }

    Walk prepared() {
        return implementer("prepare-release", publication());
    }

    Walk published() {
        prepared();
        cast.approvers().forEach(login -> does(login, "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意")));
        return authority("publish", Map.of());
    }

    /** From the beginning to the public page. */
    Walk whole(String kind) {
        return accepted()
                .implemented(kind)
                .locked()
                .analysed()
                .reported()
                .inReview()
                .reviewed()
                .graded()
                .archived()
                .published();
    }

    static Map<String, Object> interests() {
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

    /** What somebody declares who carries out what he initiated. */
    static Map<String, Object> independent() {
        Map<String, Object> all = new HashMap<>(interests());
        all.put(
                "independence",
                Independence.items().stream()
                        .map(item -> Map.of("item", item.id(), "statement", "由独立的研究部门负责"))
                        .toList());
        return all;
    }

    static Map<String, Object> minutes() {
        List<Map<String, Object>> points = new ArrayList<>();
        for (int focus = 1; focus <= 7; focus++) {
            points.add(Map.of("focus", focus, "comment", "意见", "change", focus == 3));
        }
        return Map.of(
                "heldOn", "2026-01-20",
                "attendees", List.of(Map.of("role", "LOCAL_AUTHORITY", "organisation", "示范", "name", "示范")),
                "points", points,
                "necessity", "必要",
                "feasibility", "可行",
                "conformity", "规范");
    }

    static Map<String, Object> extraction() {
        return Map.of(
                "source", "rotterdam",
                "steps", "导出",
                "rows", 2982,
                "extractedOn", "2026-03-01",
                "sha256", "a".repeat(64));
    }

    static Map<String, Object> results() {
        String digest = ProtocolFile.load(World.PLAN).canonicalSha256().hex();
        return Map.of(
                "protocol", Map.of("id", "rotterdam", "digest", digest, "locked", true),
                "estimates", List.of(Map.of("id", "a", "value", 0.65)));
    }

    static Map<String, Object> opinion() {
        List<Map<String, Object>> items = Checklist.items().stream()
                .map(item -> Map.<String, Object>of("item", item.id(), "verdict", "pass", "evidence", "文件"))
                .toList();
        Map<String, Integer> strength = new HashMap<>();
        Checklist.STRENGTH.forEach(part -> strength.put(part, 3));
        return Map.of(
                "items",
                items,
                "strength",
                strength,
                "fit",
                Map.of("question", 3),
                "recommendation",
                "support",
                "opinion",
                "独立意见");
    }

    static Map<String, Object> grade() {
        return Map.of("strength", "A2", "fit", Map.of("catalogue-adjustment", "B2"), "grade", "Ⅱ", "reasons", "综合判定");
    }

    static Map<String, Object> publication() {
        return Map.of(
                "summaryZh", "结果摘要",
                "summaryEn", "Summary",
                "table", List.of(Map.of("label", "风险比", "value", 0.65, "count", 120, "unit", "")));
    }
}
