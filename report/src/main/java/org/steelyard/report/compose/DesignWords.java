package org.steelyard.report.compose;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Text;

/** Words for what designs over time give. */
final class DesignWords {

    private static final Map<String, Text> MEASURES = Map.ofEntries(
            entry("level-change", Text.of("水平变化", "Change of level")),
            entry("slope-change", Text.of("斜率变化", "Change of slope")),
            entry("end-change", Text.of("序列末点的变化", "Change at the end of the series")),
            entry("level-rate-ratio", Text.of("水平变化（率比）", "Change of level (rate ratio)")),
            entry("slope-rate-ratio", Text.of("斜率变化（率比）", "Change of slope (rate ratio)")),
            entry("end-rate-ratio", Text.of("序列末点的变化（率比）", "Change at the end of the series (rate ratio)")),
            entry("rate-ratio", Text.of("率比", "Rate ratio")),
            entry("att", Text.of("受处理者平均处理效应（ATT）", "Average effect on the treated (ATT)")),
            entry("att-by-exposure", Text.of("ATT（按处理时长平均）", "ATT (mean over times since adoption)")),
            entry("att-by-group", Text.of("ATT（按实施组平均）", "ATT (mean over groups)")),
            entry("att-by-calendar", Text.of("ATT（按日历期平均）", "ATT (mean over calendar periods)")),
            entry("discontinuity", Text.of("阈值处的跳跃（偏倚校正）", "Jump at the threshold (bias-corrected)")),
            entry("discontinuity-conventional", Text.of("阈值处的跳跃（常规）", "Jump at the threshold (conventional)")),
            entry("instrumental-effect", Text.of("工具变量效应", "Instrumental-variable effect")),
            entry(
                    "instrumental-effect-anderson-rubin",
                    Text.of("工具变量效应（Anderson–Rubin 区间）", "Instrumental-variable effect (Anderson–Rubin interval)")),
            entry("incidence-rate-ratio", Text.of("相对发生率", "Relative incidence")),
            entry("incremental-effect", Text.of("增量效果", "Incremental effect")),
            entry("pooled-ratio", Text.of("合并比值", "Pooled ratio")),
            entry("pooled-difference", Text.of("合并差值", "Pooled difference")));

    private static final Map<String, Text> DIAGNOSTICS = Map.ofEntries(
            entry("points-each-side", Text.of("变化前后的时点数", "Points before and after the change")),
            entry("points-before", Text.of("处理前的时期数", "Periods before treatment")),
            entry("autocorrelation", Text.of("残差自相关（P）", "Autocorrelation of residuals (p)")),
            entry("durbin-watson", Text.of("Durbin–Watson 统计量", "Durbin–Watson statistic")),
            entry("dispersion", Text.of("离散系数", "Dispersion")),
            entry("no-control", Text.of("没有对照", "No control")),
            entry("clusters", Text.of("独立单位数", "Independent units")),
            entry("parallel-trends", Text.of("平行趋势（P）", "Parallel trends (p)")),
            entry("synthetic-fit", Text.of("处理前拟合误差", "Fit before treatment")),
            entry("placebo-resolution", Text.of("安慰剂检验的最小 P 值", "Smallest p of placebos")),
            entry("donors-used", Text.of("有权重的对照单位数", "Donors with weight")),
            entry("density", Text.of("驱动变量密度连续性（P）", "Density of the running variable (p)")),
            entry("placebo-jump", Text.of("基线变量的跳跃（P）", "Jumps of baseline variables (p)")),
            entry("first-stage-f", Text.of("第一阶段 F 值", "First-stage F")),
            entry("wu-hausman", Text.of("Wu–Hausman 检验（P）", "Wu–Hausman test (p)")),
            entry("sargan", Text.of("Sargan 过度识别检验（P）", "Sargan test (p)")),
            entry("exclusion", Text.of("排他性假定", "Exclusion restriction")),
            entry("pre-exposure", Text.of("暴露前窗口（P）", "Window before exposure (p)")),
            entry("mean-weight", Text.of("平均权重偏离 1 的程度", "Distance of the mean weight from 1")),
            entry("largest-weight-value", Text.of("最大权重", "Largest weight")),
            entry("largest-weight-value-treated", Text.of("最大权重（开始）", "Largest weight (start)")),
            entry("largest-weight-value-control", Text.of("最大权重（不开始）", "Largest weight (no start)")),
            entry("censored-at-window", Text.of("窗末同时删失的副本比例", "Share of copies censored at the window's end")),
            entry(
                    "logistic-at-window",
                    Text.of("窗末用 logistic 回归时的生存率差", "Difference in survival by a logistic model at the window")),
            entry("natural-course", Text.of("自然病程与观察之差", "Natural course against observed")),
            entry("inconsistency", Text.of("不一致性 I²（%）", "Inconsistency I² (%)")),
            entry("small-study-effects", Text.of("小样本效应（P）", "Small-study effects (p)")),
            entry("sites", Text.of("中心数", "Sites")),
            entry("left-out-rows", Text.of("未使用的行数", "Rows left out")));

