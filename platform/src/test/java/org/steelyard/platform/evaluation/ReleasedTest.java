package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.steelyard.disclosure.SmallCells;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is filed of a run tells no small count, neither itself nor by what stands beside it. The limit here is 10. */
class ReleasedTest {

    private static JsonNode released(Map<String, Object> results) {
        return JsonMapper.shared()
                .valueToTree(
                        Released.of(new Body.Run(results), new SmallCells(10)).results());
    }

    private static JsonNode first(String list, List<Map<String, Object>> rows) {
        return released(Map.of(list, rows)).path(list).get(0);
    }

    @Test
    void aShareGoesWithItsCountAndTheRowsBesideLoseTheirs() {
        JsonNode rows = released(Map.of(
                        "society",
                        Map.of(
                                "groups",
                                List.of(Map.of(
                                        "rows",
                                        List.of(
                                                Map.of("n", 40, "treated", 4, "access", 0.1, "accessLower", 0.03),
                                                Map.of(
                                                        "n",
                                                        400,
                                                        "treated",
                                                        100,
                                                        "access",
                                                        0.25,
                                                        "accessLower",
                                                        0.2)))))))
                .path("society")
                .path("groups")
                .get(0)
                .path("rows");
        assertThat(rows.get(0).path("access").isNull()).isTrue();
        assertThat(rows.get(0).path("accessLower").isNull()).isTrue();
        assertThat(rows.get(1).path("n").isNull()).as("the whole less this row").isTrue();
        assertThat(rows.get(1).path("access").asDouble()).isEqualTo(0.25);
    }

    @Test
    void aSmallRestOfTheWholeIsSmall() {
        JsonNode row = first(
                "estimates",
                List.of(Map.of("n", 900, "nTreated", 896, "value", 0.7, "measure", "hazard-ratio", "level", 0.95)));
        assertThat(row.path("n").isNull()).isTrue();
        assertThat(row.path("value").isNull()).isTrue();
        assertThat(row.path("level").asDouble()).isEqualTo(0.95);
    }

    @Test
    void fewEventsTakeARiskWithThemAndLeaveAHazardRatio() {
        Map<String, Object> risk =
                Map.of("n", 900, "nTreated", 400, "events", 3, "value", 0.0033, "measure", "risk-difference");
        Map<String, Object> hazard =
                Map.of("n", 900, "nTreated", 400, "events", 3, "value", 0.71, "measure", "hazard-ratio");
        assertThat(first("estimates", List.of(risk)).path("value").isNull()).isTrue();
        assertThat(first("estimates", List.of(hazard)).path("value").asDouble()).isEqualTo(0.71);
        assertThat(first("estimates", List.of(hazard)).path("events").isNull()).isTrue();
    }

    @Test
    void twoAnalysesThatDifferByAFewPeopleDoNotShowBoth() {
        JsonNode rows = released(Map.of(
                        "estimates",
                        List.of(
                                Map.of("n", 900, "nTreated", 400, "value", 1.0),
                                Map.of("n", 897, "nTreated", 400, "value", 1.1),
                                Map.of("n", 800, "nTreated", 350, "value", 1.2))))
                .path("estimates");
        assertThat(rows.get(0).path("n").asInt()).isEqualTo(900);
        assertThat(rows.get(1).path("n").isNull()).isTrue();
        assertThat(rows.get(2).path("n").asInt()).isEqualTo(800);
    }

    @Test
    void sentencesLoseWhatTablesLost() {
        JsonNode all = released(Map.of(
                "attrition",
                List.of(Map.of("remaining", 900), Map.of("remaining", 897, "removed", 3)),
                "diagnostics",
                List.of(Map.of(
                        "message", Map.of("zh", "剔除 3 例后剩余 897 例", "en", "3 patients left out, 897 patients kept")))));
        assertThat(all.toString()).doesNotContain("897", " 3 例", "3 patients").contains("≤10");
    }

    @Test
    void whatTellsNothingSmallStays() {
        JsonNode row =
                first("estimates", List.of(Map.of("n", 900, "nTreated", 400, "events", 120, "value", 0.7, "p", 0.01)));
        assertThat(row.path("n").asInt()).isEqualTo(900);
        assertThat(row.path("value").asDouble()).isEqualTo(0.7);
        assertThat(row.path("p").asDouble()).isEqualTo(0.01);
    }

    private static Map<String, Object> arm(List<Integer> events, List<Object> atRisk) {
        List<Double> survival = events.stream().map(e -> 1 - e / 200.0).toList();
        return Map.of(
                "arm", "treated",
                "time", IntStream.range(0, events.size()).boxed().toList(),
                "survival", survival,
                "lower", survival,
                "upper", List.of(),
                "events", events,
                "atRisk", atRisk);
    }

    private static JsonNode arms(Object arm) {
        return first(
                        "survival",
                        List.of(Map.of(
                                "analysis",
                                "a",
                                "outcome",
                                "b",
                                "unit",
                                "year",
                                "riskTimes",
                                List.of(0, 4),
                                "arms",
                                List.of(arm))))
                .path("arms");
    }

    @Test
    void aCurveKeepsPointsThatStandForManyEvents() {
        JsonNode arm = arms(arm(List.of(0, 3, 20, 25, 40), List.of(200, 120))).get(0);
        assertThat(arm.path("events").valueStream().map(JsonNode::asInt)).containsExactly(0, 20, 40);
        assertThat(arm.path("survival").valueStream().map(JsonNode::asDouble)).containsExactly(1.0, 0.9, 0.8);
        assertThat(arm.path("upper").size()).isZero();
    }

    @Test
    void aCurveEndsWhereFewAreAtRisk() {
        JsonNode arm = arms(arm(List.of(0, 20, 40, 60, 90), List.of(200, 7))).get(0);
        assertThat(arm.path("events").valueStream().map(JsonNode::asInt)).containsExactly(0, 20, 40, 60);
        assertThat(arm.path("atRisk").get(1).isNull()).isTrue();
    }

    @Test
    void aCurveThatDoesNotCountItsEventsIsLeftOut() {
        Map<String, Object> silent = new HashMap<>(arm(List.of(0, 20), List.of(200, 100)));
        silent.remove("events");
        assertThat(arms(silent).size()).isZero();
        assertThat(released(Map.of("survival", "1, 0.9")).path("survival").size())
                .isZero();
    }
}
