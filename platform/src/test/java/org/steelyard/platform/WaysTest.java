package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.governance.process.State;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;
import tools.jackson.databind.JsonNode;

/** One whole evaluation by each way of initiation, with those who have to keep out trying to get in. */
class WaysTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder);
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"), Optional.of(LocalDate.of(2026, 1, 16)), Optional.empty());
        world.addAccount("official3", "authority", List.of("LOCAL_AUTHORITY"));
        world.addAccount("insider", "company", List.of("EXPERT", "IMPLEMENTER"));
        world.addAccount("curator", "authority2", List.of("DATA_PROVIDER"));
        world.addAccount("dealer", "company", List.of("DATA_PROVIDER"));
        world.addAccount("advocate", "patients", List.of("INITIATOR"));
    }

    @AfterAll
    static void stop() {
        world.server.close();
    }

    private static void refused(Answer answer, String code) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(code);
    }

    @Test
    void aTrustedPointInitiatesAndCarriesOut() {
        Map<String, Object> form = world.application("authority");
        Walk walk = Walk.begin(
                world, new Walk.Cast("researcher", "INITIATOR", "official", List.of("official", "official2")), form);
        walk.accepted();
        assertThat(way(walk)).isEqualTo("trusted-point");
        Map<String, Object> elsewhere = new HashMap<>(Map.of(
                "organisation",
                world.organisations.get("society"),
                "account",
                world.accounts.get("initiator"),
                "kind",
                "trusted-point",
                "reason",
                "x",
                "followsGuide",
                true));
        refused(walk.tries("official", "set-implementer", "LOCAL_AUTHORITY", elsewhere), "PLATFORM-006");
        walk.implemented("trusted-point");
        statesItsIndependence(walk);
        walk.locked().analysed().reported();
        refused(
                walk.tries(
                        "official",
                        "assign-experts",
                        "LOCAL_AUTHORITY",
                        Map.of(
                                "experts",
                                List.of(Map.of("account", world.accounts.get("expert3"), "field", "clinical")))),
                "PLATFORM-006");
        walk.inReview().reviewed().graded().archived().published();
        assertThat(walk.state()).isEqualTo(State.PUBLISHED);
    }

    /** Whoever carries out what he initiated says how the two are kept apart; others are not asked. */
    private static void statesItsIndependence(Walk walk) {
        String path = "/api/v1/evaluations/" + walk.id;
        assertThat(world.client("official")
                        .get(path)
                        .json()
                        .path("selfConducted")
                        .asBoolean())
                .isTrue();
        walk.implementer("declare-interests", Walk.interests())
                .implementer("edit-protocol", Map.of("yaml", World.plan()));
        Answer silent = walk.tries("researcher", "submit-protocol", "IMPLEMENTER", Map.of());
        refused(silent, "PLATFORM-006");
        assertThat(silent.text()).contains("independence");
        Map<String, Object> some = new HashMap<>(Walk.independent());
        some.put("independence", List.of(Map.of("item", "funding", "statement", "自筹，与结论无关")));
        walk.implementer("declare-interests", some);
        refused(walk.tries("researcher", "submit-protocol", "IMPLEMENTER", Map.of()), "PLATFORM-006");
        some.put("independence", List.of(Map.of("item", "no-such", "statement", "x")));
        refused(walk.tries("researcher", "declare-interests", "IMPLEMENTER", some), "PLATFORM-008");
    }

    /** Guide, part 8, point 5: it may apply, and it supplies documents when asked; from the protocol on it keeps out. */
    @Test
    void anEnterpriseAppliesForItsOwnProductAndKeepsOutFromTheProtocolOn() {
        Walk walk = Walk.begin(
                world,
                new Walk.Cast("maker", "INITIATOR", "official", List.of("official", "official2")),
                world.application("authority"));
        Client maker = world.client("maker");
        String path = "/api/v1/evaluations/" + walk.id;
        walk.accepted();
        assertThat(way(walk)).isEqualTo("enterprise");
        assertThat(maker.get(path).status()).isEqualTo(200);
        Map<String, Object> itself = Map.of(
                "organisation",
                world.organisations.get("company"),
                "account",
                world.accounts.get("insider"),
                "kind",
                "initiator",
                "reason",
                "自行实施",
                "followsGuide",
                true);
        refused(walk.tries("official", "set-implementer", "LOCAL_AUTHORITY", itself), "PLATFORM-006");
        walk.implemented("trusted-point");
        assertThat(maker.get(path).status()).isEqualTo(403);
        assertThat(maker.get(path + "/documents").status()).isEqualTo(403);
        assertThat(maker.get(path + "/protocol").status()).isEqualTo(403);
        Answer summary = maker.get(path + "/summary");
        assertThat(summary.status()).isEqualTo(200);
        assertThat(summary.json().path("offers").toString())
                .contains("supply-documents")
                .doesNotContain("answer-minutes");
        walk.consulted();
        Map<String, Object> answers = Map.of("answers", List.of(Map.of("focus", 3, "answer", "按我公司意见")));
        refused(walk.tries("maker", "answer-minutes", "INITIATOR", answers), "PLATFORM-003");
        refused(walk.tries("maker", "submit-revision", "INITIATOR", Map.of()), "PLATFORM-003");
        walk.authority("request-documents", Map.of("text", "请提供说明书"));
        assertThat(maker.get("/api/v1/notices").text().contains("要求提供技术资料")).isTrue();
        walk.does(
                "maker",
                "supply-documents",
                "PRODUCT_PROVIDER",
                Map.of("note", "说明书", "documents", List.of(walk.document("maker", "manual.pdf"))));
        walk.implementer("answer-minutes", answers)
                .implementer("submit-revision", Map.of())
                .authority("lock-protocol", Map.of())
                .analysed();
        refused(walk.tries("maker", "ask-termination", "INITIATOR", Map.of("text", "结果不利")), "PLATFORM-003");
        walk.reported();
        Map<String, Object> ours =
                Map.of("experts", List.of(Map.of("account", world.accounts.get("insider"), "field", "clinical")));
        refused(walk.tries("official", "assign-experts", "LOCAL_AUTHORITY", ours), "PLATFORM-006");
        walk.inReview().reviewed();
        assertThat(maker.get(path + "/summary").text()).doesNotContain("独立意见");
        assertThat(maker.get("/api/v1/notices?size=200").text().contains("独立评议"))
                .isFalse();
        walk.graded().archived().published();
        assertThat(maker.get(path).status()).isEqualTo(403);
        assertThat(maker.get("/api/v1/public/evaluations/" + walk.id).status()).isEqualTo(200);
    }

    @Test
    void anAuthorityInitiatesAndOthersOfItJudge() {
        Map<String, Object> form = world.application("authority");
        form.put("topics", List.of(Map.of("principle", 6, "evidence", "医保管理需要")));
        Walk walk = Walk.begin(
                world,
                new Walk.Cast("official", "LOCAL_AUTHORITY", "official2", List.of("official2", "official3")),
                form);
        walk.does("official", "declare-interests", "LOCAL_AUTHORITY", Walk.interests());
        walk.does("official", "submit-application", "LOCAL_AUTHORITY", Map.of());
        refused(walk.tries("official", "accept-application", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-002");
        walk.authority("accept-application", Map.of());
        assertThat(way(walk)).isEqualTo("authority");
        Map<String, Object> outside = Map.of(
                "organisation",
                world.organisations.get("hospital"),
                "account",
                world.accounts.get("researcher"),
                "kind",
                "third-party",
                "reason",
                "",
                "qualification",
                walk.document("official2", "qualification.pdf"),
                "followsGuide",
                true);
        refused(walk.tries("official2", "set-implementer", "LOCAL_AUTHORITY", outside), "PLATFORM-006");
        walk.implemented("trusted-point")
                .locked()
                .analysed()
                .reported()
                .inReview()
                .reviewed();
        refused(walk.tries("official", "grade", "LOCAL_AUTHORITY", Walk.grade()), "PLATFORM-002");
        walk.graded().archived().prepared();
        refused(walk.tries("official", "approve-release", "LOCAL_AUTHORITY", Map.of("comment", "同意")), "PLATFORM-002");
        walk.published();
        assertThat(walk.state()).isEqualTo(State.PUBLISHED);
    }

    @Test
    void theSixthPrincipleIsForAuthoritiesAndPatientsSuggest() {
        Map<String, Object> form = world.application("authority");
        form.put("topics", List.of(Map.of("principle", 6, "evidence", "自认为必要")));
        Walk walk = Walk.begin(world, Walk.USUAL, form);
        walk.does("initiator", "declare-interests", "INITIATOR", Walk.interests());
        refused(walk.tries("initiator", "submit-application", "INITIATOR", Map.of()), "PLATFORM-006");
        refused(
                world.client("advocate").post("/api/v1/evaluations?role=INITIATOR", world.application("authority")),
                "PLATFORM-002");
    }

    @Test
    void aDataProviderIsNamedWithAnAgreementAndLogsItsExtractions() {
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point");
        String agreement = walk.document("researcher", "agreement.pdf");
        Map<String, Object> form = new HashMap<>(Map.of(
                "organisation",
                world.organisations.get("company"),
                "source",
                "使用数据",
                "contact",
                "示范联系人",
                "agreement",
                agreement,
                "traceable",
                true));
        refused(walk.tries("researcher", "name-data-provider", "IMPLEMENTER", form), "PLATFORM-006");
        form.put("organisation", world.organisations.get("authority2"));
        form.put("traceable", false);
        refused(walk.tries("researcher", "name-data-provider", "IMPLEMENTER", form), "PLATFORM-006");
        form.put("traceable", true);
        form.put("agreement", "no-such-file");
        refused(walk.tries("researcher", "name-data-provider", "IMPLEMENTER", form), "PLATFORM-008");
        refused(walk.tries("curator", "log-extraction", "DATA_PROVIDER", Walk.extraction()), "PLATFORM-002");
        form.put("agreement", agreement);
        walk.implementer("name-data-provider", form).locked();
        walk.implementer("start-conduct", walk.authorisation());
        walk.does("curator", "log-extraction", "DATA_PROVIDER", Walk.extraction());
        refused(walk.tries("dealer", "log-extraction", "DATA_PROVIDER", Walk.extraction()), "PLATFORM-002");
        assertThat(world.client("curator").get("/api/v1/evaluations/" + walk.id).status())
                .isEqualTo(403);
    }

    @Test
    void anAmendmentIsSoundDecidedOnceAndHonestAboutResults() {
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point").locked();
        Map<String, Object> form =
                new HashMap<>(Map.of("yaml", "id: [", "section", "结局", "reason", "补充", "afterResults", false));
        refused(walk.tries("researcher", "propose-amendment", "IMPLEMENTER", form), "PLATFORM-006");
        form.put("yaml", World.plan().replaceFirst("(?m)^version: .*$", "version: \"9.9\""));
        walk.implementer("propose-amendment", form);
        int number = world.client("researcher")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("filings")
                .size();
        Map<String, Object> decision = new HashMap<>(Map.of("amendment", 1, "approved", true, "reason", "同意"));
        refused(walk.tries("official", "decide-amendment", "LOCAL_AUTHORITY", decision), "PLATFORM-008");
        decision.put("amendment", number);
        decision.put("approved", false);
        walk.authority("decide-amendment", decision);
        refused(walk.tries("official", "decide-amendment", "LOCAL_AUTHORITY", decision), "PLATFORM-008");
        walk.analysed();
        refused(walk.tries("researcher", "propose-amendment", "IMPLEMENTER", form), "PLATFORM-008");
        form.put("afterResults", true);
        walk.implementer("propose-amendment", form);
        decision.put("amendment", number(walk));
        decision.put("approved", true);
        walk.authority("decide-amendment", decision);
        refused(walk.tries("researcher", "submit-report", "IMPLEMENTER", walk.report()), "PLATFORM-006");
    }

    private static int number(Walk walk) {
        return world.client("researcher")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("filings")
                .size();
    }

    @Test
    void aReviewOfWhoWithdrewDoesNotCount() {
        Walk walk = Walk.begin(world)
                .accepted()
                .implemented("trusted-point")
                .locked()
                .analysed()
                .reported()
                .inReview()
                .reviewed();
        walk.does("expert2", "declare-recusal", "EXPERT", Map.of("text", "新任职务相关"));
        refused(walk.tries("official", "grade", "LOCAL_AUTHORITY", Walk.grade()), "PLATFORM-006");
        refused(walk.tries("expert2", "submit-review", "EXPERT", Walk.opinion()), "PLATFORM-002");
    }

    @Test
    void theRapidTrackIsShorterAndItsRoutineEvaluationIsDue() {
        Map<String, Object> form = world.application("authority");
        form.put("pace", "rapid");
        form.put("rapidReason", "urgent-policy");
        Walk routine = Walk.begin(world).accepted().implemented("trusted-point").consulted();
        routine.implementer("answer-minutes", Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明"))));
        refused(routine.tries("official", "lock-rapid-protocol", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-006");
        assertThat(offers(routine)).doesNotContain("lock-rapid-protocol");
        Walk walk = Walk.begin(world, Walk.USUAL, form)
                .accepted()
                .implemented("trusted-point")
                .consulted();
        assertThat(offers(walk)).contains("lock-rapid-protocol");
        refused(walk.tries("official", "lock-rapid-protocol", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-006");
        walk.implementer("answer-minutes", Map.of("answers", List.of(Map.of("focus", 3, "answer", "已说明"))))
                .authority("lock-rapid-protocol", Map.of());
        assertThat(walk.state()).isEqualTo(State.PROTOCOL_LOCKED);
        walk.analysed().reported().inReview();
        for (String expert : List.of("expert1", "expert2")) {
            walk.does(expert, "submit-review", "EXPERT", Walk.opinion());
        }
        walk.graded().archived().published();
        LocalDate today = LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"));
        Map<String, Object> plan = new HashMap<>(Map.of("indicators", List.of("费用")));
        refused(walk.tries("official", "start-monitoring", "LOCAL_AUTHORITY", plan), "PLATFORM-006");
        plan.put("routineDue", today.plusYears(9).toString());
        refused(walk.tries("official", "start-monitoring", "LOCAL_AUTHORITY", plan), "PLATFORM-008");
        plan.put("routineDue", today.plusDays(300).toString());
        walk.authority("start-monitoring", plan);
        assertThat(world.client("official")
                        .get("/api/v1/evaluations/" + walk.id)
                        .json()
                        .path("evaluation")
                        .path("dueOn")
                        .asString())
                .isEqualTo(today.plusDays(300).toString());
    }

    /** Principles one and two (guide, part 3): the price list of this platform has the item at 30 yuan. */
    @Test
    void aTopicAboutAPriceIsComparedWithThePriceList() {
        String listed = "001401000060000";
        assertThat(world.client("initiator").get("/api/v1/prices?q=0014").json().size())
                .isEqualTo(2);
        assertThat(world.client("initiator")
                        .get("/api/v1/prices?q=acupuncture")
                        .json()
                        .get(0)
                        .path("code")
                        .asString())
                .isEqualTo(listed);
        refused(applies(topic(1, listed, null, 30)), "PLATFORM-008");
        refused(applies(topic(1, listed, null, 29)), "PLATFORM-008");
        refused(applies(topic(1, listed, 31, 40)), "PLATFORM-008");
        refused(applies(topic(3, listed, null, 40)), "PLATFORM-008");
        refused(applies(topic(2, listed, null, -1)), "PLATFORM-008");
        Answer dearer = applies(topic(1, listed, null, 45));
        assertThat(dearer.status()).as(dearer.text()).isEqualTo(201);
        assertThat(filed(dearer).path("present").asInt()).isEqualTo(30);
        assertThat(filed(dearer).path("gap").asDouble()).isEqualTo(0.5);
        Answer own = applies(topic(1, "UNLISTED", 30, 45));
        assertThat(filed(own).path("gap").asDouble()).isEqualTo(0.5);
        assertThat(filed(applies(topic(2, listed, null, 31.5))).path("large").asBoolean(true))
                .as("+5 % is not large where the rules say 20 %")
                .isFalse();
        Answer small = applies(topic(2, listed, null, 31.5));
        assertThat(world.client("initiator")
                        .get("/api/v1/evaluations/" + small.json().path("id").asString())
                        .json()
                        .path("flags")
                        .toString())
                .contains("small-rise");
        assertThat(filed(applies(topic(2, listed, null, 36))).path("large").asBoolean())
                .as("the level itself is large")
                .isTrue();
        Map<String, Object> claimed = topic(2, listed, null, 31.5);
        claimed.put("gap", 9);
        claimed.put("large", true);
        assertThat(filed(applies(claimed)).path("gap").asDouble())
                .as("who applies does not compute it")
                .isEqualTo(0.05);
        Answer without = applies(topic(1, "UNLISTED", null, 45));
        Walk walk = new Walk(world, Walk.USUAL, without.json().path("id").asString());
        walk.does("initiator", "declare-interests", "INITIATOR", Walk.interests());
        Answer refused = walk.tries("initiator", "submit-application", "INITIATOR", Map.of());
        refused(refused, "PLATFORM-006");
        assertThat(refused.text()).contains("prices are compared");
    }

    private static Map<String, Object> topic(int principle, String similar, Integer present, double asked) {
        Map<String, Object> topic =
                new HashMap<>(Map.of("principle", principle, "evidence", "价格申请", "similar", similar, "asked", asked));
        if (present != null) {
            topic.put("present", present);
        }
        return topic;
    }

    private static Answer applies(Map<String, Object> topic) {
        Map<String, Object> form = world.application("authority");
        form.put("topics", List.of(topic));
        return world.client("initiator").post("/api/v1/evaluations?role=INITIATOR", form);
    }

    private static JsonNode filed(Answer created) {
        return world.client("initiator")
                .get("/api/v1/evaluations/" + created.json().path("id").asString())
                .json()
                .path("filings")
                .get(0)
                .path("body")
                .path("topics")
                .get(0);
    }

    /** What ended early stays, with its history, for the authority and for those who took part. */
    @Test
    void whatWasWithdrawnOrNotReportedStaysInTheRepository() {
        Walk withdrawn = Walk.begin(world).accepted();
        withdrawn.does("initiator", "withdraw", "INITIATOR", Map.of("text", "经费未落实"));
        Walk silent = Walk.begin(world).accepted().implemented("trusted-point").locked();
        silent.implementer("start-conduct", silent.authorisation());
        silent.authority("mark-not-reported", Map.of("text", "结果不佳未提交报告"));
        Client official = world.client("official");
        for (Walk walk : List.of(withdrawn, silent)) {
            assertThat(official.get("/api/v1/evaluations?state=" + walk.state() + "&size=200")
                            .text())
                    .contains(walk.id);
            assertThat(official.get("/api/v1/evaluations/" + walk.id)
                            .json()
                            .path("filings")
                            .size())
                    .isGreaterThan(3);
            refused(walk.tries("official", "accept-application", "LOCAL_AUTHORITY", Map.of()), "PLATFORM-005");
        }
        Client anybody = world.server.client();
        assertThat(anybody.get("/api/v1/public/evaluations/" + withdrawn.id).status())
                .isEqualTo(404);
        Answer negative = anybody.get("/api/v1/public/evaluations/" + silent.id);
        assertThat(negative.json().path("evaluation").path("grade").asString()).isEqualTo("N");
        boolean trusted = world.server
                .bean(Accounts.class)
                .organisation(world.organisations.get("hospital"))
                .orElseThrow()
                .isTrustedPoint(LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")));
        assertThat(trusted).as("the guide ends its standing").isFalse();
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"), Optional.of(LocalDate.of(2026, 1, 16)), Optional.empty());
    }

    private static List<String> offers(Walk walk) {
        return world.client("official")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("offers")
                .valueStream()
                .map(offer -> offer.path("act").asString())
                .toList();
    }

    private static String way(Walk walk) {
        return world.client("official2")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("initiation")
                .path("way")
                .asString();
    }
}
