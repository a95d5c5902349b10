package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Accounts;
import org.steelyard.platform.evaluation.ExpertPool;
import org.steelyard.platform.export.WordFile;
import tools.jackson.databind.JsonNode;

/** Rules of the guide beside the main road of an evaluation: what is asked, checked, compared and looked up on the way. */
class RowsTest {

    @TempDir
    private static Path folder;

    private static World world;

    @BeforeAll
    static void start() {
        world = new World(folder);
        world.server
                .bean(Accounts.class)
                .setTrusted(
                        world.organisations.get("hospital"),
                        Optional.of(java.time.LocalDate.of(2026, 1, 16)),
                        Optional.empty());
        world.addAccount("collector", "university", List.of("DATA_PROVIDER"));
    }

    @AfterAll
    static void stop() {
        world.server.close();
    }

    private static Client client(String login) {
        return world.client(login);
    }

    private static int last(Walk walk, String act) {
        JsonNode filings =
                client("official").get("/api/v1/evaluations/" + walk.id).json().path("filings");
        return StreamSupport.stream(filings.spliterator(), false)
                .filter(f -> f.path("act").asString().equals(act))
                .mapToInt(f -> f.path("number").asInt())
                .max()
                .orElseThrow();
    }

    private static List<String> flags(Walk walk) {
        return StreamSupport.stream(
                        client("official")
                                .get("/api/v1/evaluations/" + walk.id)
                                .json()
                                .path("flags")
                                .spliterator(),
                        false)
                .map(f -> f.path("kind").asString())
                .toList();
    }

