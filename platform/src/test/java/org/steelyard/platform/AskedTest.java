package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.steelyard.platform.Client.Answer;
import tools.jackson.databind.JsonNode;

/** What the process asks of those who take part without leading: it waits for them, they read what is asked, and it is done once they answered. */
class AskedTest {

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

    /** What waits for whom in the samples, by login. */
    @ParameterizedTest
    @CsvSource({
        "demo-national, decide-support",
        "demo-supplier, log-extraction",
        "demo-patient, patient-input",
        "demo-expert2, submit-review",
        "demo-official, accept-application",
        "demo-initiator, submit-application",
        "demo-researcher, submit-protocol",
    })
    void somethingWaitsForEveryRoleOfTheSamples(String login, String act) {
        assertThat(waiting(login)).contains(act);
    }

    private List<String> waiting(String login) {
        List<String> acts = new ArrayList<>();
        server.as(login)
                .get("/api/v1/todo")
                .json()
                .forEach(todo -> todo.path("acts")
                        .forEach(offer -> acts.add(offer.path("act").asString())));
        return acts;
    }

    @ParameterizedTest
    @CsvSource({"demo-supplier, 登记数据提供方", "demo-researcher, 确定实施主体", "demo-expert2, 指派评议专家"})
    void whomAnActBringsInIsToldOfIt(String login, String act) {
        assertThat(server.as(login).get("/api/v1/notices?size=200").text()).contains(act);
    }

    @Test
    void whoIsAskedForDocumentsReadsWhatIsAskedAndIsDoneOnceTheyAreThere() {
        Client maker = server.as("demo-maker");
        String id = server.as("demo-official").sample("IMPLEMENTER_SET");
        Answer part = part(maker, id);
        assertThat(part.json().path("asked").get(0).path("body").path("text").asString())
                .contains("产品说明书");
        assertThat(part(server.as("demo-patient"), id).json().path("asked")).isEmpty();
        String document = maker.post(
                        "/api/v1/evaluations/" + id + "/documents?name=manual.pdf", World.file("manual.pdf"))
                .json()
                .path("id")
                .asString();
        assertThat(waiting("demo-maker")).containsExactly("supply-documents");
        Answer supplied = maker.act(
                id,
                "supply-documents",
                "PRODUCT_PROVIDER",
                Map.of("note", "说明书", "documents", List.of(document)),
                part.etag());
        assertThat(supplied.status()).as(supplied.text()).isEqualTo(200);
        assertThat(waiting("demo-maker")).isEmpty();
    }

    @Test
    void whoSpokeForPatientsTakesPart() {
        Client patient = server.as("demo-patient");
        Client national = server.as("demo-national");
        String id = national.sample("PROTOCOL_LOCKED");
        int before = waiting("demo-patient").size();
        says(patient, id, "希望减少复查次数。");
        assertThat(waiting("demo-patient")).hasSize(before - 1);
        assertThat(national.get("/api/v1/evaluations/" + id).json().path("parties"))
                .anyMatch(party -> party.path("role").asString().equals("PATIENT"));
        says(patient, id, "补充一条。");
        assertThat(national.get("/api/v1/evaluations/" + id).json().path("parties"))
                .filteredOn(party -> party.path("role").asString().equals("PATIENT"))
                .hasSize(1);
    }

    private static void says(Client patient, String id, String text) {
        Answer said = patient.act(
                id,
                "patient-input",
                "PATIENT",
                Map.of("text", text),
                part(patient, id).etag());
        assertThat(said.status()).as(said.text()).isEqualTo(200);
    }

    @Test
    void patientsSeeWhatTheyAreAskedAboutAndWhatIsPublic() {
        Client patient = server.as("demo-patient");
        Client official = server.as("demo-official");
        assertThat(part(patient, official.sample("SUBMITTED")).status()).isEqualTo(403);
        assertThat(part(patient, official.sample("IN_REVIEW")).status()).isEqualTo(403);
        JsonNode offers = part(patient, official.sample("PUBLISHED")).json().path("offers");
        assertThat(offers).extracting(offer -> offer.path("act").asString()).containsExactly("comment-public");
    }

    private static Answer part(Client client, String id) {
        return client.get("/api/v1/evaluations/" + id + "/summary");
    }
}
