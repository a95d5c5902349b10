package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.platform.Rows.WORLD;
import static org.steelyard.platform.Rows.client;
import static org.steelyard.platform.Rows.last;
import static org.steelyard.platform.Rows.refused;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.steelyard.platform.Client.Answer;
import tools.jackson.databind.JsonNode;

/** Rules of the guide beside the main road of an evaluation: what is applied for, suggested, used, put in order and looked up. */
class RowsTest {

    @Test
    void anApplicationNamesTheTrialThatItWasPlannedWith() {
        Map<String, Object> form = WORLD.application("authority");
        form.put("trial", "NCT01234567");
        form.put("jointVariables", List.of("无进展生存期", "住院费用"));
        Walk walk = Walk.begin(WORLD, Walk.USUAL, form);
        JsonNode body = client("initiator")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("filings")
                .get(0)
                .path("body");
        assertThat(body.path("trial").asString()).isEqualTo("NCT01234567");
        assertThat(body.path("jointVariables").size()).isEqualTo(2);
        form.put("trial", "a trial of ours");
        refused(client("initiator").post("/api/v1/evaluations?role=INITIATOR", form), "trial");
        form.put("trial", "ChiCTR2500012345");
        form.put("jointVariables", List.of());
        refused(client("initiator").post("/api/v1/evaluations?role=INITIATOR", form), "jointVariables");
    }

    @Test
    void supportIsAskedForAndDecidedOnce() {
        Walk walk = Walk.begin(WORLD).accepted();
        Map<String, Object> wish = Map.of(
                "kinds", List.of("money", "data"), "ground", "public-health", "amount", 300000, "text", "涉及重大公共卫生利益");
        refused(
                walk.tries(
                        "initiator",
                        "ask-support",
                        "INITIATOR",
                        Map.of("kinds", List.of("money"), "ground", "policy-impact", "text", "x")),
                "amount");
        assertThat(walk.tries("researcher", "ask-support", "INITIATOR", wish).status())
                .isEqualTo(403);
        walk.does("initiator", "ask-support", "INITIATOR", wish);
        int request = last(walk, "ask-support");
        Map<String, Object> decision =
                Map.of("request", request, "approved", true, "kinds", List.of("data"), "reason", "提供结算数据");
        refused(
                walk.tries(
                        "official",
                        "decide-support",
                        "LOCAL_AUTHORITY",
                        Map.of("request", 1, "approved", false, "reason", "x")),
                "request");
        assertThat(walk.tries("initiator", "decide-support", "INITIATOR", decision)
                        .status())
                .isEqualTo(403);
        walk.authority("decide-support", decision);
        refused(walk.tries("official", "decide-support", "LOCAL_AUTHORITY", decision), "request");
    }