    private static void refused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text()).contains("\"" + field + "\"");
    }

    @Test
    void anApplicationNamesTheTrialThatItWasPlannedWith() {
        Map<String, Object> form = world.application("authority");
        form.put("trial", "NCT01234567");
        form.put("jointVariables", List.of("无进展生存期", "住院费用"));
        Walk walk = Walk.begin(world, Walk.USUAL, form);
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
        Walk walk = Walk.begin(world).accepted();
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
    void collectionIsComparedWithItsPlanAndAnEarlySubjectIsShown() {
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point").locked();
        walk.implementer("start-conduct", walk.authorisation());
        Map<String, Object> early = Map.of(
                "on",
                        java.time.LocalDate.now(java.time.ZoneId.of("Asia/Shanghai"))
                                .toString(),
                "firstSubject", "2026-02-01",
                "rows", List.of(Map.of("name", "第 3 月随访", "planned", 120, "actual", 96, "reason", "失访 24 人")));
        Map<String, Object> silent = new HashMap<>(early);
        silent.put("rows", List.of(Map.of("name", "第 3 月随访", "planned", 120, "actual", 96)));
        refused(walk.tries("researcher", "record-collection", "IMPLEMENTER", silent), "rows[0].reason");
        Map<String, Object> tomorrow = new HashMap<>(early);
        tomorrow.put("on", "2099-01-01");
        refused(walk.tries("researcher", "record-collection", "IMPLEMENTER", tomorrow), "on");
        assertThat(flags(walk)).doesNotContain("early-subject", "deviations");
        walk.implementer("record-collection", early);
        assertThat(flags(walk)).contains("early-subject", "deviations");
    }

    @Test
    void aReviewDrawsComparesAndChecksAnew() {
        Walk walk = Walk.begin(world)
                .accepted()
                .implemented("trusted-point")
                .locked()
                .analysed();
        assertThat(flags(walk)).contains("quality-links");
        for (String link : List.of("extraction", "governance", "analysis")) {
            List<Map<String, Object>> items = StreamSupport.stream(
                            client("official")
                                    .get("/api/v1/process")
                                    .json()
                                    .path("qualityLinks")
                                    .spliterator(),
                            false)
                    .filter(i -> i.path("link").asString().equals(link))
                    .map(i -> Map.<String, Object>of("item", i.path("id").asString(), "verdict", "pass"))
                    .toList();
            assertThat(items).hasSize(3);
            refused(
                    walk.tries(
                            "researcher",
                            "record-quality-control",
                            "IMPLEMENTER",
                            Map.of("link", link, "items", items.subList(0, 2))),
                    "items." + items.get(2).get("item"));
            walk.implementer("record-quality-control", Map.of("link", link, "items", items));
        }
        assertThat(flags(walk)).doesNotContain("quality-links");
        walk.reported().inReview();

        int extraction = last(walk, "log-extraction");
        String path = "/api/v1/evaluations/" + walk.id + "/sample?extraction=" + extraction + "&size=40&seed=7";
        Answer sample = client("expert1").get(path);
        assertThat(sample.status()).as(sample.text()).isEqualTo(200);
        assertThat(sample.json().path("rows").size()).isEqualTo(40);
        assertThat(client("expert2").get(path).text()).as("the same seed").isEqualTo(sample.text());
        refused(client("expert1").get(path.replace("size=40", "size=4000")), "size");
        refused(client("expert1").get(path.replace("extraction=" + extraction, "extraction=1")), "extraction");

        Map<String, Object> compared = Map.of(
                "extraction", extraction, "seed", 7, "size", 40, "wrong", 2, "differences", "两条出院日期不符", "rate", 0.9);
        walk.does("expert1", "compare-sample", "EXPERT", compared);
        JsonNode filed = client("expert1")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("filings")
                .get(last(walk, "compare-sample") - 1)
                .path("body");
        assertThat(filed.path("rate").asDouble()).as("computed here").isEqualTo(0.05);
        assertThat(filed.path("lower").asDouble()).isBetween(0.012, 0.015);
        assertThat(filed.path("upper").asDouble()).isBetween(0.16, 0.17);
        refused(
                walk.tries(
                        "expert1",
                        "compare-sample",
                        "EXPERT",
                        Map.of("extraction", extraction, "seed", 7, "size", 40, "wrong", 41, "differences", "x")),
                "wrong");
        refused(
                walk.tries(
                        "expert1",
                        "compare-sample",
                        "EXPERT",
                        Map.of("extraction", 1, "seed", 7, "size", 40, "wrong", 0)),
                "extraction");

        walk.does(
                "expert2",
                "compare-quality",
                "EXPERT",
                Map.of(
                        "measures",
                        List.of(Map.of("name", "诊断编码完整率", "reported", 0.98, "recomputed", 0.95)),
                        "conclusion",
                        "略低于报告值"));
        JsonNode difference = client("expert2")
                .get("/api/v1/evaluations/" + walk.id)
                .json()
                .path("filings")
                .get(last(walk, "compare-quality") - 1)
                .path("body")
                .path("measures")
                .get(0)
                .path("difference");
        assertThat(difference.asDouble()).isEqualTo(-0.03);
        refused(
                walk.tries("expert2", "compare-quality", "EXPERT", Map.of("measures", List.of(), "conclusion", "x")),
                "measures");
        assertThat(walk.tries("researcher", "compare-sample", "EXPERT", compared)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void expertsAreDrawnByFieldAmongThoseWhoNeedNotKeepOut() {
        Walk walk = Walk.begin(world)
                .accepted()
                .implemented("trusted-point")
                .locked()
                .analysed()
                .reported();
        String draw = "/api/v1/evaluations/" + walk.id + "/experts/draw?seed=11";
        for (String expert : List.of("expert1", "expert2", "expert3")) {
            fields(expert, List.of());
        }
        assertThat(client("official").get(draw).json().path("missing").size()).isEqualTo(2);
        fields("expert1", List.of("clinical"));
        fields("expert2", List.of("health-economics", "statistics"));
        fields("expert3", List.of("clinical"));
        Answer drawn = client("official").get(draw);
        assertThat(drawn.json().path("missing").size()).as(drawn.text()).isZero();
        Set<String> people =
                Set.copyOf(StreamSupport.stream(drawn.json().path("experts").spliterator(), false)
                        .map(e -> e.path("account").asString())
                        .toList());
        assertThat(people)
                .as("the third belongs to the implementing body")
                .isEqualTo(Set.of(world.accounts.get("expert1"), world.accounts.get("expert2")));
        Answer wrong = client("official")
                .put(
                        "/api/v1/experts/" + world.accounts.get("expert1") + "/fields",
                        Map.of("fields", List.of("astrology")));
        refused(wrong, "fields");
        assertThat(ExpertPool.FIELDS).hasSize(8);
    }

    private static void fields(String expert, List<String> fields) {
        Answer set = client("official")
                .put("/api/v1/experts/" + world.accounts.get(expert) + "/fields", Map.of("fields", fields));
        assertThat(set.status()).as(set.text()).isEqualTo(200);
    }

    @Test
    void everyReadingIsLookedUp() {
        Walk walk = Walk.begin(world).accepted();
        client("initiator").get("/api/v1/evaluations/" + walk.id);
        assertThat(client("expert1").get("/api/v1/evaluations/" + walk.id).status())
                .isEqualTo(403);
        Answer readers = client("official").get("/api/v1/evaluations/" + walk.id + "/readings");
        assertThat(readers.status()).as(readers.text()).isEqualTo(200);
        List<String> who = StreamSupport.stream(readers.json().path("readings").spliterator(), false)
                .map(r -> r.path("account").asString())
                .toList();
        assertThat(who).contains(world.accounts.get("initiator")).doesNotContain(world.accounts.get("expert1"));
        assertThat(client("initiator")
                        .get("/api/v1/evaluations/" + walk.id + "/readings")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSuggestionIsLinkedByAnAuthorityAndStartsNothing() {
        Walk walk = Walk.begin(world).accepted();
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
        Walk walk = Walk.begin(world).whole("trusted-point");
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
        JsonNode reach = client("official").get("/api/v1/equity").json().get(0);
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
                                "recipients", List.of(world.organisations.get("hospital")),
                                "decidedOn", "2026-06-01"));
        assertThat(decided.status()).as(decided.text()).isEqualTo(201);
        assertThat(client("official")
                        .get("/api/v1/equity")
                        .json()
                        .get(0)
                        .path("recommended")
                        .asBoolean())
                .isTrue();
        JsonNode register = client("official").get("/api/v1/decisions").json();
        assertThat(register.path("cited").get(0).path("id").asString()).isEqualTo(walk.id);
        JsonNode resource = StreamSupport.stream(
                        client("official").get("/api/v1/resources").json().spliterator(), false)
                .filter(r -> r.path("evaluation").path("id").asString().equals(walk.id))
                .findFirst()
                .orElseThrow();
        assertThat(resource.path("decisions").get(0).path("kind").asString()).isEqualTo("promote");

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
        assertThat(times.path("decided").asInt()).isEqualTo(1);
        assertThat(times.path("medianDaysToPayment").asDouble()).isZero();
        assertThat(times.path("stages").size()).isEqualTo(9);
        assertThat(times.path("stages").get(0).path("evaluations").asInt()).isPositive();
        assertThat(client("initiator").get("/api/v1/timings").status()).isEqualTo(403);
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

    /** Part 6, section 5: traceable and reproducible. */
    @Test
    void aRunMadeAnewIsLaidBesideTheFirst() {
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point").locked();
        walk.implementer("start-conduct", walk.authorisation());
        String path = "/api/v1/evaluations/" + walk.id + "/results/compare";
        walk.implementer("record-run", Map.of("results", Walk.results()));
        assertThat(client("researcher").get(path).status()).as("one run alone").isEqualTo(404);
        walk.implementer("record-run", Map.of("results", Walk.results()));
        JsonNode same = client("researcher").get(path).json();
        assertThat(same.path("different").asInt()).isZero();
        assertThat(same.path("compared").asInt()).isPositive();
        Map<String, Object> other = new HashMap<>(Walk.results());
        other.put("estimates", List.of(Map.of("id", "a", "value", 0.6500001)));
        walk.implementer("record-run", Map.of("results", other));
        JsonNode differs = client("researcher").get(path).json();
        assertThat(differs.path("different").asInt()).isEqualTo(1);
        assertThat(differs.path("differences").get(0).path("where").asString()).isEqualTo("estimates[a].value");
        assertThat(client("researcher")
                        .get(path + "?tolerance=0.001")
                        .json()
                        .path("different")
                        .asInt())
                .isZero();
        refused(client("researcher").get(path + "?tolerance=-1"), "tolerance");
        assertThat(client("researcher").get(path + "?first=1").status()).isEqualTo(404);
        assertThat(client("stranger").get(path).status()).isEqualTo(403);
    }

    /** Part 6, section 7.3: what the report says is what the run found, and nothing is left out. */
    @Test
    void aNumberThatWasAlteredByHandIsFound() {
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point").locked();
        walk.implementer("start-conduct", walk.authorisation());
        walk.implementer("log-extraction", Walk.extraction());
        walk.implementer(
                "file-governance-report",
                Map.of("summary", "数据治理", "document", walk.document("researcher", "governance.docx")));
        Map<String, Object> results = new HashMap<>(Walk.results());
        results.put(
                "estimates",
                List.of(
                        Map.of("id", "a", "outcome", "rfs", "preSpecified", true, "value", 0.6462),
                        Map.of("id", "b", "outcome", "os", "preSpecified", true, "value", 0.1512)));
        byte[] own =
                new WordFile().text("风险比 0.646（0.533 至 0.784）").text("差值 15.1%").bytes();
        Answer brought = client("researcher")
                .post("/api/v1/evaluations/" + walk.id + "/runs/bundle?role=IMPLEMENTER", zip(results, own));
        assertThat(brought.status()).as(brought.text()).isEqualTo(201);
        String path = "/api/v1/evaluations/" + walk.id + "/report-check";
        assertThat(client("official").get(path).status()).as("no report yet").isEqualTo(404);
        walk.implementer("finish-analysis", Map.of());

        Map<String, Object> report = new HashMap<>(walk.report());
        report.put(
                "document",
                upload(walk, new WordFile().text("风险比 0.546（0.533 至 0.784）").bytes()));
        walk.implementer("submit-report", report);
        JsonNode check = client("official").get(path).json();
        assertThat(check.path("readable").asBoolean()).isTrue();
        assertThat(written(check.path("missing"))).containsExactly("0.646", "15.1");
        assertThat(written(check.path("added"))).containsExactly("0.546");
        assertThat(check.path("absent").size()).isEqualTo(2);
        assertThat(check.path("absent").get(0).path("outcome").asString()).isEqualTo("rfs");
        assertThat(client("stranger").get(path).status()).isEqualTo(403);
    }

    private static List<String> written(JsonNode numbers) {
        return StreamSupport.stream(numbers.spliterator(), false)
                .map(n -> n.path("number").asString())
                .toList();
    }

    private static String upload(Walk walk, byte[] content) {
        Answer added =
                client("researcher").post("/api/v1/evaluations/" + walk.id + "/documents?name=edited.docx", content);
        assertThat(added.status()).as(added.text()).isEqualTo(200);
        return added.json().path("id").asString();
    }

    private static byte[] zip(Map<String, Object> results, byte[] report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("out/results.json"));
            zip.write(Client.JSON.writeValueAsBytes(results));
            zip.putNextEntry(new ZipEntry("out/report.docx"));
            zip.write(report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
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
        Map<String, Object> form = world.application("authority");
        form.put("disease", disease);
        Walk walk = Walk.begin(world, Walk.USUAL, form)
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
        Map<String, Object> form = world.application("authority");
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
        Walk walk = Walk.begin(world).accepted().implemented("trusted-point");
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
        Walk walk = Walk.begin(world).accepted();
        String path = "/api/v1/evaluations/" + walk.id + "/documents?name=";
        refused(client("initiator").post(path + "%E2%80%AEgpj.exe.pdf", World.file("a.pdf")), "name");
        Answer large = client("initiator").post(path + "a.pdf", new byte[49 * 1024 * 1024]);
        assertThat(large.status()).as(large.text()).isEqualTo(422);
        assertThat(large.code()).isEqualTo("PLATFORM-025");
    }
}
