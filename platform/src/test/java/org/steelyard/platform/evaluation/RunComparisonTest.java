package org.steelyard.platform.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.steelyard.governance.process.Role;
import org.steelyard.governance.process.State;

class RunComparisonTest {

    private static Filing run(int number, Map<String, Object> results) {
        return new Filing(
                number, "record-run", Role.IMPLEMENTER, "a", Instant.EPOCH, State.RUNNING, new Body.Run(results), "");
    }

    private static Map<String, Object> results(double value, long seed) {
        Map<String, Object> all = new HashMap<>();
        all.put("run", Map.of("seed", seed, "engine", "duckdb"));
        all.put(
                "estimates",
                List.of(
                        Map.of("id", "a", "value", value, "provenance", Map.of("seed", seed)),
                        Map.of("id", "b", "value", 2.0)));
        all.put("curve", List.of(1.0, 0.9, 0.8));
        return all;
    }

    @Test
    void theSameResultsDifferInNothingButTheirCircumstances() {
        RunComparison compared = RunComparison.of(run(3, results(0.5, 1)), run(5, results(0.5, 2)), 0);
        assertThat(compared.different()).isZero();
        assertThat(compared.compared()).isEqualTo(7);
        assertThat(compared.conditions()).singleElement().satisfies(c -> {
            assertThat(c.where()).isEqualTo("run.seed");
            assertThat(c.first()).isEqualTo("1");
            assertThat(c.second()).isEqualTo("2");
        });
    }

    @Test
    void aNumberDiffersBeyondTheTolerance() {
        Filing first = run(3, results(0.5, 1));
        Filing second = run(5, results(0.5 * (1 + 1e-6), 1));
        assertThat(RunComparison.of(first, second, 1e-5).different()).isZero();
        RunComparison found = RunComparison.of(first, second, 1e-7);
        assertThat(found.different()).isEqualTo(1);
        assertThat(found.differences().getFirst().where()).isEqualTo("estimates[a].value");
        assertThat(found.differences().getFirst().relative().orElseThrow()).isBetween(9e-7, 1.1e-6);
    }

    @Test
    void whatOneOfThemLacksIsADifference() {
        Map<String, Object> less = results(0.5, 1);
        less.put("estimates", List.of(Map.of("id", "b", "value", 2.0)));
        less.put("curve", List.of(1.0, 0.9));
        RunComparison found = RunComparison.of(run(3, results(0.5, 1)), run(5, less), 0);
        assertThat(found.differences())
                .extracting(RunComparison.Difference::where)
                .containsExactlyInAnyOrder("estimates[a].id", "estimates[a].value", "curve[2]");
    }
}
