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
                "standardised: risk difference, $11-$25k",
                -0.0418222634339,
                estimate(r, "standardised/risk-difference/$11-$25k").path("value"));
        near(
                "standardised: SE of the difference, $25-$50k",
                0.0185180591152,
                estimate(r, "standardised/risk-difference/$25-$50k").path("se"));
        near(
                "augmented: risk difference, $11-$25k",
                -0.0474759340176,
                estimate(r, "augmented/risk-difference/$11-$25k").path("value"));
        near(
                "augmented: SE of the difference, $25-$50k",
                0.031059346941,
                estimate(r, "augmented/risk-difference/$25-$50k").path("se"));
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
        conventionsAreSaidInChinese(Files.readString(out.resolve("report.html")));
    }

    /** Every method and convention of the report's table is said in words. */
    static void conventionsAreSaidInChinese(String report) {
        String table = report.substring(report.indexOf("id=\"tbl-t-conventions\""));
        assertThat(table.substring(0, table.indexOf("</table>"))).doesNotContain("<td>—</td>", ">—<");
    }

    /** Overlap is no population of a model of the outcome, and a model of risks says nothing of times. */
    @Test
    void modelsOfTheOutcomeAreForRisksOfEverybodyOrOfTheReference(@TempDir Path folder) throws IOException {
        Path overlap = Files.writeString(
                folder.resolve("overlap.yaml"),
                plan().replace("estimator: g-computation}", "estimator: g-computation, target: overlap}"));
        Cli check = Cli.run("protocol", "check", overlap);
        assertThat(check.exitCode()).isEqualTo(10);
        assertThat(check.said()).contains("目标人群只能是 everybody 或 reference");

        Path times = Files.writeString(
                folder.resolve("times.yaml"),
                plan().replace(
                                "covariates: [age, female, edu, meanbp1]}}\nquality",
                                "covariates: [age], estimator: g-computation}}\nquality"));
        Cli other = Cli.run("protocol", "check", times);
        assertThat(other.exitCode()).isEqualTo(10);
        assertThat(other.said()).contains("不用于时间-事件结局");
    }

    /** Four people of an arm are left out and named; the other arms are compared. */
    @Test
    void anArmThatIsTooSmallIsLeftOutAndNamed(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        java.util.Random random = new java.util.Random(7);
        StringBuilder rows = new StringBuilder("age,sex,edu,meanbp1,income,swang1,dth30,t3d30\n");
        String[] income = {"Under $11k", "$11-$25k", "$25-$50k"};
        for (int i = 0; i < 400; i++) {
            rows.append(50 + random.nextInt(30)).append(i % 2 == 0 ? ",Female," : ",Male,");
            rows.append(8 + random.nextInt(8))
                    .append(',')
                    .append(60 + random.nextInt(60))
                    .append(',');
            rows.append(i < 4 ? "> $50k" : income[i % 3]).append(i % 5 == 0 ? ",RHC," : ",No RHC,");
            rows.append(random.nextInt(3) == 0 ? "Yes," : "No,")
                    .append(1 + random.nextInt(30))
                    .append('\n');
        }
        Files.writeString(data.resolve("rhc.csv"), rows);
        String subgroups = """
                  analyses:
                    - {id: two, role: exploratory, outcome: dth30, adjustment: none, estimand: 风险之差, measures: [risk-difference]}
                  subgroups:
                    - {variable: female, reason: 理由, analyses: [two]}
                """;
        Path plan = Files.writeString(folder.resolve("plan.yaml"), plan().replace("  analyses: []\n", subgroups));
        Path out = folder.resolve("out");

        Cli run = Cli.run("run", plan, "--data", data, "--out", out, "--kernel", "plain");

        assertThat(run.exitCode()).as(run.said()).isZero();
        JsonNode r = JsonMapper.shared().readTree(out.resolve("results.json"));
        assertThat(r.path("notEstimated").valueStream())
                .anyMatch(n -> n.path("analysis").asString().equals("main")
                        && n.path("reason").path("zh").asString().contains("组「> $50k」可用者不足 5 人"));
        assertThat(r.path("notEstimated").valueStream())
                .as("subgroups of two arms are not those of several")
                .anyMatch(n -> n.path("analysis").asString().equals("main")
                        && n.path("reason").path("zh").asString().contains("亚组只用于方案的暴露（两组）"));
        assertThat(estimate(r, "augmented/risk-difference/$11-$25k").path("n").asInt())
                .isBetween(260, 266);
        conventionsAreSaidInChinese(Files.readString(out.resolve("report.html")));
        Cli bad = Cli.run("run", plan, "--data", data, "--out", folder.resolve("other"), "--kernel", "blas");
        assertThat(bad.said()).contains("auto, plain, vector");
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
