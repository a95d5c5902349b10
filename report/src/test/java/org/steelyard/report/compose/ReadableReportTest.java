package org.steelyard.report.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.steelyard.report.compose.Plans.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.DiagnosticKinds;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.EffectResults;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.NotEstimated;
import org.steelyard.effect.EffectResults.Summary;
import org.steelyard.effect.MethodCatalogue;
import org.steelyard.evidence.Dossier;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol;
import org.steelyard.report.chart.ForestPlot;
import org.steelyard.report.chart.SurvivalPlot;
import org.steelyard.report.document.Block;
import org.steelyard.report.document.Document;
import org.steelyard.report.document.Span;

/** What a careful reader of the reports of real data asked for. */
class ReadableReportTest {

    private static final Protocol PLAN =
            Plans.withDeathInDays(Plans.plan(OutcomeType.TIME_TO_EVENT, false, false), 1826);

    private static EffectEstimate hazard(String analysis, String outcome, String population, int... n) {
        EffectEstimate e = Dossiers.estimate(
                analysis, "hazard-ratio", population, new double[] {0.65, 0.07, 0.53, 0.78, 0.0001}, n);
        return new EffectEstimate(
                e.id(),
                e.module(),
                e.dimension(),
                outcome,
                analysis,
                true,
                e.method(),
                e.estimand(),
                e.measure(),
                population,
                e.value(),
                e.se(),
                e.lower(),
                e.upper(),
                e.level(),
                e.p(),
                e.n(),
                e.nTreated(),
                e.events(),
                e.unit(),
                e.convention(),
                e.provenance());
    }

    private static EffectResults effect(List<EffectEstimate> estimates) {
        return new EffectResults(
                estimates, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
                List.of(), List.of());
    }

    private static Document report(EffectResults effect, Lang lang) {
        return ReportComposer.compose(Dossiers.dossier(PLAN, effect, Optional.empty(), Optional.empty()), lang);
    }

    private static List<Block.Figure> figures(Document document) {
        return document.blocks().stream()
                .filter(Block.Figure.class::isInstance)
                .map(Block.Figure.class::cast)
                .toList();
    }

    private static List<String> cells(Block.Table table) {
        return table.rows().stream()
                .flatMap(r -> r.cells().stream())
                .map(Block.Cell::text)
                .toList();
    }

    @Test
    void oneEstimateAloneHasNoForestPlot() {
        Document document = report(effect(List.of(hazard("primary", "main", "all", 900, 400, 206))), Lang.ZH);
        assertThat(figures(document)).noneMatch(f -> f.chart() instanceof ForestPlot);
    }

    @Test
    void outcomesThatShareAMeasureShareAForestPlot() {
        Document document = report(
                effect(List.of(
                        hazard("primary", "main", "all", 900, 400, 206),
                        hazard("second", "relapse", "all", 900, 400, 306))),
                Lang.ZH);
        List<ForestPlot> plots = figures(document).stream()
                .map(Block.Figure::chart)
                .filter(ForestPlot.class::isInstance)
                .map(ForestPlot.class::cast)
                .toList();
        assertThat(plots).hasSize(1);
        assertThat(plots.getFirst().rows()).hasSize(4);
        assertThat(Reading.texts(plots.getFirst())).contains("总生存", "无复发生存");
    }

    @Test
    void analysesOfSeveralOutcomesAreNamedApart() {
        Names zh = new Names(Dossiers.dossier(PLAN, effect(List.of()), Optional.empty(), Optional.empty()), Lang.ZH);
        assertThat(zh.analysis("primary")).isEqualTo(zh.analysis("second"));
        assertThat(zh.analysisInFull("primary")).isEqualTo("倾向性评分加权 ATE（总生存）");
        assertThat(zh.analysisInFull("second")).isEqualTo("倾向性评分加权 ATE（无复发生存）");
        assertThat(zh.analysisInFull("overlap")).isEqualTo("倾向性评分加权 ATO");
        assertThat(zh.analyses(List.of("primary", "second"))).isEqualTo("倾向性评分加权 ATE");
        assertThat(zh.analyses(List.of("primary", "overlap"))).isEqualTo("倾向性评分加权 ATE（总生存）、倾向性评分加权 ATO");
    }

