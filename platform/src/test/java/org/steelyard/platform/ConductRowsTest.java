package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.platform.Rows.WORLD;
import static org.steelyard.platform.Rows.client;
import static org.steelyard.platform.Rows.flags;
import static org.steelyard.platform.Rows.last;
import static org.steelyard.platform.Rows.refused;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.evaluation.ExpertPool;
import org.steelyard.platform.export.WordFile;
import tools.jackson.databind.JsonNode;

/** Rules of the guide beside the main road of an evaluation: what is collected, drawn, compared and read while it is carried out. */
class ConductRowsTest {

    @Test
    void collectionIsComparedWithItsPlanAndAnEarlySubjectIsShown() {
        Walk walk = Walk.begin(WORLD).accepted().implemented("trusted-point").locked();
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
        Walk walk = Walk.begin(WORLD)
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
        Walk walk = Walk.begin(WORLD)
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
                .isEqualTo(Set.of(WORLD.accounts.get("expert1"), WORLD.accounts.get("expert2")));
        Answer wrong = client("official")
                .put(
                        "/api/v1/experts/" + WORLD.accounts.get("expert1") + "/fields",
                        Map.of("fields", List.of("astrology")));
        refused(wrong, "fields");
        assertThat(ExpertPool.FIELDS).hasSize(8);
    }

    private static void fields(String expert, List<String> fields) {
        Answer set = client("official")
                .put("/api/v1/experts/" + WORLD.accounts.get(expert) + "/fields", Map.of("fields", fields));
        assertThat(set.status()).as(set.text()).isEqualTo(200);
    }

    @Test
    void everyReadingIsLookedUp() {
        Walk walk = Walk.begin(WORLD).accepted();
        client("initiator").get("/api/v1/evaluations/" + walk.id);
        assertThat(client("expert1").get("/api/v1/evaluations/" + walk.id).status())
                .isEqualTo(403);
        Answer readers = client("official").get("/api/v1/evaluations/" + walk.id + "/readings");
        assertThat(readers.status()).as(readers.text()).isEqualTo(200);
        List<String> who = StreamSupport.stream(readers.json().path("readings").spliterator(), false)
                .map(r -> r.path("account").asString())
                .toList();
        assertThat(who).contains(WORLD.accounts.get("initiator")).doesNotContain(WORLD.accounts.get("expert1"));
        assertThat(client("initiator")
                        .get("/api/v1/evaluations/" + walk.id + "/readings")
                        .status())
                .isEqualTo(403);
    }

    /** Part 6, section 5: traceable and reproducible. */
    @Test
    void aRunMadeAnewIsLaidBesideTheFirst() {
        Walk walk = Walk.begin(WORLD).accepted().implemented("trusted-point").locked();
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
        Walk walk = Walk.begin(WORLD).accepted().implemented("trusted-point").locked();
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
}
