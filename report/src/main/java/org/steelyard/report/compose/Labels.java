package org.steelyard.report.compose;

import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.AnalysisRole;
import org.steelyard.protocol.AnalysisPlan.IntercurrentEvent;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Criterion;
import org.steelyard.protocol.EconomicPlan.Perspective;
import org.steelyard.protocol.Indicator.Acceptance;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.Protocol.Comparator;
import org.steelyard.protocol.Protocol.DataPlan.SourceClass;
import org.steelyard.protocol.Protocol.Management;
import org.steelyard.protocol.Protocol.ResearchPlan.Centres;
import org.steelyard.protocol.Protocol.Stakeholders.InitiatorClass;
import org.steelyard.protocol.StateCost;
import org.steelyard.protocol.Variable;

/** Words for the plan's enumerations, after the guide. */
final class Labels {

    private Labels() {}

    static Text of(Management.Items items) {
        return switch (items) {
            case SINGLE -> Text.of("单项目评价", "Single-item evaluation");
            case MULTIPLE -> Text.of("多项目评价", "Multiple-item evaluation");
        };
    }

    static Text of(Management.Timing timing) {
        return switch (timing) {
            case RETROSPECTIVE -> Text.of("回顾性研究", "Retrospective");
            case PROSPECTIVE -> Text.of("前瞻性研究", "Prospective");
            case MIXED -> Text.of("回顾性与前瞻性混合研究", "Mixed retrospective and prospective");
        };
    }

    static Text of(Management.Pace pace) {
        return switch (pace) {
            case RAPID -> Text.of("快速评价", "Rapid evaluation");
            case ROUTINE -> Text.of("常规评价", "Routine evaluation");
        };
    }

    static Text of(Centres centres) {
        return switch (centres) {
            case SINGLE -> Text.of("单中心", "Single centre");
            case MULTIPLE -> Text.of("多中心", "Multiple centres");
        };
    }

    static Text of(Comparator.Level level) {
        return switch (level) {
            case USUAL_CARE -> Text.of("常规诊疗对照（首选）", "Usual care (first choice)");
            case STANDARD_THERAPY -> Text.of("标准疗法对照（次选）", "Standard therapy (second choice)");
            case OTHER -> Text.of("其他对照", "Other comparator");
        };
    }

    static Text of(Comparator.OtherKind kind) {
        return switch (kind) {
            case BEST_SUPPORTIVE_CARE -> Text.of("最佳支持治疗对照", "Best supportive care");
            case HISTORICAL -> Text.of("历史对照", "Historical control");
            case NO_TREATMENT -> Text.of("空白对照", "No treatment");
            case EXTERNAL -> Text.of("真实世界数据外部对照", "External control from real-world data");
        };
    }

    static Text of(SourceClass kind) {
        return switch (kind) {
            case TRUSTED_SITE -> Text.of("可信评价点数据", "Trusted evaluation site");
            case CLAIMS -> Text.of("医保结算数据", "Medical-insurance claims");
            case OTHER_INSTITUTION -> Text.of("其他医疗机构诊疗数据", "Other medical institution");
            case HEALTH_AUTHORITY -> Text.of("卫生健康部门健康医疗大数据", "Health authority");
            case COMMERCIAL -> Text.of("商业数据库", "Commercial database");
            case RESEARCH_DATASET -> Text.of("公开研究数据集", "Public research data set");
        };
    }

    static Text of(InitiatorClass kind) {
        return switch (kind) {
            case AUTHORITY -> Text.of("医保部门", "Medical-insurance authority");
            case INSTITUTION -> Text.of("医疗机构", "Medical institution");
            case ENTERPRISE -> Text.of("企业", "Enterprise");
            case ACADEMIC_SOCIETY -> Text.of("学术团体", "Academic society");
            case RESEARCH_BODY -> Text.of("科研教学机构", "Research or teaching body");
        };
    }

    static Text of(Acceptance acceptance) {
        return switch (acceptance) {
            case WIDELY_ACCEPTED -> Text.of("临床广泛认可", "Widely accepted in clinical practice");
            case CLINICAL_PATHWAY -> Text.of("临床路径规定", "Laid down in a clinical pathway");
            case QUALITY_MANAGEMENT -> Text.of("医疗质量管理关切", "A concern of quality management");
            case EXPERT_PRACTICE -> Text.of("临床专家实践经验", "Clinical experts' practice");
        };
    }

    static Text of(AnalysisRole role) {
        return switch (role) {
            case PRIMARY -> Text.of("主要分析", "Primary");
            case SECONDARY -> Text.of("次要分析", "Secondary");
            case SENSITIVITY -> Text.of("敏感性分析", "Sensitivity");
            case EXPLORATORY -> Text.of("探索性分析", "Exploratory");
        };
    }

