package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.governance.process.Role;
import org.steelyard.platform.Client.Answer;
import org.steelyard.platform.account.Organisation;
import org.steelyard.platform.evaluation.Forms;
import org.steelyard.platform.evaluation.Initiation;
import org.steelyard.platform.export.Words;
import tools.jackson.databind.JsonNode;

/**
 * Turns that an evaluation can take off the usual way, and what the public sees of them: refused termination, the rapid track,
 * the ways of initiation, citations.
 */
class PathsTest {

    @TempDir
    private static Path folder;

    private static Server server;

    @BeforeAll
    static void start() {
        server = Server.demo(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whoseTerminationIsRefusedGoesOnWhereHeWas() {
        Client researcher = server.as("demo-researcher");
        Map<String, Role> judges = Map.of("RUNNING", Role.LOCAL_AUTHORITY, "PROTOCOL_LOCKED", Role.NATIONAL_AUTHORITY);
        judges.forEach((state, role) -> {
            Client official = server.as(role == Role.LOCAL_AUTHORITY ? "demo-official2" : "demo-national");
            String id = official.sample(state);
            Answer asked = researcher.act(id, "ask-termination", "IMPLEMENTER", Map.of("text", "入组缓慢"));
            assertThat(asked.json().path("state").asString()).as(asked.text()).isEqualTo("TERMINATION_ASKED");
            JsonNode offers = official.get("/api/v1/evaluations/" + id).json().path("offers");
            for (JsonNode offer : offers) {
                if (offer.path("act").asString().equals("refuse-termination")) {
                    assertThat(offer.path("to").asString()).isEqualTo(state);
                }
            }
            Answer refused = official.act(id, "refuse-termination", role.name(), Map.of("text", "继续"));
            assertThat(refused.json().path("state").asString())
                    .as(refused.text())
                    .isEqualTo(state);
        });
    }

    @Test
    void aPublishedEvaluationIsCitedInTwoFormats() {
        String id = server.as("demo-official").sample("MONITORING");
        String path = "/api/v1/public/evaluations/" + id + "/citation.";
        Answer ris = server.client().get(path + "ris?lang=zh");
        assertThat(ris.text())
                .startsWith("TY  - RPRT\r\nAU  - 示范省第一医院\r\n")
                .contains("PB  - 示范省医疗保障局")
                .contains("UR  - http://127.0.0.1:" + server.port() + "/repository/" + id + "\r\n");
        Answer bib = server.client().get(path + "bib?lang=en");
        assertThat(bib.text())
                .startsWith("@techreport{steelyard-")
                .contains("author = {{Sample Province first hospital}}");
        String hidden = server.as("demo-official").sample("SUBMITTED");
        assertThat(server.client()
                        .get("/api/v1/public/evaluations/" + hidden + "/citation.ris")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void anUnjustifiedTerminationIsNegativeEvidenceForEverybodyToSee() {
        JsonNode page = server.client()
                .get("/api/v1/public/evaluations?state=TERMINATED_UNJUSTIFIED")
                .json();
        assertThat(page.path("total").asInt()).isEqualTo(1);
        JsonNode one = page.path("items").get(0);
        assertThat(one.path("grade").asString()).isEqualTo("N");
        JsonNode open = server.client()
                .get("/api/v1/public/evaluations/" + one.path("id").asString())
                .json();
        JsonNode history = open.path("history");
        assertThat(history.get(history.size() - 1).path("to").path("en").asString())
                .contains("without good reason");
        assertThat(open.path("citation").path("en").asString()).contains("evidence grade N");
        assertThat(open.path("citation").path("zh").asString()).contains("证据等级 N");
    }

    /** From a sample that is published: its twin on the rapid track is monitored with a date, and opens a routine evaluation without any other alert. */
    @Test
    void aRapidEvaluationIsFollowedByARoutineOne() {
        Client official = server.as("demo-official");
        String id = official.sample("PUBLISHED");
        org.springframework.jdbc.core.simple.JdbcClient.create(server.bean(javax.sql.DataSource.class))
                .sql("UPDATE evaluation SET pace = 'rapid' WHERE id = ?")
                .param(id)
                .update();
        Map<String, Object> plan = Map.of("indicators", List.of("基金支出"));
        Answer without = official.act(id, "start-monitoring", "LOCAL_AUTHORITY", plan);
        assertThat(without.code()).isEqualTo("PLATFORM-006");
        assertThat(without.text()).contains("routine");
        String due =
                LocalDate.now(java.time.ZoneId.of("Asia/Shanghai")).plusYears(1).toString();
        Answer with = official.act(
                id, "start-monitoring", "LOCAL_AUTHORITY", Map.of("indicators", List.of("基金支出"), "routineDue", due));
        assertThat(with.status()).as(with.text()).isEqualTo(200);
        assertThat(official.get("/api/v1/calendar").text()).contains(due);
        JsonNode alerts = official.get("/api/v1/evaluations/" + id).json().path("alerts");
        assertThat(alerts.toString()).contains("routine").contains(due);
        Answer opened = official.act(id, "open-re-evaluation", "LOCAL_AUTHORITY", Map.of("text", "快速评价后的常规评价"));
        assertThat(opened.status()).as(opened.text()).isEqualTo(200);
        JsonNode drafts = official.get("/api/v1/evaluations?state=DRAFT").json().path("items");
        assertThat(drafts)
                .anyMatch(d -> d.path("parent").asString("").equals(id)
                        && d.path("pace").asString().equals("routine"));
    }

    @Test
    void theWayOfInitiationFollowsFromTheInitiator() {
        LocalDate day = LocalDate.of(2026, 6, 1);
        assertThat(Initiation.of(body(Organisation.Kind.HOSPITAL, Optional.of(day)), day))
                .isEqualTo(Initiation.TRUSTED_POINT);
        assertThat(Initiation.of(body(Organisation.Kind.HOSPITAL, Optional.of(day)), day.minusDays(1)))
                .isEqualTo(Initiation.OTHER);
        assertThat(Initiation.of(body(Organisation.Kind.ENTERPRISE, Optional.empty()), day))
                .isEqualTo(Initiation.ENTERPRISE);
        assertThat(Initiation.of(body(Organisation.Kind.LOCAL_AUTHORITY, Optional.empty()), day))
                .isEqualTo(Initiation.AUTHORITY);
        Client official = server.as("demo-official");
        assertThat(official.get("/api/v1/evaluations/" + official.sample("SUBMITTED"))
                        .json()
                        .path("initiation")
                        .path("way")
                        .asString())
                .isEqualTo("other");
    }

    private static Organisation body(Organisation.Kind kind, Optional<LocalDate> trusted) {
        return new Organisation("x", "x", "x", kind, "990100", trusted, Optional.empty(), 1);
    }

    /** Every field of every form has a name in both languages: no dossier prints a name of the program. */
    @Test
    void everyFieldOfAFormHasAName() {
        Forms.all().values().forEach(form -> names(form));
    }

    private static void names(Class<?> kind) {
        for (RecordComponent field : kind.getRecordComponents()) {
            assertThat(Words.field(field.getName()))
                    .as(kind.getSimpleName() + "." + field.getName())
                    .isPresent();
            if (field.getGenericType() instanceof ParameterizedType list
                    && list.getActualTypeArguments()[0] instanceof Class<?> inner
                    && inner.isRecord()) {
                names(inner);
            }
        }
    }

    @Test
    void aDossierSpeaksToItsReader() throws Exception {
        Client official = server.as("demo-official");
        String id = official.sample("MONITORING");
        byte[] file = official.raw(java.net.URI.create("/api/v1/evaluations/" + id + "/dossier.docx"))
                .body();
        Path zip = java.nio.file.Files.write(folder.resolve("dossier.zip"), file);
        try (var in = new java.util.zip.ZipFile(zip.toFile())) {
            String text = new String(
                    in.getInputStream(in.getEntry("word/document.xml")).readAllBytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .contains("主题的必要性", "伦理审批件.docx", "可信评价点", "发起方式", "研究计划", "三、临床急需的重大创新", "<w:tblHeader/>")
                    .doesNotContain("titleZh", "objectType", "ethicsNumber", "[{", "trusted-point", "现行价格")
                    .as("sums have their thousands apart, measures four digits")
                    .contains(">200,000<")
                    .doesNotContainPattern("\\d\\.\\d{7}");
            assertThat(in.getEntry("word/footer1.xml")).isNotNull();
        }
    }
}
