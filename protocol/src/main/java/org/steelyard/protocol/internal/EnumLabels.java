package org.steelyard.protocol.internal;

import java.util.Map;
import java.util.Optional;
import org.steelyard.kernel.Lang;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Labelled;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.Protocol;

/** Choices of the plan in words. */
public final class EnumLabels {

    private static final Map<String, String> ZH = Map.ofEntries(
            Map.entry("Items.SINGLE", "单项目评价"),
            Map.entry("Items.MULTIPLE", "多项目评价"),
            Map.entry("Timing.RETROSPECTIVE", "回顾性"),
            Map.entry("Timing.PROSPECTIVE", "前瞻性"),
            Map.entry("Timing.MIXED", "回顾性与前瞻性混合"),
            Map.entry("Pace.RAPID", "快速评价"),
            Map.entry("Pace.ROUTINE", "常规评价"),
            Map.entry("Centres.SINGLE", "单中心"),
            Map.entry("Centres.MULTIPLE", "多中心"),
            Map.entry("Level.USUAL_CARE", "常规诊疗对照"),
            Map.entry("Level.STANDARD_THERAPY", "标准疗法对照"),
            Map.entry("Level.OTHER", "其他对照"),
            Map.entry("OtherKind.BEST_SUPPORTIVE_CARE", "最佳支持治疗"),
            Map.entry("OtherKind.HISTORICAL", "历史对照"),
            Map.entry("OtherKind.NO_TREATMENT", "空白对照"),
            Map.entry("OtherKind.EXTERNAL", "外部对照"),
            Map.entry("OnMissing.FAIL", "无法判定时停止运行"),
            Map.entry("OnMissing.REMOVE", "无法判定者移除并计数"),
            Map.entry("OnMissing.KEEP", "无法判定者保留并计数"),
            Map.entry("Acceptance.WIDELY_ACCEPTED", "临床广泛认可"),
            Map.entry("Acceptance.CLINICAL_PATHWAY", "临床路径规定"),
            Map.entry("Acceptance.QUALITY_MANAGEMENT", "医疗质量管理关切"),
            Map.entry("Acceptance.EXPERT_PRACTICE", "专家实践经验"),
            Map.entry("SourceClass.TRUSTED_SITE", "可信评价点"),
            Map.entry("SourceClass.CLAIMS", "医保结算数据"),
            Map.entry("SourceClass.OTHER_INSTITUTION", "其他医疗机构诊疗数据"),
            Map.entry("SourceClass.HEALTH_AUTHORITY", "卫生健康部门健康医疗大数据"),
            Map.entry("SourceClass.COMMERCIAL", "商业数据库"),
            Map.entry("SourceClass.RESEARCH_DATASET", "公开研究数据"),
            Map.entry("SourceFormat.TABLE", "一行一人的平表"),
            Map.entry("SourceFormat.PLATFORM", "医保信息平台表"),
            Map.entry("SourceFormat.OMOP", "OMOP 通用数据模型表"),
            Map.entry("SourceFormat.HOSPITAL", "医院数据"),
            Map.entry("SourceFormat.PATIENTS", "患者随访与量表"),
            Map.entry("SourceFormat.MAPPED", "按映射文件读取的表"),
            Map.entry("EventDomain.CONDITION", "诊断"),
            Map.entry("EventDomain.PROCEDURE", "手术操作与服务"),
            Map.entry("EventDomain.DRUG", "药品"),
            Map.entry("EventDomain.DEVICE", "耗材"),
            Map.entry("EventDomain.MEASUREMENT", "检验"),
            Map.entry("EventDomain.OBSERVATION", "观察"),
            Map.entry("EventDomain.VISIT", "就诊"),
            Map.entry("EventDomain.DRUG_ERA", "用药时段"),
            Map.entry("EventDomain.CONDITION_ERA", "病程时段"),
            Map.entry("EventDomain.DEATH", "死亡"),
            Map.entry("EventDomain.CLAIM", "结算"),
            Map.entry("EventDomain.CLAIM_ITEM", "费用明细"),
            Map.entry("VisitKind.INPATIENT", "住院"),
            Map.entry("VisitKind.OUTPATIENT", "门诊"),
            Map.entry("VisitKind.EMERGENCY", "急诊"),
            Map.entry("Which.FIRST", "首次"),
            Map.entry("Which.LAST", "末次"),
            Map.entry("TimeZero.ENTRY", "进入日"),
            Map.entry("TimeZero.LANDMARK", "宽限期末（界标）"),
            Map.entry("Unit.DAY", "天"),
            Map.entry("Unit.MONTH", "月"),
            Map.entry("BothArms.KEEP_ALL", "都保留"),
            Map.entry("BothArms.KEEP_FIRST", "只留较早一次"),
            Map.entry("BothArms.REMOVE_ALL", "剔除"),
            Map.entry("StartAnchor.COHORT_START", "指标日"),
            Map.entry("StartAnchor.COHORT_END", "队列结束日"),
            Map.entry("EndAnchor.COHORT_START", "指标日"),
            Map.entry("EndAnchor.COHORT_END", "队列结束日"),
            Map.entry("EndAnchor.STUDY_END", "研究结束日"),
            Map.entry("Censor.DEATH", "死亡"),
            Map.entry("Censor.OBSERVATION_END", "观察期结束"),
            Map.entry("Censor.STUDY_END", "研究结束"),
            Map.entry("Censor.SWITCH", "改用另一组治疗"),
            Map.entry("CriterionKind.EVENT", "事件次数"),
            Map.entry("CriterionKind.AGE", "年龄"),
            Map.entry("CriterionKind.SEX", "性别"),
            Map.entry("CriterionKind.INSURANCE", "险种"),
            Map.entry("CriterionKind.INSTITUTION_LEVEL", "机构级别"),
            Map.entry("MeasureKind.AGE", "年龄"),
            Map.entry("MeasureKind.SEX", "性别"),
            Map.entry("MeasureKind.INDEX_YEAR", "指标年"),
            Map.entry("MeasureKind.INDEX_MONTH", "指标月"),
            Map.entry("MeasureKind.INSURANCE", "险种"),
            Map.entry("MeasureKind.INSTITUTION_LEVEL", "机构级别"),
            Map.entry("MeasureKind.ANY", "有无"),
            Map.entry("MeasureKind.COUNT", "次数"),
            Map.entry("MeasureKind.TIME_TO_EVENT", "首次发生时间"),
            Map.entry("MeasureKind.RECURRENT", "复发次数"),
            Map.entry("MeasureKind.COST", "费用"),
            Map.entry("MeasureKind.INPATIENT_DAYS", "住院天数"),
            Map.entry("MeasureKind.VALUE", "检验值"),
            Map.entry("MeasureKind.CHARLSON", "查尔森指数"),
            Map.entry("MeasureKind.READMISSION", "再入院"),
            Map.entry("CostComponent.TOTAL", "总额"),
            Map.entry("CostComponent.FUND", "基金支付"),
            Map.entry("CostComponent.PERSON", "个人负担"),
            Map.entry("CostComponent.CASH", "个人现金"),
            Map.entry("CostComponent.ACCOUNT", "个人账户"),
            Map.entry("CostComponent.IN_SCOPE", "政策范围内"),
            Map.entry("WhichValue.FIRST", "首次"),
            Map.entry("WhichValue.LAST", "末次"),
            Map.entry("WhichValue.LOWEST", "最低"),
            Map.entry("WhichValue.HIGHEST", "最高"),
            Map.entry("Incomplete.AS_OBSERVED", "按已观察计"),
            Map.entry("Incomplete.MISSING", "记为缺失"),
            Map.entry("FeatureCode.SOURCE", "原始编码"),
            Map.entry("FeatureCode.CONCEPT", "标准概念"),
            Map.entry("FeatureValue.ANY", "有无"),
            Map.entry("FeatureValue.COUNT", "次数"),
            Map.entry("CohortDesign.NEW_USER", "新用药者（两组各以事件进入）"),
            Map.entry("CohortDesign.COMMON_ENTRY", "共同进入后分组"),
            Map.entry("CohortDesign.REPEATED_TRIALS", "重复试验"),
            Map.entry("Role.IDENTIFIER", "标识"),
            Map.entry("Role.EXPOSURE", "暴露"),
            Map.entry("Role.OUTCOME", "结局"),
            Map.entry("Role.TIME", "时间"),
            Map.entry("Role.EVENT", "事件"),
            Map.entry("Role.COVARIATE", "协变量"),
            Map.entry("Role.GROUP", "分组"),
            Map.entry("Role.RESOURCE", "资源"),
            Map.entry("Role.AUXILIARY", "辅助"),
            Map.entry("Type.NUMBER", "数值"),
            Map.entry("Type.INTEGER", "整数"),
            Map.entry("Type.BINARY", "二分类"),
            Map.entry("Type.CATEGORY", "多分类"),
            Map.entry("Type.DATE", "日期"),
            Map.entry("Type.TEXT", "文本"),
            Map.entry("OutcomeType.BINARY", "二分类"),
            Map.entry("OutcomeType.CONTINUOUS", "连续"),
            Map.entry("OutcomeType.TIME_TO_EVENT", "时间-事件"),
            Map.entry("Method.COMPLETE_CASE", "完整病例分析"),
            Map.entry("Method.MULTIPLE_IMPUTATION", "多重插补"),
            Map.entry("AnalysisRole.PRIMARY", "主要分析"),
            Map.entry("AnalysisRole.SECONDARY", "次要分析"),
            Map.entry("AnalysisRole.SENSITIVITY", "敏感性分析"),
            Map.entry("AnalysisRole.EXPLORATORY", "探索性分析"),
            Map.entry("Order.DESCENDING", "评分由高到低"),
            Map.entry("Order.ASCENDING", "评分由低到高"),
            Map.entry("Order.DATA", "数据顺序"),
            Map.entry("Strategy.TREATMENT_POLICY", "疗法策略"),
            Map.entry("Strategy.HYPOTHETICAL", "假想策略"),
            Map.entry("Strategy.COMPOSITE", "复合变量策略"),
            Map.entry("Strategy.WHILE_ON_TREATMENT", "在治策略"),
            Map.entry("Strategy.PRINCIPAL_STRATUM", "主层策略"),
            Map.entry("Perspective.SOCIETY", "全社会"),
            Map.entry("Perspective.HEALTH_SYSTEM", "卫生体系"),
            Map.entry("Perspective.PAYER", "医疗保障支付方"),
            Map.entry("Perspective.HOSPITAL", "医院"),
            Map.entry("Perspective.PATIENT", "患者"),
            Map.entry("Shape.FIXED", "固定值"),
            Map.entry("Shape.NORMAL", "正态分布"),
            Map.entry("Shape.GAMMA", "伽马分布"),
            Map.entry("Shape.BETA", "贝塔分布"),
            Map.entry("Shape.LOGNORMAL", "对数正态分布"),
            Map.entry("From.EFFECT", "效果估计"),
            Map.entry("From.COST", "费用均值"),
            Map.entry("From.UTILITY", "效用均值"),
            Map.entry("From.PEOPLE", "人数"),
            Map.entry("CurveFamily.EXPONENTIAL", "指数分布"),
            Map.entry("CurveFamily.WEIBULL", "韦布尔分布"),
            Map.entry("CurveFamily.GOMPERTZ", "冈珀茨分布"),
            Map.entry("CurveFamily.LOGNORMAL", "对数正态分布"),
            Map.entry("CurveFamily.LOGLOGISTIC", "对数逻辑斯谛分布"),
            Map.entry("CurveFamily.GAMMA", "伽马分布"),
            Map.entry("CurveFamily.GENERALISED_GAMMA", "广义伽马分布"),
            Map.entry("Arm.TREATED", "干预组"),
            Map.entry("Arm.CONTROL", "对照组"),
            Map.entry("When.START", "起始一次"),
            Map.entry("When.FIRST_STATE", "处于首状态时每年"),
            Map.entry("When.SECOND_STATE", "处于次状态时每年"),
            Map.entry("When.PROGRESSION", "进展时一次"),
            Map.entry("When.DEATH", "死亡时一次"),
            Map.entry("InitiatorClass.AUTHORITY", "医保部门"),
            Map.entry("InitiatorClass.INSTITUTION", "医疗机构"),
            Map.entry("InitiatorClass.ENTERPRISE", "企业"),
            Map.entry("InitiatorClass.ACADEMIC_SOCIETY", "学术团体"),
            Map.entry("InitiatorClass.RESEARCH_BODY", "科研教学机构"));

