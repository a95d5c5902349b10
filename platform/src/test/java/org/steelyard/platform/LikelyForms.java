package org.steelyard.platform;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.steelyard.platform.evaluation.Case;
import org.steelyard.platform.evaluation.QualityLinks;

/** What people fill in who do an act: mostly what it asks for. */
record LikelyForms(World world) {

    static final Map<String, Object> LARGE_COST =
            Map.of("item", Walk.ITEM, "year", 2025, "fundSpending", 1, "frequency", 1, "totalCost", 200_000_000);

    /** Mostly what the act asks for; sometimes nothing. */
    Object of(String act, Case file, String document, Random random) {
        if (random.nextInt(12) == 0) {
            return Map.of();
        }
        int finding = 1 + random.nextInt(2);
        return switch (act) {
            case "declare-interests" -> Walk.interests();
            case "edit-application" -> world.application("authority");
            case "set-implementer" ->
                Map.of(
                        "organisation",
                        world.organisations.get("hospital"),
                        "account",
                        world.accounts.get("researcher"),
                        "kind",
                        "trusted-point",
                        "reason",
                        "具备条件",
                        "followsGuide",
                        true);
            case "name-data-provider" ->
                Map.of(
                        "organisation",
                        world.organisations.get("university"),
                        "source",
                        "结算数据",
                        "contact",
                        "示范",
                        "agreement",
                        document,
                        "traceable",
                        random.nextBoolean());
            case "edit-protocol" -> Map.of("yaml", random.nextInt(5) == 0 ? "id: [" : World.plan());
            case "record-minutes" -> Walk.minutes();
            case "answer-minutes" -> Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明")));
            case "start-conduct" ->
                Map.of(
                        "ethicsNumber", "2026-017",
                        "ethicsOn", "2026-02-01",
                        "dataAuthorisation", "协议",
                        "documents", List.of(document));
            case "propose-amendment" ->
                Map.of("yaml", World.plan(), "section", "x", "reason", "y", "afterResults", random.nextBoolean());
            case "decide-amendment" ->
                Map.of(
                        "amendment",
                        RulesByHand.numbers(file, "propose-amendment").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "approved",
                        random.nextBoolean(),
                        "reason",
                        "z");
            case "log-extraction" -> Walk.extraction();
            case "file-governance-report" -> Map.of("summary", "数据治理", "document", document);
            case "record-run" -> Map.of("results", Walk.results());
            case "supply-documents" -> Map.of("note", "说明书", "documents", List.of(document));
            case "submit-report" ->
                Map.of(
                        "document",
                        document,
                        "run",
                        RulesByHand.numbers(file, "record-run").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "parts",
                        org.steelyard.platform.evaluation.Checklist.REPORT_PARTS,
                        "summaryZh",
                        "摘要",
                        "summaryEn",
                        "Abstract");
            case "assign-experts" ->
                Map.of(
                        "experts",
                        List.of(
                                Map.of("account", world.accounts.get("expert1"), "field", "clinical"),
                                Map.of("account", world.accounts.get("expert2"), "field", "health-economics"),
                                Map.of(
                                        "account",
                                        world.accounts.get(random.nextInt(6) == 0 ? "expert3" : "expert1"),
                                        "field",
                                        "statistics")));
            case "submit-review" -> Walk.opinion();
            case "record-repeat" -> Map.of("comparison", "主要分析", "agrees", random.nextInt(3) > 0, "differences", "标准误");
            case "ask-findings" -> Map.of("findings", List.of("一", "二"));
            case "answer-finding" -> Map.of("finding", finding, "answer", "见报告");
            case "close-finding" -> Map.of("finding", finding, "verdict", "已说明");
            case "grade", "grade-after-panel" -> Walk.grade();
            case "approve-release" -> Map.of("comment", "同意");
            case "prepare-release" -> Walk.publication();
            case "start-monitoring" ->
                Map.of(
                        "indicators",
                        List.of("费用"),
                        "routineDue",
                        LocalDate.now(java.time.ZoneOffset.UTC).plusDays(90).toString());
            case "record-monitoring" -> LARGE_COST;
            case "set-trigger" ->
                Map.of(
                        "name",
                        "规则" + random.nextInt(2),
                        "measure",
                        "total-cost",
                        "comparison",
                        "at-least",
                        "value",
                        random.nextInt(2) * 100,
                        "window",
                        1,
                        "ended",
                        random.nextInt(4) == 0);
            case "record-pathway" -> Map.of("pathway", "p", "effectiveOn", "2026-01-01", "change", "c", "major", true);
            case "ask-support" -> Map.of("kinds", List.of("data"), "ground", "concern", "text", "理由");
            case "decide-support" ->
                Map.of(
                        "request",
                        RulesByHand.numbers(file, "ask-support").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "approved",
                        false,
                        "reason",
                        "理由");
            case "record-collection" ->
                Map.of("on", "2026-03-01", "rows", List.of(Map.of("name", "随访", "planned", 9, "actual", 9)));
            case "record-quality-control" ->
                Map.of(
                        "link",
                        "analysis",
                        "items",
                        QualityLinks.items().stream()
                                .filter(item -> item.link().equals("analysis"))
                                .map(item -> Map.of("item", item.id(), "verdict", "pass"))
                                .toList());
            case "compare-sample" ->
                Map.of(
                        "extraction",
                        RulesByHand.numbers(file, "log-extraction").stream()
                                .reduce((a, b) -> b)
                                .orElse(1),
                        "seed",
                        1,
                        "size",
                        10,
                        "wrong",
                        0);
            case "compare-quality" ->
                Map.of("measures", List.of(Map.of("name", "完整率", "reported", 1, "recomputed", 1)), "conclusion", "一致");
            case "record-access" ->
                Map.of(
                        "item",
                        Walk.ITEM,
                        "year",
                        2025,
                        "by",
                        "region",
                        "groups",
                        List.of(
                                Map.of("name", "a", "people", 900, "users", 300),
                                Map.of("name", "b", "people", 900, "users", 300)));
            case "submit-application", "accept-application", "submit-protocol", "submit-revision", "lock-protocol" ->
                Map.of();
            case "lock-rapid-protocol", "finish-analysis", "start-review", "return-to-review", "archive", "publish" ->
                Map.of();
            default -> Map.of("text", "理由");
        };
    }
}