    private static final Map<String, Text> POPULATIONS = Map.ofEntries(
            entry("series", Text.of("时间序列", "Series")),
            entry("rows", Text.of("全部行", "All rows")),
            entry("units", Text.of("前后均有测量的单位", "Units measured both times")),
            entry("treated group", Text.of("受处理组", "Treated group")),
            entry("treated unit", Text.of("受处理单位", "Treated unit")),
            entry("adopting units", Text.of("实施单位", "Adopting units")),
            entry("at the threshold", Text.of("阈值附近者", "People at the threshold")),
            entry("those whom the instrument moves", Text.of("受工具变量影响者", "Those whom the instrument moves")),
            entry("cases", Text.of("病例", "Cases")),
            entry("eligible person-periods", Text.of("可入组的人-时期", "Eligible person-periods")),
            entry("study arm", Text.of("研究组", "Study arm")),
            entry("target population", Text.of("目标人群", "Target population")),
            entry("study and target", Text.of("研究与目标人群", "Study and target")),
            entry("pooled", Text.of("合并", "Pooled")));

    private static final Map<String, Text> LINES = Map.ofEntries(
            entry("observed", Text.of("观察值", "Observed")),
            entry("fitted", Text.of("模型拟合", "Fitted")),
            entry("counterfactual", Text.of("反事实（无变化时）", "Counterfactual")),
            entry("control-series", Text.of("对照序列", "Control series")),
            entry("synthetic", Text.of("合成控制", "Synthetic control")),
            entry("treated", Text.of("受处理单位", "Treated unit")),
            entry("placebo", Text.of("安慰剂单位", "Placebo units")),
            entry("below", Text.of("局部线性（阈值下）", "Local line below")),
            entry("above", Text.of("局部线性（阈值上）", "Local line above")),
            entry("natural", Text.of("自然病程（模拟）", "Natural course (simulated)")),
            entry("mean-weight", Text.of("平均权重", "Mean weight")),
            entry("bins", Text.of("分组均值", "Means of bins")),
            entry("frontier", Text.of("效率前沿", "Efficiency frontier")),
            entry("acceptability-frontier", Text.of("可接受性前沿", "Acceptability frontier")),
            entry("effects", Text.of("估计值与联合置信带", "Estimates with simultaneous band")));

    private DesignWords() {}

    static Optional<Text> measure(String id) {
        return Optional.ofNullable(MEASURES.get(id));
    }

    static Optional<Text> diagnostic(String kind) {
        return Optional.ofNullable(DIAGNOSTICS.get(kind));
    }

    static Optional<Text> population(String id) {
        return Optional.ofNullable(POPULATIONS.get(id));
    }

    static String line(Context c, String name) {
        return switch (name) {
            case "treated" -> c.names().treated();
            case "control" -> c.names().control();
            default -> Optional.ofNullable(LINES.get(name)).map(c::t).orElse(name);
        };
    }

    /** The analysis, with the risk window where one design has several numbers of a kind. */
    static String withPart(Context c, EffectEstimate e) {
        boolean part = e.id().chars().filter(x -> x == '/').count() == 2 && Counts.isDesign(e);
        return c.names().analysis(e.analysis()) + (part ? c.bracketed(c.names().population(e.population())) : "");
    }
}