    private EnumLabels() {}

    /** In Chinese as the guide names it; in English the constant with blanks, where it has no label of its own. */
    public static String of(Enum<?> constant, Lang lang) {
        return own(constant).map(text -> text.in(lang)).orElseGet(() -> switch (lang) {
            case ZH -> zh(constant);
            case EN -> Words.yaml(constant).replace('-', ' ');
        });
    }

    private static String zh(Enum<?> constant) {
        String key = constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        return Optional.ofNullable(ZH.get(key))
                .orElseThrow(() -> new IllegalStateException("no Chinese word for " + key));
    }

    private static Optional<Text> own(Enum<?> constant) {
        return switch (constant) {
            case Protocol.Scenario c -> Optional.of(c.label());
            case Protocol.ObjectType c -> Optional.of(c.label());
            case Dimension c ->
                Optional.of(Text.of(
                        c.module().label().zh() + " · " + c.label().zh(),
                        c.module().label().en() + ", " + c.label().en()));
            case AnalysisPlan.Adjustment c -> Optional.of(c.label());
            case AnalysisPlan.Target c -> Optional.of(c.label());
            case AnalysisPlan.Measure c -> Optional.of(c.label());
            case Outcome.TimeUnit c -> Optional.of(c.label());
            case Labelled c -> Optional.of(c.label());
            default -> Optional.empty();
        };
    }
}
