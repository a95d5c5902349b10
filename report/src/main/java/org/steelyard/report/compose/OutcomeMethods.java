package org.steelyard.report.compose;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.Outcome.OutcomeType;
import org.steelyard.protocol.method.OutcomeModelRule.OutcomeFamily;

/** The models of outcomes that are neither a share nor a mean nor a survival, in the words of the section on methods. */
record OutcomeMethods(Context c) {

    /** One bullet for each type of outcome that an analysis with a result has. */
    List<String> bullets() {
        Set<OutcomeType> used = answered()
                .flatMap(a -> c.names().plannedOutcome(a.outcome()).stream())
                .map(o -> o.type())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(OutcomeType.class)));
        return used.stream().map(this::words).filter(w -> !w.isEmpty()).toList();
    }

    private Stream<Analysis> answered() {
        return c.plan().analysis().analyses().stream()
                .filter(a -> !c.findings().overall(a.id()).isEmpty());
    }

    /** Empty for what adjustment and survival already tell. */
    private String words(OutcomeType type) {
        return switch (type) {
            case BINARY, CONTINUOUS, COST, TIME_TO_EVENT -> "";
            case COUNT -> counts();
            case COMPETING ->
                c.t(
                        "竞争风险：次分布风险比用 Fine–Gray 模型⟦@" + Bibliography.COMPETING
                                + "⟧，原因别风险比用 Cox 模型（发生竞争事件者自该时起视为删失），累积发生率用 Aalen–Johansen 法。",
                        "Competing risks: subdistribution hazard ratios by the Fine–Gray model ⟦@"
                                + Bibliography.COMPETING
                                + "⟧, cause-specific ones by Cox's model, in which the competing event ends follow-up, and cumulative incidence by Aalen–Johansen.");
            case RECURRENT ->
                c.t(
                        "复发事件：发生率比用比例发生率模型（Andersen–Gill 区间，方差按人聚类）⟦@" + Bibliography.RECURRENT
                                + "⟧；平均累积次数用 Nelson 法，读至观察期末，区间由对人的自助抽样得到。",
                        "Recurrent events: rate ratios by the proportional-rates model (Andersen–Gill intervals, variance clustered on people) ⟦@"
                                + Bibliography.RECURRENT
                                + "⟧; mean cumulative counts by Nelson's estimator at the horizon, with a bootstrap of people.");
            case ORDINAL ->
                c.t(
                        "有序结局：比例优势（累积 logit）模型⟦@" + Bibliography.ORDINAL + "⟧，共同比值比为处于较高类别的比值之比，对各分界相同。",
                        "Ordered categories: the proportional-odds model ⟦@" + Bibliography.ORDINAL
                                + "⟧; the common odds ratio is that of being in a higher category, the same at every cut.");
            case REPEATED ->
                c.t(
                        "重复测量：线性广义估计方程⟦@" + Bibliography.REPEATED + "⟧，等相关工作矩阵，方差按人聚类；含各次访视及其与处理的交互，变化差为末次与首次访视组间差之差。",
                        "Repeated measurements: linear generalised estimating equations ⟦@" + Bibliography.REPEATED
                                + "⟧, exchangeable, variance clustered on people, with visits and their interaction with treatment; the difference in change is that of the last visit less that of the first.");
        };
    }

    private String counts() {
        List<Analysis> modelled = answered()
                .filter(a -> c.names()
                        .plannedOutcome(a.outcome())
                        .filter(o -> o.type() == OutcomeType.COUNT)
                        .isPresent())
                .filter(a -> a.adjustment() == Adjustment.REGRESSION || a.adjustment() == Adjustment.G_COMPUTATION)
                .toList();
        boolean negative = modelled.stream().anyMatch(OutcomeMethods::isNegativeBinomial);
        boolean poisson = modelled.stream().anyMatch(a -> !isNegativeBinomial(a));
        String zh = (poisson ? "；对数连接的 Poisson 模型，方差稳健" : "") + (negative ? "；对数连接的负二项模型，方差由模型给出" : "");
        String en = (poisson ? "; Poisson models with log link and robust variance" : "")
                + (negative ? "; negative binomial models with log link and the model's variance" : "");
        return c.t(
                "计数结局：发生率为事件数之和除以观察时长之和，方差稳健" + zh + "。",
                "Counts: a rate is the sum of events over the sum of time observed, with robust variance" + en + ".");
    }

    private static boolean isNegativeBinomial(Analysis a) {
        return a.outcomeModel()
                .filter(m -> m.family() == OutcomeFamily.NEGATIVE_BINOMIAL)
                .isPresent();
    }
}
