package org.steelyard.report.compose;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.kernel.testing.Records;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.IntercurrentEvent;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.protocol.Arm;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.EconomicModel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.Indicator;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Parameter;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.protocol.Protocol.QualityPlan.Bias;
import org.steelyard.protocol.Resource;
import org.steelyard.protocol.SocialPlan;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;
import org.steelyard.protocol.method.Availability;

/** Made-up plans for tests of the composer; every text in both languages. */
final class Plans {

    private Plans() {}

    static Text text(String zh, String en) {
        return Text.of(zh, en);
    }

    /** A plan with one outcome of the type, a primary, a secondary, a sensitivity and an exploratory analysis. */
    static Protocol plan(OutcomeType type, boolean economics, boolean society) {
        return new Protocol(
                "steelyard-protocol/1",
                "demo-" + type.name().toLowerCase(java.util.Locale.ROOT),
                "1.0",
                text("示例评价：新技术与常规诊疗的比较", "Example evaluation: new service against usual care"),
                LocalDate.of(2026, 1, 5),
                List.of(new Protocol.Author(
                        text("示例课题组", "Example group"), text("示例单位", "Example institution"), Optional.empty())),
                Optional.of("REG-001"),
                Protocol.Scenario.CATALOGUE_ADJUSTMENT,
                Protocol.ObjectType.EQUIPMENT,
                new Protocol.Management(
                        Protocol.Management.Items.SINGLE,
                        Protocol.Management.Timing.RETROSPECTIVE,
                        Protocol.Management.Pace.ROUTINE,
                        Optional.empty(),
                        text("已有历史数据可用", "Historical data are at hand")),
                new Protocol.Background(
                        text("政策背景文字。", "Words on policy."),
                        text("临床需求文字。", "Words on need."),
                        text("是否纳入医保目录。", "Whether to list the service."),
                        text("新技术是否改善结局？", "Does the service improve outcomes?"),
                        text("可改善结局。", "It improves outcomes.")),
                researchPlan(),
                population(),
                new Protocol.Intervention(
                        text("新技术", "New service"), text("按规范实施。", "Given as laid down."), List.of("330100001")),
                new Protocol.Comparator(
                        Protocol.Comparator.Level.USUAL_CARE,
                        Optional.empty(),
                        text("常规诊疗", "Usual care"),
                        text("现行主流做法。", "What is done now."),
                        text("依据结算数据确定。", "Read from claims."),
                        Optional.of(text("占比最高。", "Largest share."))),
                List.of(new Indicator(
                        "i1",
                        Dimension.EFFECTIVENESS,
                        text("主要结局发生率", "Rate of the main outcome"),
                        List.of(Indicator.Acceptance.WIDELY_ACCEPTED, Indicator.Acceptance.CLINICAL_PATHWAY),
                        text("反映疗效", "Shows effect"),
                        List.of("main"))),
                new Protocol.Design(
                        text("回顾性队列研究", "Retrospective cohort study"),
                        text("数据可得。", "Data are at hand."),
                        text("由临床实践决定", "By clinical practice"),
                        text("自入院起 30 天", "30 days from admission"),
                        text("意向性治疗效应", "Intention-to-treat effect")),
                dataPlan(),
                List.of(),
                Optional.empty(),
                variables(),
                new Protocol.Exposure("arm", text("新技术组", "New-service arm"), text("常规诊疗组", "Usual-care arm")),
                List.of(outcome(type)),
                analysis(type),
                economics ? Optional.of(economics(type)) : Optional.empty(),
                society ? Optional.of(society()) : Optional.empty(),
                new Protocol.QualityPlan(
                        text("双人核对。", "Checked twice."),
                        0.95,
                        List.of(new Bias(text("入选差异", "Selective entry"), text("限定入选窗口", "A window of entry"))),
                        List.of(new Bias(text("编码错误", "Wrong codes"), text("抽样核对", "Sampled checks"))),
                        List.of(new Bias(text("病情差异", "Case mix"), text("倾向性评分", "Propensity score")))),
                new Protocol.Ethics(
                        text("豁免审查。", "Exempt."),
                        Optional.of("2026-01"),
                        text("已去标识。", "De-identified."),
                        text("已授权。", "Authorised."),
                        text("豁免知情同意。", "Waived.")),
                new Protocol.Stakeholders(
                        text("示例医院", "Example hospital"),
                        Protocol.Stakeholders.InitiatorClass.INSTITUTION,
                        text("示例研究中心", "Example centre"),
                        false,
                        true,
                        text("示例医院", "Example hospital"),
                        Optional.empty(),
                        List.of(text("卫生经济学专家", "A health economist")),
                        true,
                        List.of(new Protocol.Stakeholders.Funding(text("自筹", "Own funds"), Optional.empty())),
                        text("无利益冲突。", "No conflicts."),
                        text("通过随访收集意见。", "Asked at follow-up.")),
                new Protocol.Discussion(
                        text("方案所述局限。", "Limits named in the plan."),
                        text("可推广至同级医院。", "Transfers to like hospitals."),
                        text("供目录调整参考。", "For the catalogue."),
                        List.of(text("真实世界", "real world"), text("医保", "insurance"))),
                List.of(new Protocol.Reference(
                        "ref1", "Example reference. J Ex 2020;1:1.", Optional.of("10.1000/example"))),
                List.of());
    }

