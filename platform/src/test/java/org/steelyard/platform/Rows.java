package org.steelyard.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.steelyard.platform.Client.Answer;
import tools.jackson.databind.JsonNode;

/** What tests of the guide's rules ask of evaluations in the shared world. */
final class Rows {

    static final World WORLD = SharedWorld.get();

    private Rows() {}

    static Client client(String login) {
        return WORLD.client(login);
    }

    /** Number of the last filing of an act. */
    static int last(Walk walk, String act) {
        JsonNode filings =
                client("official").get("/api/v1/evaluations/" + walk.id).json().path("filings");
        return StreamSupport.stream(filings.spliterator(), false)
                .filter(f -> f.path("act").asString().equals(act))
                .mapToInt(f -> f.path("number").asInt())
                .max()
                .orElseThrow();
    }

    static List<String> flags(Walk walk) {
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

    static void refused(Answer answer, String field) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(422);
        assertThat(answer.text()).contains("\"" + field + "\"");
    }
}
