package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Designs over time from a plan to the results file. */
class DesignRunTest {

    private static final String R = "R 4.5: glm, sandwich, did";

    @Test
    void aPlanOfDesignsAloneGivesThePublishedNumbers(@TempDir Path folder) throws IOException {
        Path shared = Path.of(System.getProperty("steelyard.shared", "absent"), "data");
        assumeTrue(Files.exists(shared.resolve("its/sicily.csv")), "the shared data are not here");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(shared.resolve("its/sicily.csv"), data.resolve("sicily.csv"));
        Files.copy(shared.resolve("did/mpdta.csv"), data.resolve("mpdta.csv"));

        String plan = inOneFamily(plan());
        JsonNode results = run(folder, plan, "1");

        near("its through a plan: RR with harmonics", value(results, "its/level-rate-ratio"), 0.8850715472, 1e-8);
        near("did through a plan: simple ATT", value(results, "did/att"), -0.0399512751551763, 1e-9);
        near("did through a plan: dynamic ATT", value(results, "did/att-by-exposure"), -0.0772398214573151, 1e-9);
        near("did through a plan: group ATT", value(results, "did/att-by-group"), -0.0310182822287484, 1e-9);
        near(
                "newey through a plan: error of the slope",
                estimate(results, "newey/slope-change").path("se").asDouble(),
                0.4256106177,
                1e-6);
        assertThat(results.path("designs").valueStream().map(d -> d.path("id").asString()))
                .contains("its", "its-linear", "did", "newey");
        // Two designs as one family: Holm's second p is no less than twice the smaller.
        JsonNode family = results.path("beside").path("multiplicity").path(0).path("members");
        double first = estimate(results, family.path(0).path("analysis").asString() + "/level-rate-ratio")
                .path("p")
                .asDouble();
        double second = estimate(results, "did/att").path("p").asDouble();
        assertThat(family.path(0).path("adjustedP").asDouble())
                .isEqualTo(first <= second ? 2 * first : Math.max(first, 2 * second));
        assertThat(family.path(1).path("adjustedP").asDouble())
                .isEqualTo(second < first ? 2 * second : Math.max(second, 2 * first));
        assertThat(diagnostic(results, "did/multiplicity:both").path("value").asDouble())
                .isEqualTo(family.path(1).path("adjustedP").asDouble());
        JsonNode left = diagnostic(results, "its/autocorrelation");
        assertThat(left.path("passed").asBoolean()).isFalse();
        assertThat(Files.readString(folder.resolve("out1/report.html"))).contains("事件研究", "反事实");
        assertThat(run(folder, plan, "2").path("estimates")).isEqualTo(results.path("estimates"));
    }

    @Test
    void aPlantedJumpIsFoundAndAThresholdWithoutPeopleStopsThePrimaryDesign(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.writeString(data.resolve("sicily.csv"), people());
        Files.writeString(data.resolve("mpdta.csv"), people());
        String plan = discontinuity("50");

        JsonNode found = estimate(run(folder, plan, "1"), "its/discontinuity");
        assertThat(found.path("lower").asDouble()).isLessThan(2);
        assertThat(found.path("upper").asDouble()).isGreaterThan(2);
        assertThat(found.path("lower").asDouble()).isGreaterThan(1);

        Path broken = folder.resolve("broken.yaml");
        Files.writeString(broken, discontinuity("150"));
        Cli stopped = Cli.run("run", broken, "--data", data, "--out", folder.resolve("none"));
        assertThat(stopped.exitCode()).as(stopped.said()).isEqualTo(13);
        assertThat(stopped.said()).contains("DSN-007").contains("阈值");
    }

    private static String people() {
        long seed = Long.getLong("seed", 5);
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        StringBuilder out =
                new StringBuilder("time,smokban,month,aces,stdpop,pop,lemp,countyreal,year,first.treat,lpop\n");
        for (int i = 0; i < 4000; i++) {
            double x = 100 * random.nextDouble();
            double y = 3 + 0.05 * x + (x >= 50 ? 2 : 0) + random.nextGaussian();
            out.append(i)
                    .append(',')
                    .append(x >= 50 ? 1 : 0)
                    .append(",1,1,1,")
                    .append(x)
                    .append(',')
                    .append(y)
                    .append(",1,2000,0,1\n");
        }
        return out.toString();
    }

    /** The plan with its main design replaced: a row a person, a score that decides. */
    private static String discontinuity(String cutoff) throws IOException {
        String plan = plan();
        int from = plan.indexOf("  tables:");
        int to = plan.indexOf("quality:");
        String section = """
                  tables:
                    - id: scored
                      name: 评分
                      source: counties
                      variables:
                        - {name: score, label: 评分, role: auxiliary, type: number, column: pop}
                        - {name: y, label: 结局, role: outcome, type: number, column: lemp}
                  designs:
                    - id: its
                      role: primary
                      outcome: aces
                      table: scored
                      estimand: 阈值处的效应
                      method: {kind: regression-discontinuity, running: score, cutoff: CUT}
                    - id: other
                      role: exploratory
                      outcome: employment
                      table: scored
                      method: {kind: before-after, after: high}
                    - id: rates
                      role: exploratory
                      outcome: rate
                      table: scored
                      method: {kind: before-after, after: high}
                """;
        return (plan.substring(0, from) + section.replace("CUT", cutoff) + plan.substring(to))
                .replace("variable: aces, harmful", "variable: y, harmful")
                .replace("variable: lemp, harmful", "variable: y, harmful")
                .replace("variable: rate, harmful", "variable: y, harmful")
                .replace(
                        "column: lemp}\n",
                        "column: lemp}\n        - {name: high, label: 高, role: auxiliary, type: binary, define: score >= 50}\n");
    }

    private static String plan() throws IOException {
        try (var in = DesignRunTest.class.getResourceAsStream("/designs/plan.yaml")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static String inOneFamily(String plan) {
        String none = "  analyses: []\n";
        assertThat(plan).contains(none);
        return plan.replace(none, none + "  multiplicity: [{id: both, method: holm, family: [its, did]}]\n");
    }

    private static JsonNode run(Path folder, String plan, String threads) throws IOException {
        Path file = folder.resolve("plan.yaml");
        Files.writeString(file, plan);
        Path out = folder.resolve("out" + threads);
        Cli run = Cli.run("run", file, "--data", folder.resolve("data"), "--out", out, "--threads", threads);
        assertThat(run.exitCode()).as(run.said()).isZero();
        return JsonMapper.shared().readTree(out.resolve("results.json"));
    }

    private static JsonNode estimate(JsonNode results, String id) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode diagnostic(JsonNode results, String id) {
        return results.path("diagnostics")
                .valueStream()
                .filter(e -> e.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static double value(JsonNode results, String id) {
        return estimate(results, id).path("value").asDouble();
    }

    private static void near(String what, double found, double expected, double tolerance) {
        Oracle.check("designs from a plan", R, what, expected, found, tolerance);
    }
}