    static Protocol with(Protocol p, List<Outcome> outcomes, AnalysisPlan analysis) {
        return Records.with(p, Map.of("outcomes", outcomes, "analysis", analysis));
    }

    /** The same plan with the main outcome in days and a second one, analysed by the same means as the primary analysis. */
    static Protocol withDeathInDays(Protocol p, double horizon) {
        List<Outcome> outcomes = List.of(
                inDays("main", text("总生存", "Overall survival"), horizon),
                inDays("relapse", text("无复发生存", "Relapse-free survival"), horizon));
        List<Analysis> analyses = new ArrayList<>(p.analysis().analyses());
        Analysis first = analyses.getFirst();
        analyses.add(new Analysis(
                "second",
                AnalysisRole.SECONDARY,
                "relapse",
                first.adjustment(),
                first.target(),
                first.measures(),
                first.covariates(),
                first.matching(),
                first.trim(),
                first.estimand(),
                first.intercurrentEvents(),
                false));
        return with(p, outcomes, Records.with(p.analysis(), Map.of("analyses", analyses)));
    }

    private static Outcome inDays(String id, Text name, double horizon) {
        return new Outcome(
                id,
                name,
                OutcomeType.TIME_TO_EVENT,
                Optional.empty(),
                Optional.of("t"),
                Optional.of("d"),
                Optional.of(Outcome.TimeUnit.DAY),
                Optional.of(horizon),
                Optional.empty(),
                true,
                name);
    }

    static Protocol withAmendment(Protocol p) {
        Protocol.Amendment amendment = new Protocol.Amendment(
                "1.1",
                LocalDate.of(2026, 2, 1),
                "analysis",
                text("增加一项分析", "One analysis added"),
                text("评审建议", "Asked for by reviewers"),
                true);
        return Records.with(p, Map.of("version", "1.1", "amendments", List.of(amendment)));
    }

    private static Protocol.ResearchPlan researchPlan() {
        return new Protocol.ResearchPlan(
                List.of(new Protocol.ResearchPlan.Milestone(text("数据提取", "Extraction"), LocalDate.of(2026, 2, 1))),
                List.of(new Protocol.ResearchPlan.BudgetLine(
                        text("数据处理", "Data work"), new java.math.BigDecimal("120000"), "CNY")),
                List.of(new Protocol.ResearchPlan.Risk(text("样本不足", "Too few people"), text("延长入选期", "Longer entry"))),
                Protocol.ResearchPlan.Centres.SINGLE,
                text("单一数据库。", "One database."),
                false,
                Optional.empty());
    }

    private static Protocol.Population population() {
        return new Protocol.Population(
                text("住院成人患者。", "Adult inpatients."),
                text("示例疾病", "example disease"),
                text("临床诊断", "Clinical diagnosis"),
                text("中重度", "Moderate to severe"),
                text("三级医院", "Tertiary hospital"),
                text("入院当日", "Day of admission"),
                List.of(new Criterion(
                        "adult", text("年龄不小于 18 岁", "Aged 18 or over"), "age >= 18", Criterion.OnMissing.REMOVE)),
                List.of(new Criterion(
                        "previous", text("既往接受过该技术", "Had the service before"), "previous", Criterion.OnMissing.KEEP)));
    }

