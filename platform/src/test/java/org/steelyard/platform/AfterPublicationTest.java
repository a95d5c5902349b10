package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.State;
import org.steelyard.platform.Client.Answer;
import tools.jackson.databind.JsonNode;

/** What becomes of a published evaluation: figures and alerts of its monitoring, and the decisions that cite it. */
class AfterPublicationTest {

    private final World world = SharedWorld.get();

    private static void refused(Answer answer, String code) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    }

    @Test
    void monitoringTakesItsOwnItemsCorrectsFiguresAndTellsTheAuthority() {
        Walk walk = Walk.begin(world).whole("trusted-point");
        walk.authority("start-monitoring", Map.of("indicators", List.of("费用")));
        refused(walk.tries("official", "record-monitoring", "LOCAL_AUTHORITY", figure("X", 2024, 100)), "PLATFORM-008");
        Map<String, Object> wrong = new HashMap<>(figure(Walk.ITEM, 2024, 100));
        wrong.put("totalCost", 50);
        refused(walk.tries("official", "record-monitoring", "LOCAL_AUTHORITY", wrong), "PLATFORM-008");
        walk.authority("record-monitoring", figure(Walk.ITEM, 2024, 100));
        walk.authority("record-monitoring", figure(Walk.ITEM, 2025, 131));
        String path = "/api/v1/evaluations/" + walk.id;
        assertThat(world.client("official2").get(path).json().path("alerts").toString())
                .contains("fund-growth");
        assertThat(world.client("official2").get("/api/v1/notices").text()).contains("基金支出增长超过");
        walk.authority("record-monitoring", figure(Walk.ITEM, 2025, 130));
        assertThat(world.client("official2").get(path).json().path("alerts"))
                .as("corrected; equal to the level is not above it")
                .isEmpty();
        refused(walk.tries("official", "open-re-evaluation", "LOCAL_AUTHORITY", Map.of("text", "x")), "PLATFORM-006");
        walk.authority("raise-alert", Map.of("text", "出现新的安全性信号"));
        walk.authority("open-re-evaluation", Map.of("text", "安全性信号"));
        assertThat(walk.state()).isEqualTo(State.RE_EVALUATION);
    }

    /** The guide leaves the list of cases open: a rule of the authority's own opens a re-evaluation as the others do. */
    @Test
    void aRuleOfOnesOwnRaisesAnAlert() {
        Walk walk = Walk.begin(world).whole("trusted-point");
        walk.authority("start-monitoring", Map.of("indicators", List.of("费用")));
        Map<String, Object> rule = new HashMap<>(
                Map.of("name", "次均费用", "measure", "cost-per-service", "comparison", "above", "value", 20, "window", 2));
        rule.put("ended", false);
        for (Map<String, Object> wrong : List.<Map<String, Object>>of(
                Map.of("measure", "mood"),
                Map.of("comparison", "around"),
                Map.of("window", 0),
                Map.of("value", -1),
                Map.of("measure", "fund-share", "value", 2),
                Map.of("measure", "frequency-growth", "value", -1),
                Map.of("name", " "),
                Map.of("ended", true))) {
            Map<String, Object> bad = new HashMap<>(rule);
            bad.putAll(wrong);
            refused(walk.tries("official", "set-trigger", "LOCAL_AUTHORITY", bad), "PLATFORM-008");
        }
        walk.authority("set-trigger", rule);
        walk.authority("record-monitoring", figure(Walk.ITEM, 2024, 110));
        String path = "/api/v1/evaluations/" + walk.id;
        assertThat(world.client("official2").get(path).json().path("alerts"))
                .as("two years running are asked, and there is one")
                .isEmpty();
        refused(walk.tries("official", "open-re-evaluation", "LOCAL_AUTHORITY", Map.of("text", "x")), "PLATFORM-006");
        walk.authority("record-monitoring", figure(Walk.ITEM, 2025, 115));
        JsonNode alert =
                world.client("official2").get(path).json().path("alerts").get(0);
        assertThat(alert.path("kind").asString()).isEqualTo("rule");
        assertThat(alert.path("text").path("zh").asString())
                .contains("次均费用")
                .contains("高于 20")
                .contains("连续 2 年");
        assertThat(world.client("official2").get("/api/v1/notices").text()).contains("自设规则");
        rule.put("ended", true);
        walk.authority("set-trigger", rule);
        assertThat(world.client("official2").get(path).json().path("alerts")).isEmpty();
        rule.put("ended", false);
        walk.authority("set-trigger", rule).authority("open-re-evaluation", Map.of("text", "次均费用持续上升"));
        assertThat(walk.state()).isEqualTo(State.RE_EVALUATION);
    }

    @Test
    void aDecisionCitesStoredResultsOrSaysWhyNot() {
        Walk walk = Walk.begin(world).whole("trusted-point");
        Walk begun = Walk.begin(world);
        Map<String, Object> form =
                new HashMap<>(Map.of("kind", "price", "subject", "价格调整", "content", "维持现价", "decidedOn", "2026-06-01"));
        form.put("itemCodes", List.of(Walk.ITEM));
        Client official = world.client("official");
        Answer silent = official.post("/api/v1/decisions", form);
        refused(silent, "PLATFORM-008");
        assertThat(silent.text())
                .as("it names what could be cited")
                .contains(official.get("/api/v1/evaluations/" + walk.id)
                        .json()
                        .path("evaluation")
                        .path("number")
                        .asString());
        form.put("results", List.of(begun.id));
        refused(official.post("/api/v1/decisions", form), "PLATFORM-008");
        form.put("results", List.of(walk.id));
        Answer kept = official.post("/api/v1/decisions", form);
        assertThat(kept.status()).as(kept.text()).isEqualTo(201);
        form.put("results", List.of());
        form.put("reason", "尚无可比结果");
        assertThat(official.post("/api/v1/decisions", form).status()).isEqualTo(201);
        JsonNode register = official.get("/api/v1/decisions").json();
        assertThat(register.path("decisions").size()).isGreaterThanOrEqualTo(2);
        assertThat(register.path("decisions").get(0).path("reason").asString()).isEqualTo("尚无可比结果");
        assertThat(register.path("decisions").get(1).path("results").get(0).asString())
                .isEqualTo(walk.id);
        assertThat(register.path("stored").toString()).contains(walk.id).doesNotContain(begun.id);
        form.put("decidedOn", "2999-01-01");
        refused(official.post("/api/v1/decisions", form), "PLATFORM-008");
        assertThat(world.client("initiator").post("/api/v1/decisions", form).status())
                .isEqualTo(403);
    }

    /** Guide, part 7: what is poor goes to the departments concerned, with the evidence. */
    @Test
    void adviceToRestrictReachesTheDepartmentWithTheEvidence() {
        Walk walk = Walk.begin(world).whole("trusted-point");
        Map<String, Object> form = new HashMap<>(
                Map.of("kind", "restrict", "subject", "限制使用", "content", "临床价值低", "decidedOn", "2026-06-01"));
        form.put("reason", "无");
        Client official = world.client("official");
        refused(official.post("/api/v1/decisions", form), "PLATFORM-008");
        form.put("results", List.of(walk.id));
        refused(official.post("/api/v1/decisions", form), "PLATFORM-008");
        form.put("recipients", List.of("no-such-body"));
        refused(official.post("/api/v1/decisions", form), "PLATFORM-008");
        form.put("recipients", List.of(world.organisations.get("authority2")));
        Answer sent = official.post("/api/v1/decisions", form);
        assertThat(sent.status()).as(sent.text()).isEqualTo(201);
        JsonNode notice = world.client("stranger").get("/api/v1/notices").json().get(0);
        assertThat(notice.path("text").path("zh").asString()).contains("调整制约使用").contains("限制使用");
        assertThat(notice.path("evaluation").asString()).isEqualTo(walk.id);
    }

    private static Map<String, Object> figure(String item, int year, int fund) {
        return Map.of("item", item, "year", year, "fundSpending", fund, "frequency", 10, "totalCost", fund * 2);
    }
}