    @Test
    void longFollowUpInDaysIsDrawnInYearsToTheHorizon() {
        EffectResults.Curve curve = new EffectResults.Curve(
                new double[] {0, 365.25, 1000, 1800, 3000},
                new double[] {1, .9, .8, .7, .6},
                new double[0],
                new double[0],
                new int[] {400, 300},
                new int[] {400, 300, 200, 150, 100},
                new int[] {0, 40, 80, 120, 160});
        EffectResults results = new EffectResults(
                List.of(hazard("primary", "main", "all", 900, 400, 206)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(
                        new EffectResults.SurvivalCurves(
                                "primary", "main", curve, curve, new double[] {0, 730.5}, Optional.empty()),
                        new EffectResults.SurvivalCurves(
                                "matched", "main", curve, curve, new double[] {0, 730.5}, Optional.empty())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        List<SurvivalPlot> plots = figures(report(results, Lang.ZH)).stream()
                .map(Block.Figure::chart)
                .filter(SurvivalPlot.class::isInstance)
                .map(SurvivalPlot.class::cast)
                .toList();
        assertThat(plots).as("sensitivity analyses are left out").hasSize(1);
        SurvivalPlot plot = plots.getFirst();
        assertThat(plot.time().label()).isEqualTo("时间（年）");
        assertThat(plot.riskTable().orElseThrow().times()).containsExactly(0, 2);
        assertThat(plot.curves().getFirst().time()).hasSize(4);
        assertThat(plot.curves().getFirst().until()).isLessThan(5);
    }

    private static Summary share(int count, int n) {
        double p = (double) count / n;
        return new Summary(count, n, p, Math.sqrt(p * (1 - p)), Double.NaN, Double.NaN, Double.NaN);
    }

    private static BaselineRow level(String level, int treated, int control) {
        return new BaselineRow(
                "income", level, share(treated + control, 900), share(treated, 400), share(control, 500), 0.1);
    }

    /** 7 people of one level are hidden, and with them a second level; its size must not stand among the subgroups. */
    @Test
    void levelHiddenInTheDescriptionStaysHiddenAmongSubgroups() {
        EffectResults results = new EffectResults(
                List.of(
                        hazard("primary", "main", "all", 900, 400, 206),
                        hazard("primary", "main", "income=high", 860, 380, 190),
                        hazard("primary", "main", "income=low", 33, 15, 15)),
                List.of(),
                List.of(level("high", 380, 480), level("low", 15, 18), level("least", 5, 2)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Document document = report(results, Lang.EN);
        assertThat(cells(Reading.table(document, "t-baseline"))).contains("≤10").doesNotContain("33");
        List<String> subgroups = cells(Reading.table(document, "t-subgroups-1"));
        assertThat(subgroups).contains("*").doesNotContain("33");
        assertThat(subgroups.containsAll(List.of("190", "15")))
                .as("206 − 190 − 15 is the one event of the smallest level")
                .isFalse();
    }

    @Test
    void failuresOfOneSubgroupAreOneRowInWords() {
        List<NotEstimated> failures = new ArrayList<>();
        for (String measure : List.of("hazard-ratio", "rmst-difference")) {
            failures.add(new NotEstimated(
                    "primary",
                    "main",
                    measure + "/sex=female",
                    text("[NUM-101] sex：有一组不足 5 人，不作估计", "[NUM-101] sex: fewer than 5 people in an arm")));
        }
        EffectResults results = new EffectResults(
                List.of(hazard("primary", "main", "all", 900, 400, 206)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                failures);
        Block.Table table = Reading.table(report(results, Lang.ZH), "t-unreported");
        List<Block.Row> rows = table.rows().stream()
                .filter(r -> r.cells().get(1).text().contains("亚组"))
                .toList();
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().cells().stream().map(Block.Cell::text))
                .containsExactly("总生存", "倾向性评分加权 ATE；亚组 性别：女", "风险比（HR）、限制平均生存时间差", "性别：有一组不超过 10 人，不作估计");
    }

    @Test
    void diagnosticsHaveNamesAndSharesAreNotCounts() {
        EffectResults results = new EffectResults(
                List.of(hazard("primary", "main", "all", 900, 400, 206)),
                List.of(
                        new Diagnostic("a", "primary", "ess-treated", 1, 0.25, true, text("充分", "Ample")),
                        new Diagnostic("b", "second", "ess-treated", 1, 0.25, true, text("充分", "Ample")),
                        new Diagnostic(
                                "c",
                                "primary",
                                "subgroup-smd-max:sex=male",
                                0.2,
                                0.1,
                                false,
                                text("亚组 sex=male 内不平衡", "Imbalance")),
                        new Diagnostic("d", "primary", "smd-max", 7.8e-13, 0.1, true, text("平衡", "Balance")),
                        new Diagnostic("e", "economics", "followed-to-horizon", 0.08, 0.1, false, text("偏低", "Low"))),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        Block.Table table = Reading.table(report(results, Lang.ZH), "t-diagnostics");
        assertThat(table.rows())
                .as("two analyses that share a diagnostic share its row")
                .hasSize(4);
        assertThat(cells(table))
                .contains("倾向性评分加权 ATE", "亚组 性别：男 内不平衡", "亚组内最大标准化均数差（性别：男）", "经济学评价", "随访至研究时限的比例", "<0.001", "1")
                .doesNotContain("≤10");
    }

    @Test
    void certaintyIsNeverClaimedFromAFiniteNumberOfDraws() {
        Numbers zh = new Numbers(Lang.ZH);
        assertThat(zh.probability(1)).isEqualTo(">99.9%");
        assertThat(zh.probability(0)).isEqualTo("<0.1%");
        assertThat(zh.probability(0.812)).isEqualTo("81.2%");
        assertThat(zh.parameter(0.08)).isEqualTo("0.08");
        assertThat(zh.parameter(10)).isEqualTo("10");
        assertThat(zh.parameter(29610)).isEqualTo("29,610");
        assertThat(zh.year(1988.2, 1)).isEqualTo("1988.2");
    }

    @Test
    void thresholdsStandInOneSentence() {
        Dossier dossier = Dossiers.full(OutcomeType.BINARY, Verdict.MORE_COSTLY_MORE_EFFECTIVE);
        String sentence = new Sentences(Context.of(dossier, Lang.ZH))
                .acceptability(dossier.economics().orElseThrow().incremental().netBenefit());
        assertThat(sentence)
                .isEqualTo("支付意愿阈值为每 QALY 95,749 元（1 倍人均 GDP）、287,247 元（3 倍人均 GDP）时，具有成本效果的概率依次为 32.0%、81.0%");
    }

    @Test
    void aSpaceStandsBetweenAReferenceAndChinese() {
        assertThat(Blocks.marked("⟦t-x⟧列出，见⟦t-y⟧。").spans())
                .containsExactly(Span.ref("t-x"), Span.plain(" 列出，见"), Span.ref("t-y"), Span.plain("。"));
    }

    @Test
    void everyKindOfCheckHasANameInBothLanguages() {
        for (String kind : DiagnosticKinds.ALL) {
            Text name = Names.ofDiagnostic(kind).orElseThrow(() -> new AssertionError(kind + " has no name"));
            assertThat(name.zh()).as(kind).matches(".*\\p{IsHan}.*").isNotEqualTo(kind);
            assertThat(name.en()).as(kind).isNotBlank().isNotEqualTo(kind).doesNotContainPattern("\\p{IsHan}");
        }
    }

    @Test
    void everyMethodAndConventionThatAPlanCanHaveIsSaidInChinese() {
        List<MethodCatalogue.Sentence> all = MethodCatalogue.all();
        Set<String> lacking = new java.util.TreeSet<>();
        for (MethodCatalogue.Sentence s : all) {
            for (String english : List.of(s.method(), s.convention())) {
                Optional<String> chinese = MethodWords.chinese(english);
                if (chinese.isEmpty() || chinese.get().equals(english) || english.contains("not available")) {
                    lacking.add(english);
                }
            }
        }
        assertThat(all).hasSizeGreaterThan(1000);
        assertThat(lacking).isEmpty();
    }

    /** As designs write them; a run of every design is looked through by the nightly tests. */
    @Test
    void methodsAndConventionsOfDesignsAreSaidInChinese() {
        List<String> said = List.of(
                "multinomial-score weighting of 3 arms, against 甲院",
                "augmented multinomial-score weighting of 3 arms, against I",
                "g-computation of 4 arms, against 常规, 低剂量",
                "logistic outcome model, M-estimation variance",
                "interrupted time series, segmented regression: least squares, Newey-West errors of lag 3",
                "interrupted time series, segmented regression: Prais-Winsten, rho 0.31",
                "interrupted time series, segmented regression: first-order autocorrelation by restricted likelihood, rho -0.2, with a control series",
                "interrupted time series, segmented regression: least squares",
                "interrupted time series, segmented regression: Poisson with dispersion, 2 pairs of harmonics, 12 points a cycle",
                "interrupted time series, segmented regression: Poisson",
                "read at the first point after the change",
                "difference-in-differences, two groups and two periods, robust over 80 units",
                "covariates in the regression: [size, beds]",
                "difference of mean changes",
                "Callaway-Sant'Anna group-time effects, doubly robust, compared with units not yet treated",
                "Callaway-Sant'Anna group-time effects, outcome regression, compared with units never treated",
                "group-time effects weighted by group size; anticipation 1 periods",
                "mean gap after treatment; p is the rank of the ratio of prediction errors after and before among placebos, predictors standardised, equal importance",
                "mean gap after treatment; p is the rank of the ratio of prediction errors after and before among placebos, predictors as they are, equal importance",
                "sequential target trials, intention to treat, pooled logistic hazard, robust over persons",
                "sequential target trials, per protocol, pooled logistic hazard, robust over persons",
                "standardised cumulative incidence at follow-up period 4; 12 trials, 3400 trial-periods; weights taken as known",
                "parametric g-formula, 2000 simulated persons, percentile bootstrap of persons",
                "risk by the end of period 4, 200 replicates",
                "at 365; 200 replicates, 1 failed",
                "to 12.5; 200 replicates, 0 failed",
                "weighted Cox model, ties: Efron; 200 replicates, 0 failed",
                "200 replicates, weights fitted again in each",
                "age terms: 2; events in the window: present",
                "age terms: 0; events in the window: none; windows include their start and leave out their end",
                "weights taken as known; people of the target: none",
                "bias-corrected: local quadratic; bandwidth 14.2 after Imbens and Kalyanaraman, in standard deviations, triangular kernel, HC1",
                "local linear; bandwidth 20 as planned, triangular kernel, HC1",
                "two-stage least squares with 2 instrument(s), robust errors HC1",
                "t interval, n - k degrees of freedom",
                "Anderson-Rubin set, valid with weak instruments; homoscedastic errors",
                "meta-analysis of 6 estimates: restricted maximum likelihood (REML), Hartung–Knapp interval",
                "meta-analysis of 1 estimates: fixed effect, normal interval",
                "tau^2 0.0313, I^2 92.2%; prediction interval 0.41 to 1.9");
        Set<String> lacking = new java.util.TreeSet<>();
        for (String english : said) {
            if (MethodWords.chinese(english).filter(zh -> !zh.equals(english)).isEmpty()) {
                lacking.add(english);
            }
        }
        assertThat(lacking).isEmpty();
    }

    /** As the economic and the social part write them. */
    @Test
    void methodsOfCostsAndEquityAreSaidInChinese() {
        Map<String, String> expected = Map.of(
                "partitioned survival, propensity-score weighting (ATO, Hajek), joint bootstrap of people and draws of parameters, percentile interval",
                        "分区生存模型，倾向性评分加权（ATO，Hajek），对患者自助抽样并同时抽取参数，百分位区间",
                "patient-level costs and restricted mean survival, unadjusted, joint bootstrap of people and draws of parameters, percentile interval",
                        "患者水平成本与限制平均生存时间，未调整，对患者自助抽样并同时抽取参数，百分位区间",
                "discounted at 0.05 (costs) and 0.05 (effects) a year, horizon 10.0 years",
                        "每年按 0.05（成本）与 0.05（效果）贴现，时间范围 10.0 年",
                "Kaplan–Meier, Greenwood variance, log–log interval", "Kaplan–Meier，Greenwood 方差，双对数变换区间",
                "at 1826.0 days", "第 1826.0 天",
                "observed share, Wilson interval", "观察到的比例，Wilson 区间",
                "adjusted for: age, none", "调整变量：「age，none」",
                "adjusted for: none", "未作调整",
                "ranked by income, worst to best off; ties share their middle rank", "按「income」由劣到优排序，并列者取中间秩次");
        expected.forEach(
                (english, chinese) -> assertThat(MethodWords.chinese(english)).contains(chinese));
    }

    @Test
    void methodsAreSaidInChinese() {
        Map<String, String> expected = Map.of(
                "overlap weighting, weighted Cox model, robust variance", "重叠加权，加权 Cox 模型，稳健方差",
                "inverse-probability weighting (ATT), Hajek means, M-estimation variance", "逆概率加权（ATT），Hajek 均数，M 估计方差",
                "unadjusted, Welch's t interval", "未调整，Welch t 区间",
                "horizon 1826 days; propensity score: logistic regression, main effects; complete cases",
                        "观察期 1826 天；倾向性评分：logistic 回归，仅含主效应；完整病例",
                "ties: Efron; scores outside [0.05, 0.95] trimmed, score not refitted; 20 imputations, Rubin's rules",
                        "同时事件用 Efron 法；剔除评分在 0.05 至 0.95 之外者，不重新拟合评分；20 份插补，按 Rubin 规则合并",
                "greedy, descending order, caliper 0.2 SD of the logit, without replacement; complete cases",
                        "贪婪算法，评分由高到低，卡钳为 logit 值标准差的 0.2 倍，不放回；完整病例");
        expected.forEach(
                (english, chinese) -> assertThat(MethodWords.chinese(english)).contains(chinese));
        assertThat(MethodWords.chinese("a method nobody translated")).isEmpty();
    }
}
