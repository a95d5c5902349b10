package org.steelyard.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
        // Two arms beside the reference: differences and logarithms of ratios add up.
        assertThat(estimate(r, "main/risk-difference/$11-$25k vs > $50k")
                        .path("value")
                        .asDouble())
                .isCloseTo(
                        estimate(r, "main/risk-difference/$11-$25k")
                                        .path("value")
                                        .asDouble()
                                - estimate(r, "main/risk-difference/> $50k")
                                        .path("value")
                                        .asDouble(),
                        within(1e-12));
        assertThat(Math.log(estimate(r, "hazards/hazard-ratio/$25-$50k vs $11-$25k")
                        .path("value")
                        .asDouble()))
                .isCloseTo(
                        Math.log(estimate(r, "hazards/hazard-ratio/$25-$50k")
                                        .path("value")
                                        .asDouble()
                                / estimate(r, "hazards/hazard-ratio/$11-$25k")
                                        .path("value")
                                        .asDouble()),
                        within(1e-12));
        assertThat(r.path("estimates")
                        .valueStream()
                        .filter(e -> e.path("id").asString().startsWith("main/risk-difference/")))
                .as("all pairs of four arms")
                .hasSize(6);
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

    /**
     * Three arms whose one covariate has two levels: the score is then as rich as the data, and every weighted mean is the mean over levels of the arm's means there, by hand. Costs and effects, the
     * frontier, subgroups and contrasts reach the results.
     */
    @Test
    void costsAndEffectsOfThreeArmsAreThoseByHand(@TempDir Path folder) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data"));
        java.util.Random random = new java.util.Random(11);
        StringBuilder rows = new StringBuilder("编号,性别,治疗,暴露,费用,次年费用,质量年,好转,随访月,死亡\n");
        double[][][] sums = new double[3][2][3];
        double[] sexes = new double[2];
        String[] arms = {"常规", "甲药", "乙药=新"};
        for (int i = 0; i < 600; i++) {
            int sex = random.nextInt(2);
            int arm = Math.floorMod(random.nextInt(6) - sex, 6) % 3;
            int cost = 1000 + 500 * arm + 300 * sex + random.nextInt(400);
            double effect = (50 + 6 * arm + 5 * sex + random.nextInt(20)) / 100.0;
            boolean better = random.nextInt(10) < 3 + arm + sex;
            int months = 3 + 3 * random.nextInt(12);
            rows.append("P")
                    .append(i)
                    .append(sex == 1 ? ",女," : ",男,")
                    .append(arms[arm])
                    .append(arm > 0 ? ",是," : ",否,")
                    .append(cost)
                    .append(',')
                    .append(2 * cost)
                    .append(',')
                    .append(effect)
                    .append(better ? ",是," : ",否,")
                    .append(months)
                    .append(random.nextInt(5) == 0 ? ",是\n" : ",否\n");
            sexes[sex]++;
            sums[arm][sex][0]++;
            sums[arm][sex][1] += cost;
            sums[arm][sex][2] += effect;
        }
        Files.writeString(data.resolve("rhc.csv"), rows);
        Path plan = Files.writeString(folder.resolve("plan.yaml"), costPlan());
        Path out = folder.resolve("out");

        Cli run = Cli.run("run", plan, "--data", data, "--out", out, "--kernel", "plain");

        assertThat(run.exitCode()).as(run.said()).isZero();
        JsonNode r = JsonMapper.shared().readTree(out.resolve("results.json"));
        double[][] mean = new double[3][2];
        for (int a = 0; a < 3; a++) {
            for (int what = 0; what < 2; what++) {
                for (int sex = 0; sex < 2; sex++) {
                    mean[a][what] += sexes[sex] / 600 * sums[a][sex][what + 1] / sums[a][sex][0];
                }
            }
        }
        for (int a = 1; a < 3; a++) {
            String arm = arms[a].replace('=', '＝');
            near(estimate(r, "main/incremental-cost/" + arm), mean[a][0] - mean[0][0]);
            near(estimate(r, "main/incremental-effect/" + arm), mean[a][1] - mean[0][1]);
            near(
                    estimate(r, "main/net-benefit@20000/" + arm),
                    20000 * (mean[a][1] - mean[0][1]) - (mean[a][0] - mean[0][0]));
        }
        near(estimate(r, "main/mean-difference/乙药＝新 vs 甲药"), mean[2][0] - mean[1][0]);
        // Twice the first year's cost in the second, at 5 %; life years of 2.25 years lie between those of nobody's and
        // everybody's dying late.
        near(estimate(r, "years/incremental-cost/甲药"), (1 + 2 / 1.05) * (mean[1][0] - mean[0][0]));
        double least = (1 + 1 / 1.05 + 0.25 / 1.05 / 1.05) / 2.25;
        for (int a = 0; a < 3; a++) {
            double whole =
                    table(r, "plain", "arm-means").get(a).path("values").get(3).asDouble();
            double present =
                    table(r, "years", "arm-means").get(a).path("values").get(3).asDouble();
            assertThat(present / whole).isBetween(least, 1.0);
        }
        assertThat(estimate(r, "years/incremental-cost/甲药").path("convention").asString())
                .contains("later years discounted at 0.05 (costs) and 0.05 (effects) a year");
        JsonNode frontier = table(r, "arm-frontier");
        assertThat(frontier).hasSize(3);
        // Each step up costs about 500 for about 0.06: all are efficient when the ratios ascend, else the middle one is
        // extendedly dominated.
        double first = (mean[1][0] - mean[0][0]) / (mean[1][1] - mean[0][1]);
        double second = (mean[2][0] - mean[1][0]) / (mean[2][1] - mean[1][1]);
        double whole = (mean[2][0] - mean[0][0]) / (mean[2][1] - mean[0][1]);
        if (first < second) {
            near(frontier.get(1), 5, first);
            near(frontier.get(2), 5, second);
        } else {
            near(frontier.get(1), 5, whole);
            assertThat(frontier.get(2).path("values").get(0).asInt()).isEqualTo(2);
        }
        for (String kind : new String[] {"arm-decisions", "arm-ranks"}) {
            assertThat(table(r, kind)).as(kind).hasSize(6);
        }
        for (int t = 0; t < 2; t++) {
            double all = 0;
            for (int a = 0; a < 3; a++) {
                all += table(r, "arm-decisions")
                        .get(3 * t + a)
                        .path("values")
                        .get(2)
                        .asDouble();
            }
            assertThat(all).isCloseTo(1, within(1e-12));
        }
        assertThat(r.path("estimates").valueStream())
                .anyMatch(e -> e.path("id").asString().equals("main/mean-difference/性别=女 | 甲药"))
                .anyMatch(e -> e.path("id").asString().equals("years/incremental-effect/甲药"));
        assertThat(r.path("interactions").valueStream())
                .anyMatch(e -> e.path("analysis").asString().equals("main")
                        && e.path("df").asInt() == 2);
        assertThat(r.path("diagnostics").valueStream())
                .anyMatch(d -> d.path("id").asString().equals("main/multiplicity:乙药＝新 vs 甲药")
                        && d.path("message").path("zh").asString().contains("Hochberg"));
        String report = Files.readString(out.resolve("report.html"));
        assertThat(report)
                .contains(
                        "各组的平均成本与效果", "效率前沿与增量成本效果比", "各组名次的概率", "乙药（新） 对 甲药", "可接受性前沿", "女，乙药（新） 对 甲药", "乙药（新）与甲药相比");
        assertThat(report).doesNotContain("net-benefit@", "有利于新药", "不利于新药");
        assertThat(report).as("terms by their labels").doesNotContain("性别=");
        assertThat(report)
                .as("a contrast's people are not those of the design")
                .contains("每个对比所用的人数见全部分析的估计值")
                .doesNotContain("；使用 ");
        conventionsAreSaidInChinese(report);
    }

    private static void near(JsonNode estimate, double expected) {
        assertThat(estimate.path("value").asDouble()).isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
    }

    private static void near(JsonNode row, int column, double expected) {
        assertThat(row.path("values").get(column).asDouble())
                .isCloseTo(expected, within(1e-6 * (1 + Math.abs(expected))));
    }

    private static JsonNode table(JsonNode results, String kind) {
        return table(results, "main", kind);
    }

    private static JsonNode table(JsonNode results, String design, String kind) {
        return results.path("designs")
                .valueStream()
                .filter(d -> d.path("id").asString().equals(design))
                .flatMap(d -> d.path("tables").valueStream())
                .filter(t -> t.path("kind").asString().equals(kind))
                .findFirst()
                .orElseThrow()
                .path("rows");
    }

    private static String costPlan() throws IOException {
        String plan = plan();
        String variables = """
                variables:
                  - {name: 性别, label: 性别, role: covariate, type: category, levels: [{value: 男, label: 男}, {value: 女, label: 女}]}
                  - {name: 治疗, label: 治疗, role: group, type: category, levels: [{value: 常规, label: 常规}, {value: 甲药, label: 甲药}, {value: 乙药=新, label: 乙药（新）}]}
                  - {name: 暴露, label: 暴露, role: exposure, type: binary, yes: [是], no: [否]}
                  - {name: 费用, label: 费用, role: outcome, type: number}
                  - {name: 次年费用, label: 次年费用, role: outcome, type: number}
                  - {name: 质量年, label: 质量调整生命年, role: outcome, type: number}
                  - {name: 好转, label: 好转, role: outcome, type: binary, yes: [是], no: [否]}
                  - {name: 随访月, label: 随访月数, role: time, type: number}
                  - {name: 死亡, label: 死亡, role: outcome, type: binary, yes: [是], no: [否]}
                exposure: {variable: 暴露, treated: 新药, control: 常规}
                outcomes:
                  - {id: dth30, name: 费用, type: cost, variable: 费用, unit: 元, harmful: true, definition: 一年费用}
                  - {id: next, name: 次年费用, type: cost, variable: 次年费用, unit: 元, harmful: true, definition: 次年费用}
                  - {id: qaly, name: 质量调整生命年, type: continuous, variable: 质量年, unit: QALY, harmful: false, definition: 一年内}
                  - {id: better, name: 好转, type: binary, variable: 好转, harmful: false, definition: 一年内好转}
                  - {id: death, name: 死亡, type: time-to-event, time: 随访月, event: 死亡, timeUnit: month, horizon: 27, harmful: true, definition: 死亡}
                """;
        String analysis = """
                  analyses: []
                  subgroups:
                    - {variable: 性别, reason: 理由, analyses: [main]}
                  designs:
                    - {id: main, role: primary, outcome: dth30, estimand: 各组之差, method: {kind: several-arms, arm: 治疗, reference: 常规, covariates: [性别], adjustment: hochberg, economics: {cost: dth30, effect: qaly, thresholds: [20000, 5000], draws: 200}}}
                    - {id: better, role: secondary, outcome: better, estimand: 各组之差, method: {kind: several-arms, arm: 治疗, reference: 常规, covariates: [性别], estimator: g-computation, contrasts: reference, economics: {cost: dth30, effect: better, thresholds: [9000], draws: 100}}}
                    - {id: years, role: secondary, outcome: death, estimand: 风险比, method: {kind: several-arms, arm: 治疗, reference: 常规, covariates: [性别], economics: {cost: dth30, laterCosts: [next], discountCosts: 0.05, effect: death, discountEffects: 0.05, thresholds: [9000], draws: 100}}}
                    - {id: plain, role: secondary, outcome: death, estimand: 风险比, method: {kind: several-arms, arm: 治疗, reference: 常规, covariates: [性别], economics: {cost: dth30, effect: death, thresholds: [9000], draws: 100}}}
                """;
        int v = plan.indexOf("variables:\n");
        int a = plan.indexOf("analysis:\n");
        int analyses = plan.indexOf("  analyses: []\n");
        int quality = plan.indexOf("quality: ");
        return plan.substring(0, v) + variables + plan.substring(a, analyses) + analysis + plan.substring(quality);
    }

    /** Effects that are harms, costs that are none, and arms as subgroups of themselves are refused before there are data. */
    @Test
    void economicsOfArmsNeedsACostAndAnEffectThatIsGood(@TempDir Path folder) throws IOException {
        String good = costPlan();
        assertThat(refused(folder, good.replace("effect: qaly", "effect: dth30")))
                .contains("效果须为越多越好");
        assertThat(refused(folder, good.replace("cost: dth30, effect: better", "cost: better, effect: better")))
                .contains("费用须为 cost 或 continuous 结局");
        assertThat(refused(folder, good.replace("variable: 性别, reason", "variable: 治疗, reason")))
                .contains("分组变量不能作它自己的亚组");
        assertThat(refused(folder, good.replace("effect: better, thresholds: [9000]", "effect: better")))
                .contains("政策包的阈值为每 QALY 的支付意愿");
        assertThat(refused(folder, good.replace("laterCosts: [next], discountCosts", "discountCosts")))
                .contains("一个合计数没有年份，无法贴现");
        assertThat(refused(folder, good.replace("laterCosts: [next], discountCosts: 0.05", "laterCosts: [next]")))
                .contains("分年给出时须写明每年的贴现率");
        assertThat(refused(folder, good.replace("laterCosts: [next]", "laterCosts: [better]")))
                .contains("费用须为 cost 或 continuous 结局");
        assertThat(refused(
                        folder,
                        good.replace("effect: qaly", "effect: qaly, laterEffects: [better], discountEffects: 0")))
                .contains("以后各年的效果须为越多越好的连续结局");
    }

    private static String refused(Path folder, String plan) throws IOException {
        Cli check = Cli.run("protocol", "check", Files.writeString(folder.resolve("refused.yaml"), plan));
        assertThat(check.exitCode()).isEqualTo(10);
        return check.said();
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
                    - {variable: female, reason: 理由, analyses: [two, main, hazards]}
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
                .as("in a level of a subgroup as well")
                .anyMatch(n -> n.path("analysis").asString().equals("main")
                        && n.path("reason").path("zh").asString().contains("组「female=true | > $50k」可用者不足 5 人"));
        assertThat(estimate(r, "augmented/risk-difference/$11-$25k").path("n").asInt())
                .isBetween(260, 266);
        String report = Files.readString(out.resolve("report.html"));
        conventionsAreSaidInChinese(report);
        assertThat(java.util.Arrays.stream(report.split("<figure ")).skip(1).map(f -> f.split("</figure>")[0]))
                .as("two arms and several favour different sides and are not drawn together")
                .noneMatch(f -> f.contains("fig-f-forest-") && f.contains("多组比较") && f.contains("未调整"));
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