    @Test
    void aSuggestionIsLinkedByAnAuthorityAndStartsNothing() {
        Walk walk = Walk.begin(WORLD).accepted();
        String suggestion = client("patient")
                .post("/api/v1/public/suggestions", Map.of("text", "希望评价居家监测"))
                .json()
                .path("id")
                .asString();
        String path = "/api/v1/suggestions/" + suggestion + "/link";
        assertThat(client("patient").put(path, Map.of("evaluation", walk.id)).status())
                .isEqualTo(403);
        assertThat(client("official").put(path, Map.of("evaluation", "nothing")).status())
                .isEqualTo(403);
        Answer linked = client("official").put(path, Map.of("evaluation", walk.id));
        assertThat(linked.status()).as(linked.text()).isEqualTo(200);
        JsonNode there =
                client("initiator").get("/api/v1/evaluations/" + walk.id).json().path("suggestions");
        assertThat(there.get(0).path("text").asString()).isEqualTo("希望评价居家监测");
        assertThat(client("official")
                        .put("/api/v1/suggestions/nothing/link", Map.of("evaluation", walk.id))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsPublishedIsFollowedToItsUse() {
        Walk walk = Walk.begin(WORLD).whole("trusted-point");
        Map<String, Object> small = Map.of(
                "item",
                Walk.ITEM,
                "year",
                2025,
                "by",
                "level",
                "groups",
                List.of(
                        Map.of("name", "三级", "people", 1000, "users", 3),
                        Map.of("name", "二级", "people", 1000, "users", 100)));
        refused(walk.tries("official", "record-access", "LOCAL_AUTHORITY", small), "groups[0].users");
        refused(
                walk.tries(
                        "official",
                        "record-access",
                        "LOCAL_AUTHORITY",
                        Map.of("item", Walk.ITEM, "year", 2025, "by", "level", "groups", List.of())),
                "groups");
        walk.authority(
                "record-access",
                Map.of(
                        "item",
                        Walk.ITEM,
                        "year",
                        2025,
                        "by",
                        "level",
                        "groups",
                        List.of(
                                Map.of("name", "三级", "people", 1000, "users", 300),
                                Map.of("name", "二级", "people", 1000, "users", 100))));
        JsonNode reach = reach(walk);
        assertThat(reach.path("comparison").path("gap").asDouble()).isEqualTo(0.25);
        assertThat(reach.path("recommended").asBoolean()).isFalse();

        Answer decided = client("official")
                .post(
                        "/api/v1/decisions",
                        Map.of(
                                "kind", "promote",
                                "subject", "推广",
                                "content", "推广应用",
                                "results", List.of(walk.id),
                                "recipients", List.of(WORLD.organisations.get("hospital")),
                                "decidedOn", "2026-06-01"));
        assertThat(decided.status()).as(decided.text()).isEqualTo(201);
        assertThat(reach(walk).path("recommended").asBoolean()).isTrue();
        JsonNode register = client("official").get("/api/v1/decisions").json();
        assertThat(StreamSupport.stream(register.path("cited").spliterator(), false)
                        .map(r -> r.path("id").asString()))
                .contains(walk.id);
        JsonNode resource = StreamSupport.stream(
                        client("official").get("/api/v1/resources").json().spliterator(), false)
                .filter(r -> r.path("evaluation").path("id").asString().equals(walk.id))
                .findFirst()
                .orElseThrow();
        assertThat(resource.path("decisions").get(0).path("kind").asString()).isEqualTo("promote");

        int before =
                client("official").get("/api/v1/timings").json().path("decided").asInt();
        client("official")
                .post(
                        "/api/v1/decisions",
                        Map.of(
                                "kind", "payment",
                                "subject", "支付",
                                "content", "纳入支付",
                                "results", List.of(walk.id),
                                "decidedOn",
                                        java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"))
                                                .toString()));
        JsonNode times = client("official").get("/api/v1/timings").json();
        assertThat(times.path("decided").asInt()).isEqualTo(before + 1);
        assertThat(times.path("medianDaysToPayment").asDouble()).isZero();
        assertThat(times.path("stages").size()).isEqualTo(9);
        assertThat(times.path("stages").get(0).path("evaluations").asInt()).isPositive();
        assertThat(client("initiator").get("/api/v1/timings").status()).isEqualTo(403);
    }

    /** What the page of access says of one evaluation. */
    private static JsonNode reach(Walk walk) {
        return StreamSupport.stream(
                        client("official").get("/api/v1/equity").json().spliterator(), false)
                .filter(r -> r.path("evaluation").path("id").asString().equals(walk.id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void candidatesAndUsualCareComeFromTheListOfUse() {
        JsonNode first = client("official")
                .get("/api/v1/candidates")
                .json()
                .path("items")
                .get(0);
        assertThat(first.path("reach").asDouble()).isGreaterThan(1);
        assertThat(client("initiator").get("/api/v1/candidates").status()).isEqualTo(403);
        Answer shares = client("researcher")
                .get("/api/v1/shares?disease=%E5%89%8D%E5%88%97%E8%85%BA%E7%99%8C&year=2025&region=990100");
        assertThat(shares.json().path("shares").get(0).path("usual").asBoolean())
                .isTrue();
        assertThat(shares.json().path("shares").get(0).path("code").asString()).isEqualTo("S-0102");
        assertThat(LongStream.range(0, shares.json().path("shares").size())
                        .mapToDouble(i -> shares.json()
                                .path("shares")
                                .get((int) i)
                                .path("share")
                                .asDouble())
                        .sum())
                .isEqualTo(1, org.assertj.core.api.Assertions.within(1e-12));
    }

    /** Part 4, section 1: several items are put in an order of priority for one disease. */
    @Test
    void optionsForOneDiseaseAreRanked() {
        Map<String, Object> cheap = economics(List.of(-1000, -2000, -1500), List.of(0.1, 0.2, 0.15));
        Map<String, Object> dear = economics(List.of(90_000, 80_000, 85_000), List.of(0.1, 0.2, 0.15));
        String first = stored(cheap, "乳腺癌");
        String second = stored(dear, "乳腺癌");
        String other = stored(dear, "糖尿病");
        String path = "/api/v1/ranking?evaluations=";
        Answer order = client("official").get(path + second + "," + first + "&threshold=100000");
        assertThat(order.status()).as(order.text()).isEqualTo(200);
        JsonNode options = order.json().path("options");
        assertThat(options.get(0).path("evaluation").path("id").asString()).isEqualTo(first);
        assertThat(options.get(0).path("ranked").path("ranks").get(0).asDouble())
                .isEqualTo(1, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(options.get(0).path("ranked").path("comparator").asString()).isEqualTo("常规诊疗");
        assertThat(order.json().path("thresholds").size()).isPositive();
        Answer two = client("official").get(path + first + "," + other);
        refused(two, "evaluations");
        assertThat(two.text()).contains("乳腺癌", "糖尿病");
        refused(client("official").get(path + first), "evaluations");
        refused(client("official").get(path + first + ",nothing"), "evaluations");
        refused(client("official").get(path + first + "," + stored(Map.of(), "乳腺癌")), "evaluations");
        assertThat(client("researcher").get(path + first + "," + second).status())
                .isEqualTo(403);
        Answer comparators = client("official").get(path + first + "," + stored(against("手术", dear), "乳腺癌"));
        refused(comparators, "evaluations");
        assertThat(comparators.text()).contains("常规诊疗", "手术");
        refused(client("official").get(path + first + "," + stored(against("", dear), "乳腺癌")), "evaluations");
    }

    private static Map<String, Object> against(String comparator, Map<String, Object> economics) {
        Map<String, Object> other = new HashMap<>(economics);
        other.put("strategies", List.of(Map.of("name", "other", "nameZh", comparator, "arm", "control")));
        return other;
    }

    private static Map<String, Object> economics(List<Integer> costs, List<Double> qalys) {
        return Map.of(
                "strategies",
                List.of(Map.of("name", "usual care", "nameZh", "常规诊疗", "arm", "control")),
                "psa",
                Map.of("deltaCost", costs, "deltaQaly", qalys));
    }

    /** An evaluation in the repository whose run found this. */
    private static String stored(Map<String, Object> economics, String disease) {
        Map<String, Object> form = WORLD.application("authority");
        form.put("disease", disease);
        Walk walk = Walk.begin(WORLD, Walk.USUAL, form)
                .accepted()
                .implemented("trusted-point")
                .locked();
        walk.implementer("start-conduct", walk.authorisation());
        walk.implementer("log-extraction", Walk.extraction());
        walk.implementer(
                "file-governance-report",
                Map.of("summary", "数据治理", "document", walk.document("researcher", "governance.docx")));
        Map<String, Object> results = new HashMap<>(Walk.results());
        results.put("economics", economics);
        return walk.implementer("record-run", Map.of("results", results))
                .implementer("finish-analysis", Map.of())
                .reported()
                .inReview()
                .reviewed()
                .graded()
                .archived()
                .id;
    }

    /** PostgreSQL has no zero character, and half a pair has no bytes: neither is filed, looked for or suggested. */
    @Test
    void textThatNoDatabaseHoldsIsRefused() {
        Map<String, Object> form = WORLD.application("authority");
        form.put("disease", "a\u0000b");
        refused(client("initiator").post("/api/v1/evaluations?role=INITIATOR", form), "disease");
        assertThat(client("patient")
                        .post("/api/v1/public/suggestions", Map.of("text", "a\u0000b"))
                        .status())
                .isEqualTo(400);
        refused(client("official").get("/api/v1/evaluations?q=%00"), "q");
        form.put("disease", "心脏😀 مرحبا שלום");
        assertThat(client("initiator")
                        .post("/api/v1/evaluations?role=INITIATOR", form)
                        .json()
                        .path("disease")
                        .asString())
                .isEqualTo("心脏😀 مرحبا שלום");
    }

    @Test
    void whatIsEmptyOrMissingIsNoFault() {
        Walk walk = Walk.begin(WORLD).accepted().implemented("trusted-point");
        assertThat(client("initiator")
                        .send("POST", "/api/v1/evaluations?role=INITIATOR", Client.JSON.nullNode(), Map.of())
                        .status())
                .isIn(400, 422);
        Map<String, Object> nothing = new HashMap<>();
        nothing.put("yaml", null);
        Answer checked = client("researcher").post("/api/v1/evaluations/" + walk.id + "/protocol/check", nothing);
        assertThat(checked.status()).as(checked.text()).isEqualTo(200);
        assertThat(checked.json().path("sound").asBoolean()).isFalse();
        Answer unnamed = client("initiator").post("/api/v1/evaluations", Map.of());
        assertThat(unnamed.status()).isEqualTo(400);
        assertThat(unnamed.text()).contains("\"role\"");
    }

    @Test
    void aFileNameThatTurnsAroundOrIsTooLargeIsRefused() {
        Walk walk = Walk.begin(WORLD).accepted();
        String path = "/api/v1/evaluations/" + walk.id + "/documents?name=";
        refused(client("initiator").post(path + "%E2%80%AEgpj.exe.pdf", World.file("a.pdf")), "name");
        Answer large = client("initiator").post(path + "a.pdf", new byte[49 * 1024 * 1024]);
        assertThat(large.code()).as(large.text()).isEqualTo("PLATFORM-027");
    }
}
