package org.steelyard.economics.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.EconomicModel.Decision;
import org.steelyard.protocol.EconomicModel.PartitionedSurvival;
import org.steelyard.protocol.EconomicModel.PatientLevel;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.PolicyPack;

/** Names every choice that decides the digits, so that a reader can repeat them elsewhere. */
final class Conventions {

    private final Analysis analysis;
    private final EconomicPlan plan;
    private final Map<String, Text> out = new LinkedHashMap<>();

    private Conventions(Analysis analysis) {
        this.analysis = analysis;
        plan = analysis.inputs().plan();
    }

    static Map<String, Text> of(Analysis analysis) {
        Conventions conventions = new Conventions(analysis);
        conventions.frame();
        switch (conventions.plan.model()) {
            case Decision _ -> throw new IllegalStateException("a decision model has an engine of its own");
            case PatientLevel _ -> conventions.patientLevel();
            case PartitionedSurvival m -> conventions.partitioned(m);
        }
        conventions.uncertainty();
        conventions.decision();
        return java.util.Collections.unmodifiableMap(conventions.out);
    }

    private void put(String key, String zh, String en) {
        out.put(key, Text.of(zh, en));
    }

    private void frame() {
        put("perspective", perspective().zh(), perspective().en());
        put(
                "price-year",
                plan.priceYear() + " 年价格，" + plan.currency(),
                plan.currency() + ", prices of " + plan.priceYear());
        String horizon = number(plan.horizon());
        put("horizon", horizon + " 年", horizon + " years");
        put(
                "population",
                plan.target().label().zh() + "；仅含所需变量完整的患者",
                plan.target().label().en() + "; people with complete values of what is needed");
        int covariates = analysis.people().covariates().size();
        put(
                "adjustment",
                covariates == 0 ? "未调整" : "倾向性评分加权（logistic 模型，" + covariates + " 个协变量，组内权重归一）",
                covariates == 0
                        ? "None"
                        : "Propensity-score weighting (logistic model, " + covariates
                                + " covariates, weights normalised within arms)");
        put("year-length", "1 年 = 365.25 天 = 12 个月", "1 year = 365.25 days = 12 months");
    }

    private Text perspective() {
        return switch (plan.perspective()) {
            case SOCIETY -> Text.of("全社会角度", "Society");
            case HEALTH_SYSTEM -> Text.of("卫生体系角度", "Health system");
            case PAYER -> Text.of("医保支付方角度", "Payer");
            case HOSPITAL -> Text.of("医疗机构角度", "Hospital");
            case PATIENT -> Text.of("患者角度", "Patient");
        };
    }

    private void patientLevel() {
        put(
                "model",
                "个体水平：人均用量×单价，限制平均生存时间×效用值",
                "Patient level: mean use times unit cost, restricted mean survival times utility");
        discounting("按整年贴现，第一年不贴现：(1+r)^(−⌊t⌋)", "by whole years, the first not discounted: (1 + r)^(−floor(t))");
        put(
                "cost-timing",
                "注明使用时间（at）的资源按该时间贴现；其余视为在随访期内均匀发生",
                "a resource with a time of use (at) is discounted from it; any other is spread evenly over follow-up");
        put(
                "cost-censoring",
                "费用完整前失访者以删失逆概率加权补偿（Bang–Tsiatis）；无失访时等于加权均值",
                "people lost before their costs are complete are made up for by inverse probability of censoring (Bang–Tsiatis);"
                        + " with nobody lost it is the weighted mean");
        put("life-years", "加权 Kaplan–Meier 曲线下面积", "area under the weighted Kaplan–Meier curve");
    }

    private void partitioned(PartitionedSurvival model) {
        String cycles = number(model.cyclesPerYear());
        put("model", "分区生存模型（三状态）", "Partitioned survival, three states");
        put("cycle-length", "每年 " + cycles + " 个周期", cycles + " cycles a year");
        put("counting-rule", "梯形法（即半周期校正）", "Trapezoid rule (half-cycle correction)");
        discounting(
                "状态时间按周期点、一次性事件按周期中点：(1+r)^(−t)",
                "time in states at the cycle points, one-off events at the middle of the cycle: (1 + r)^(−t)");
        put("curves", "加权 Kaplan–Meier 曲线，不外推", "weighted Kaplan–Meier curves, not extrapolated");
        put(
                "crossing",
                "第一状态曲线高于生存曲线处压低至生存曲线",
                "where the first state's curve lies above survival it is lowered to it");
        put(
                "progression",
                "一次性进展成本按非死亡离开第一状态的累积发生率（Aalen–Johansen）计",
                "a one-off progression cost follows the cumulative incidence of leaving the first state other than by death"
                        + " (Aalen–Johansen)");
        put(
                "until-year",
                "按年计的状态成本自起点起算，至所设截止年停止",
                "a yearly state cost runs on the model's clock from time zero to the year set for its end");
    }

    private void discounting(String zh, String en) {
        Rates rates = analysis.inputs().rates();
        put(
                "discounting",
                "成本 " + percent(rates.costs()) + "，健康产出 " + percent(rates.effects()) + "；" + zh,
                "costs " + percent(rates.costs()) + ", effects " + percent(rates.effects()) + " a year; " + en);
    }

    private void uncertainty() {
        int draws = analysis.draws().values().size();
        put(
                "uncertainty",
                "组内有放回重抽患者并重新估计倾向性评分，同时抽取全部参数；" + draws + " 次；百分位区间（第 7 类分位数）",
                "people resampled within arms with the propensity score fitted again, all parameters drawn at the same time; "
                        + draws + " draws; percentile intervals (quantiles of type 7)");
        put(
                "parameters",
                "由均值和标准误按矩法确定分布，各参数相互独立",
                "distributions by the method of moments from mean and standard error; parameters independent of each other");
        put("ties", "净效益相等时计入对照方案", "ties in net benefit count for the comparator");
    }

    private void decision() {
        PolicyPack pack = analysis.inputs().pack();
        put(
                "threshold",
                "人均 GDP " + number(pack.gdpPerCapita().value()) + "（"
                        + pack.gdpPerCapita().source().zh() + "）的倍数",
                "multiples of GDP per capita, " + number(pack.gdpPerCapita().value()) + " ("
                        + pack.gdpPerCapita().source().en() + ")");
        Text main = Thresholds.label(analysis.inputs().mainMultiple());
        put("one-way-threshold", main.zh(), main.en());
        put(
                "policy-pack",
                pack.name().zh() + "，" + pack.id() + " " + pack.version(),
                pack.name().en() + ", " + pack.id() + " " + pack.version());
        analysis.inputs().priceLine().ifPresent(line -> {
            Text label = analysis.inputs().lines().get(line).label();
            put(
                    "threshold-price",
                    "使增量净效益为零的“" + label.zh() + "”单价，其他不变",
                    "unit cost of \"" + label.en() + "\" at which the incremental net benefit is zero, all else equal");
        });
    }

    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    private static String percent(double rate) {
        return BigDecimal.valueOf(rate)
                        .movePointRight(2)
                        .setScale(4, RoundingMode.HALF_EVEN)
                        .stripTrailingZeros()
                        .toPlainString()
                + "%";
    }
}