    static Text of(IntercurrentEvent.Strategy strategy) {
        return switch (strategy) {
            case TREATMENT_POLICY -> Text.of("疗法策略", "Treatment policy");
            case HYPOTHETICAL -> Text.of("假想策略", "Hypothetical");
            case COMPOSITE -> Text.of("复合变量策略", "Composite variable");
            case WHILE_ON_TREATMENT -> Text.of("在治策略", "While on treatment");
            case PRINCIPAL_STRATUM -> Text.of("主层策略", "Principal stratum");
        };
    }

    static Text of(Missing.Method method) {
        return switch (method) {
            case COMPLETE_CASE -> Text.of("完整病例分析", "Complete-case analysis");
            case MULTIPLE_IMPUTATION -> Text.of("链式方程多重插补", "Multiple imputation by chained equations");
            case INVERSE_PROBABILITY ->
                Text.of("完整者逆概率加权", "Complete cases weighted by the inverse probability of being complete");
        };
    }

    static Text of(Criterion.OnMissing rule) {
        return switch (rule) {
            case FAIL -> Text.of("停止运行并报告", "The run stops and says so");
            case REMOVE -> Text.of("剔除并单独计数", "Removed and counted");
            case KEEP -> Text.of("保留并单独计数", "Kept and counted");
        };
    }

    static Text of(Perspective perspective) {
        return switch (perspective) {
            case SOCIETY -> Text.of("全社会角度", "Society");
            case HEALTH_SYSTEM -> Text.of("卫生体系角度", "Health system");
            case PAYER -> Text.of("医疗保障支付方角度", "Medical-insurance payer");
            case HOSPITAL -> Text.of("医院角度", "Hospital");
            case PATIENT -> Text.of("患者角度", "Patient");
        };
    }

    static Text of(StateCost.When when) {
        return switch (when) {
            case START -> Text.of("起始时一次", "Once at the start");
            case FIRST_STATE -> Text.of("第一状态内每年", "Each year in the first state");
            case SECOND_STATE -> Text.of("第二状态内每年", "Each year in the second state");
            case PROGRESSION -> Text.of("离开第一状态时一次", "Once on leaving the first state");
            case DEATH -> Text.of("死亡时一次", "Once at death");
        };
    }

    static Text of(OutcomeType type) {
        return switch (type) {
            case BINARY -> Text.of("二分类", "Binary");
            case CONTINUOUS -> Text.of("连续", "Continuous");
            case TIME_TO_EVENT -> Text.of("至事件时间", "Time to event");
            case COUNT -> Text.of("计数", "Count");
            case COST -> Text.of("费用", "Cost");
            case ORDINAL -> Text.of("有序分类", "Ordinal");
            case COMPETING -> Text.of("竞争风险", "Competing risks");
            case RECURRENT -> Text.of("复发事件", "Recurrent events");
            case REPEATED -> Text.of("重复测量", "Repeated measurements");
        };
    }

    static Text of(Variable.Type type) {
        return switch (type) {
            case NUMBER -> Text.of("数值", "Number");
            case INTEGER -> Text.of("整数", "Integer");
            case BINARY -> Text.of("二分类", "Binary");
            case CATEGORY -> Text.of("分类", "Category");
            case DATE -> Text.of("日期", "Date");
            case TEXT -> Text.of("文本", "Text");
        };
    }

    static Text of(Variable.Role role) {
        return switch (role) {
            case IDENTIFIER -> Text.of("标识", "Identifier");
            case EXPOSURE -> Text.of("暴露", "Exposure");
            case OUTCOME -> Text.of("结局", "Outcome");
            case TIME -> Text.of("随访时间", "Follow-up time");
            case EVENT -> Text.of("事件", "Event");
            case COVARIATE -> Text.of("协变量", "Covariate");
            case GROUP -> Text.of("分组", "Group");
            case RESOURCE -> Text.of("资源消耗", "Resource use");
            case AUXILIARY -> Text.of("辅助", "Auxiliary");
        };
    }

    static Text of(Verdict verdict) {
        return switch (verdict) {
            case DOMINANT -> Text.of("绝对优势（成本更低且效果更好）", "Dominant (less costly and more effective)");
            case DOMINATED -> Text.of("绝对劣势（成本更高且效果更差）", "Dominated (more costly and less effective)");
            case MORE_COSTLY_MORE_EFFECTIVE ->
                Text.of("成本更高且效果更好，须与支付意愿阈值比较", "More costly and more effective: to be judged against the threshold");
            case LESS_COSTLY_LESS_EFFECTIVE ->
                Text.of("成本更低且效果更差，须权衡节约与损失", "Less costly and less effective: savings against losses");
        };
    }

    static Text yesNo(boolean yes) {
        return yes ? Text.of("是", "Yes") : Text.of("否", "No");
    }
}
