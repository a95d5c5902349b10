package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.steelyard.kernel.testing.Oracle;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Four arms against a reference, from a plan to the results file, beside numbers of R. */
class SeveralArmsTest {

    private static final String R = "R 4.2.2: nnet multinom, survival coxph, stacked equations; RHC by income";

    private static String plan() throws IOException {
        try (var in = SeveralArmsTest.class.getResourceAsStream("/designs/arms.yaml")) {
            return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        }
    }

    private static Path data(Path folder) throws IOException {
        Path shared = Path.of(System.getProperty("steelyard.shared", "absent"), "data");
        assumeTrue(Files.exists(shared.resolve("rhc/rhc.csv")), "the shared data are not here");
        Path data = Files.createDirectory(folder.resolve("data"));
        Files.copy(shared.resolve("rhc/rhc.csv"), data.resolve("rhc.csv"));
        return data;
    }

    private static JsonNode estimate(JsonNode results, String id) {
        return results.path("estimates")
                .valueStream()
                .filter(e -> e.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + id));
    }

    /** R's multinomial fit stops some way before the maximum, so that six digits agree. */
    private static void near(String what, double expected, JsonNode actual) {
        Oracle.check("Several arms", R, what + " through the plan", expected, actual.asDouble(), 2e-4);
    }

    @Test
    void everyArmIsComparedWithTheReference(@TempDir Path folder) throws IOException {
        Path data = data(folder);
        Path plan = Files.writeString(folder.resolve("plan.yaml"), plan());
        Path out = folder.resolve("out");

        Cli run = Cli.run("run", plan, "--data", data, "--out", out);

        assertThat(run.exitCode()).as(run.said()).isZero();
        JsonNode r = JsonMapper.shared().readTree(out.resolve("results.json"));
        near(
                "risk difference, $11-$25k",
                -0.04652729858,
                estimate(r, "main/risk-difference/$11-$25k").path("value"));
        near(
                "risk difference, $25-$50k",
                -0.0434743556,
                estimate(r, "main/risk-difference/$25-$50k").path("value"));
        near(
                "risk difference, > $50k",
                0.2381115838,
                estimate(r, "main/risk-difference/> $50k").path("value"));
        near(
                "SE of the difference, $11-$25k",
                0.021656041,
                estimate(r, "main/risk-difference/$11-$25k").path("se"));
        near(
                "SE of the difference, > $50k",
                0.18376175,
                estimate(r, "main/risk-difference/> $50k").path("se"));
        near(
                "risk ratio, $25-$50k",
                0.8783110787,
                estimate(r, "main/risk-ratio/$25-$50k").path("value"));
        near(
                "overlap: risk difference, > $50k",
                -0.04125086031,
                estimate(r, "overlap/risk-difference/> $50k").path("value"));
        near(
                "overlap: risk difference, $11-$25k",
                -0.034624193,
                estimate(r, "overlap/risk-difference/$11-$25k").path("value"));
        near(
                "hazard ratio, $11-$25k",
                Math.exp(-0.1898698786),
                estimate(r, "hazards/hazard-ratio/$11-$25k").path("value"));
        near(
                "robust SE of its logarithm",
                0.08933191213,
                estimate(r, "hazards/hazard-ratio/$11-$25k").path("se"));
        // The effect in everybody rests on a few people of high income: the checks say so.
        assertThat(r.path("diagnostics").valueStream())
                .anyMatch(d -> d.path("id").asString().equals("main/ess")
                        && !d.path("passed").asBoolean())
                .anyMatch(d -> d.path("id").asString().equals("main/multiplicity:$11-$25k"));
        assertThat(Files.readString(out.resolve("report.html"))).contains("多组比较", "高收入");
    }

    @Test
    void aReferenceThatIsNoLevelAndAnArmOfTwoLevelsAreRefused(@TempDir Path folder) throws IOException {
        Path wrong = Files.writeString(
                folder.resolve("wrong.yaml"), plan().replace("reference: Under $11k", "reference: Under 11k"));
        Cli check = Cli.run("protocol", "check", wrong);
        assertThat(check.exitCode()).isEqualTo(10);
        assertThat(check.said()).contains("参照组不在分组变量的水平之中");

        Path two = Files.writeString(
                folder.resolve("two.yaml"),
                plan().replace("{value: \"> $50k\", label: 高收入}, {value: \"$11-$25k\", label: 较低收入}, ", ""));
        Cli other = Cli.run("protocol", "check", two);
        assertThat(other.exitCode()).isEqualTo(10);
        assertThat(other.said()).contains("只有两组时请用 analyses 中的加权分析");
    }
}
