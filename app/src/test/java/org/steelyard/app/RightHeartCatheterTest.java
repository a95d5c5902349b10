package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;

/**
 * The right heart catheterization study through the command line, from CSV to results file. The numbers were computed with
 * R 4.2.2: glm (binomial), weighted means and glm with normalised weights, survival 3.5-3 coxph (Efron; robust variance
 * under weights), and a greedy 1:1 matching on the logit, caliper 0.2 standard deviations, descending.
 */
@Tag("slow")
class RightHeartCatheterTest {

    private static final double TOLERANCE = 1e-6;
    private static final String SOURCE = "R 4.2.2, survival 3.5-3";

    /** Estimate of the results file and what it should be. */
    private static final Map<String, Double> EXPECTED = Map.of(
            "crude/risk-difference", 0.07364406456,
            "primary-iptw-ate/risk-difference", 0.05500997891,
            "iptw-att/risk-difference", 0.05402409135,
            "overlap/risk-difference", 0.06405395617,
            "aipw/risk-difference", 0.0577220245,
            "matched/risk-difference", 0.05529685681,
            "cox-adjusted/hazard-ratio", 1.277901702,
            "cox-iptw/hazard-ratio", 1.218046856);

    @TempDir
    private Path temp = Path.of("");

    @Test
    void theChainGivesTheNumbersOfR() throws IOException {
        Path data = Path.of(System.getProperty("steelyard.shared", "absent"), "data", "rhc");
        assumeTrue(Files.isDirectory(data), "shared data absent: " + data.getFileName());
        Path out = temp.resolve("out");

        Cli cli = Cli.run("run", quickPlan(), "--data", data, "--out", out);

        assertThat(cli.exitCode()).as(cli.said()).isZero();
        JsonNode results = AcceptanceTest.results(out);
        EXPECTED.forEach((id, expected) -> {
            String[] parts = id.split("/", 2);
            check(parts[0] + ": " + parts[1], expected, one(results, "estimates", "id", id, "value"));
        });
        check("c-statistic", 0.80368593, one(results, "diagnostics", "id", "primary-iptw-ate/c-statistic", "value"));
        check("matched pairs", 1718, one(results, "diagnostics", "id", "matched/matched-pairs", "value"));
        check("E-value", 1.628846394, one(results, "eValues", "analysis", "primary-iptw-ate", "point"));
    }

    private static void check(String quantity, double expected, double actual) {
        Oracle.check("whole run", SOURCE, "right heart catheterization: " + quantity, expected, actual, TOLERANCE);
    }

    private static double one(JsonNode results, String list, String key, String value, String field) {
        return results.path(list)
                .valueStream()
                .filter(node -> node.path(key).asString("").equals(value))
                .findFirst()
                .orElseThrow(() -> new AssertionError(value + " is not in the results"))
                .path(field)
                .asDouble();
    }

    /** The plan of the example with fewer resamples, which no number checked here depends on. */
    private Path quickPlan() throws IOException {
        String plan = Files.readString(GeneratedFile.root().resolve("examples/rhc/protocol.yaml"));
        String quick = plan.replaceFirst("(?m)^  bootstrap: \\d+", "  bootstrap: 50")
                .replaceFirst("(?m)^  draws: \\d+", "  draws: 100");
        assertThat(quick).isNotEqualTo(plan);
        Path file = temp.resolve("protocol.yaml");
        Files.writeString(file, quick);
        return file;
    }
}