    private static Protocol.DataPlan dataPlan() {
        return new Protocol.DataPlan(
                List.of(new Protocol.DataPlan.Source(
                        "main",
                        text("示例数据", "Example data"),
                        Protocol.DataPlan.SourceClass.CLAIMS,
                        Protocol.DataPlan.SourceFormat.TABLE,
                        Optional.of("main.csv"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        text("结算记录", "Claims"),
                        text("2023 年", "2023"),
                        List.of(),
                        Optional.empty(),
                        List.of(),
                        Optional.empty())),
                List.of(""),
                text("按日期提取。", "By date."),
                text("去除重复。", "Duplicates removed."),
                text("统一编码。", "Codes mapped."),
                text("核查完整性。", "Completeness checked."),
                text("保留行号。", "Rows kept."));
    }

    private static Variable variable(
            String name, Text label, Variable.Role role, Variable.Type type, List<Variable.Level> levels) {
        return new Variable(
                name,
                label,
                role,
                type,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                levels,
                List.of(),
                List.of(),
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Variable> variables() {
        return List.of(
                variable("arm", text("治疗组别", "Arm"), Variable.Role.EXPOSURE, Variable.Type.BINARY, List.of()),
                variable("age", text("年龄", "Age"), Variable.Role.COVARIATE, Variable.Type.NUMBER, List.of()),
                variable(
                        "sex",
                        text("性别", "Sex"),
                        Variable.Role.COVARIATE,
                        Variable.Type.CATEGORY,
                        List.of(
                                new Variable.Level("male", text("男", "Male")),
                                new Variable.Level("female", text("女", "Female")))),
                variable(
                        "rare",
                        text("罕见合并症", "Rare condition"),
                        Variable.Role.COVARIATE,
                        Variable.Type.BINARY,
                        List.of()),
                variable(
                        "income",
                        text("收入水平", "Income"),
                        Variable.Role.GROUP,
                        Variable.Type.CATEGORY,
                        List.of(
                                new Variable.Level("low", text("低", "Low")),
                                new Variable.Level("high", text("高", "High")))),
                variable(
                        "y", text("结局变量", "Outcome variable"), Variable.Role.OUTCOME, Variable.Type.BINARY, List.of()));
    }

    private static Outcome outcome(OutcomeType type) {
        return switch (type) {
            case BINARY ->
                new Outcome(
                        "main",
                        text("30 天死亡", "Death within 30 days"),
                        type,
                        Optional.of("y"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        text("30 天内死亡。", "Death within 30 days."));
            case CONTINUOUS ->
                new Outcome(
                        "main",
                        text("住院天数", "Length of stay"),
                        type,
                        Optional.of("stay"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(text("天", "days")),
                        true,
                        text("入院至出院。", "From admission to discharge."));
            case TIME_TO_EVENT ->
                new Outcome(
                        "main",
                        text("总生存", "Overall survival"),
                        type,
                        Optional.empty(),
                        Optional.of("t"),
                        Optional.of("d"),
                        Optional.of(Outcome.TimeUnit.YEAR),
                        Optional.of(5.0),
                        Optional.empty(),
                        true,
                        text("任何原因死亡。", "Death from any cause."));
            case COUNT -> of(type, "visits", text("门诊次数", "Outpatient visits"));
            case COST -> of(type, "cost", text("住院总费用", "Cost of the stay"));
            case ORDINAL -> of(type, "grade", text("功能分级", "Functional grade"));
            case COMPETING -> overTime(type, Optional.of("d"), Optional.of("c"), List.of(), List.of());
            case RECURRENT -> overTime(type, Optional.empty(), Optional.empty(), List.of("e1", "e2"), List.of());
            case REPEATED ->
                overTime(
                        type,
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        List.of(new Outcome.Visit("v0", 0), new Outcome.Visit("v1", 1)));
        };
    }

    private static Outcome of(OutcomeType type, String variable, Text name) {
        return new Outcome(
                "main",
                name,
                type,
                Optional.of(variable),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(text("个单位", "units")),
                true,
                text("随访期内的记录。", "As recorded in follow-up."));
    }

    private static Outcome overTime(
            OutcomeType type,
            Optional<String> event,
            Optional<String> competing,
            List<String> events,
            List<Outcome.Visit> visits) {
        return new Outcome(
                "main",
                text("再入院", "Readmission"),
                type,
                Optional.empty(),
                visits.isEmpty() ? Optional.of("t") : Optional.empty(),
                event,
                Optional.of(Outcome.TimeUnit.YEAR),
                Optional.of(5.0),
                Optional.empty(),
                true,
                text("出院后再次住院。", "Another stay after discharge."),
                Optional.empty(),
                competing,
                events,
                visits);
    }

    /** The first two measures that a type of outcome has. */
    static List<Measure> measures(OutcomeType type) {
        return Availability.of(type).stream()
                .filter(m -> m != Measure.SURVIVAL_DIFFERENCE)
                .limit(2)
                .toList();
    }

    private static Analysis analysis(
            String id, AnalysisRole role, Adjustment adjustment, Target target, OutcomeType type) {
        return new Analysis(
                id,
                role,
                "main",
                adjustment,
                target,
                measures(type),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                text("目标人群中的平均差异", "Mean difference in the target population"),
                List.of(new IntercurrentEvent(
                        text("转组", "Switching"),
                        IntercurrentEvent.Strategy.TREATMENT_POLICY,
                        text("按原组分析", "As assigned"))),
                role == AnalysisRole.PRIMARY);
    }

    private static AnalysisPlan analysis(OutcomeType type) {
        List<Analysis> analyses = new ArrayList<>();
        analyses.add(analysis("primary", AnalysisRole.PRIMARY, Adjustment.WEIGHTING, Target.ATE, type));
        analyses.add(analysis("overlap", AnalysisRole.SENSITIVITY, Adjustment.WEIGHTING, Target.ATO, type));
        analyses.add(analysis("matched", AnalysisRole.SENSITIVITY, Adjustment.MATCHING, Target.ATT, type));
        analyses.add(analysis("crude", AnalysisRole.SECONDARY, Adjustment.NONE, Target.ATE, type));
        analyses.add(analysis("extra", AnalysisRole.EXPLORATORY, Adjustment.REGRESSION, Target.ATE, type));
        return new AnalysisPlan(
                1,
                0.95,
                text("描述两组特征。", "The arms are described."),
                text("因果推断文字。", "Words on inference."),
                new AnalysisPlan.Missing(
                        AnalysisPlan.Missing.Method.COMPLETE_CASE, 0, 0, text("缺失很少。", "Few are missing.")),
                List.of("age", "sex", "rare"),
                analyses,
                List.of(new AnalysisPlan.Subgroup("sex", text("疗效可能不同", "Effects may differ"), List.of("primary"))),
                Optional.empty(),
                0.1,
                500);
    }

    private static Parameter parameter(double value, Parameter.Shape shape, double se) {
        return new Parameter(value, shape, se, text("假设值", "Assumed"));
    }

    private static EconomicPlan economics(OutcomeType type) {
        EconomicModel model = type == OutcomeType.TIME_TO_EVENT
                ? new EconomicModel.PartitionedSurvival(
                        "main",
                        "main",
                        12,
                        text("无进展", "Progression-free"),
                        text("进展", "Progressed"),
                        text("死亡", "Dead"),
                        parameter(0.8, Parameter.Shape.BETA, 0.02),
                        parameter(0.6, Parameter.Shape.BETA, 0.05),
                        List.of(new StateCost(
                                "drug",
                                text("药费", "Drug"),
                                StateCost.When.FIRST_STATE,
                                Optional.of(Arm.TREATED),
                                Optional.of(parameter(12000, Parameter.Shape.GAMMA, 1200)),
                                Optional.empty(),
                                Optional.of(5.0),
                                true)))
                : new EconomicModel.PatientLevel(
                        List.of(new Resource(
                                "day",
                                text("床日", "Bed-day"),
                                "stay",
                                Optional.empty(),
                                Optional.of("inpatient-day"),
                                Optional.empty(),
                                Optional.empty(),
                                false)),
                        "main",
                        parameter(0.7, Parameter.Shape.BETA, 0.03));
        return new EconomicPlan(
                EconomicPlan.Perspective.PAYER,
                text("医保支付方", "Insurance payer"),
                "CNY",
                2024,
                5,
                Optional.empty(),
                Optional.empty(),
                Target.ATE,
                model,
                1000,
                text("与决策一致。", "As the decision needs."));
    }

    private static SocialPlan society() {
        return new SocialPlan(
                List.of(new SocialPlan.Group("income", text("收入可能影响利用", "Income may matter"), List.of("main"))),
                List.of(new SocialPlan.Concentration("income", text("收入", "income"), List.of("arm"))),
                Optional.of(text("创新器械认定。", "Recognised as innovative.")),
                text("访谈患者。", "Patients were interviewed."));
    }

    static PolicyPack pack(int limit) {
        Text source = text("示例来源", "Example source");
        Text unit = text("", "");
        return new PolicyPack(
                "demo-pack",
                "1",
                text("示例政策包", "Example pack"),
                "CN",
                2024,
                LocalDate.of(2024, 1, 1),
                Optional.empty(),
                new PolicyPack.Number(0.05, unit, source),
                new PolicyPack.Number(0.05, unit, source),
                List.of(0.0, 0.08),
                new PolicyPack.Number(95749, text("元", "CNY"), source),
                List.of(1.0, 3.0),
                Optional.empty(),
                new PolicyPack.Number(limit, unit, source),
                Map.of(
                        "inpatient-day",
                        new PolicyPack.UnitCost(text("床日", "Bed-day"), 1147.3, "CNY", 2024, unit, source)),
                Map.of(),
                Map.of());
    }
}
