package org.steelyard.economics.sheet.internal;

import java.util.Map;
import org.steelyard.economics.sheet.SheetTable.Cell;
import org.steelyard.kernel.Text;

/** What the names that Steelyard itself gives in a table are called for readers; files keep the names. */
final class SheetWords {

    private static final String SPLINE = "spline-";

    private static final Map<String, Text> NAMES = Map.ofEntries(
            Map.entry("exponential", Text.of("指数", "exponential")),
            Map.entry("weibull", Text.of("韦布尔", "Weibull")),
            Map.entry("weibull-ph", Text.of("韦布尔（比例风险）", "Weibull (PH)")),
            Map.entry("gompertz", Text.of("冈珀茨", "Gompertz")),
            Map.entry("lognormal", Text.of("对数正态", "log-normal")),
            Map.entry("loglogistic", Text.of("对数逻辑斯谛", "log-logistic")),
            Map.entry("gamma", Text.of("伽马", "gamma")),
            Map.entry("generalised-gamma", Text.of("广义伽马", "generalised gamma")),
            Map.entry("generalised-f", Text.of("广义 F", "generalised F")),
            Map.entry("kaplan-meier", Text.of("Kaplan–Meier", "Kaplan–Meier")),
            Map.entry("average-by-aic", Text.of("按 AIC 权重平均", "average by AIC")),
            Map.entry("maximum", Text.of("已达最大值", "a maximum")),
            Map.entry("no-curvature", Text.of("似然平坦或趋向边界，估计不可用", "flat or at the border: not to be used")),
            Map.entry("failed", Text.of("失败", "failed")),
            Map.entry("on-frontier", Text.of("在前沿上", "on the frontier")),
            Map.entry("dominated", Text.of("被占优", "dominated")),
            Map.entry("extendedly-dominated", Text.of("被扩展占优", "extendedly dominated")),
            Map.entry("slope", Text.of("不平等斜率指数", "slope index of inequality")),
            Map.entry("relative", Text.of("相对不平等指数", "relative index of inequality")),
            Map.entry("gini", Text.of("基尼系数", "Gini")),
            Map.entry("concentration", Text.of("集中指数", "concentration index")),
            Map.entry("atkinson", Text.of("阿特金森指数", "Atkinson")),
            Map.entry("kolm", Text.of("科尔姆指数", "Kolm")),
            Map.entry("mean", Text.of("平均", "mean")),
            Map.entry("difference-unadjusted", Text.of("组间差（未调整）", "difference, unadjusted")),
            Map.entry("difference-adjusted-for-baseline", Text.of("组间差（按基线调整）", "difference, adjusted for baseline")),
            Map.entry("normal", Text.of("正态", "normal")),
            Map.entry("hartung-knapp", Text.of("Hartung–Knapp", "Hartung–Knapp")),
            Map.entry("fixed", Text.of("固定效应", "fixed effect")),
            Map.entry("dersimonian-laird", Text.of("DerSimonian–Laird", "DerSimonian–Laird")),
            Map.entry("paule-mandel", Text.of("Paule–Mandel", "Paule–Mandel")),
            Map.entry("sidik-jonkman", Text.of("Sidik–Jonkman", "Sidik–Jonkman")),
            Map.entry("hunter-schmidt", Text.of("Hunter–Schmidt", "Hunter–Schmidt")),
            Map.entry("hedges", Text.of("Hedges", "Hedges")),
            Map.entry("empirical-bayes", Text.of("经验贝叶斯", "empirical Bayes")),
            Map.entry("maximum-likelihood", Text.of("最大似然（ML）", "maximum likelihood (ML)")),
            Map.entry(
                    "restricted-maximum-likelihood", Text.of("限制最大似然（REML）", "restricted maximum likelihood (REML)")));

    private SheetWords() {}

    /** A name of ours, perhaps with a number after a blank, such as {@code atkinson 0.5}; another one is its own word. */
    static Cell.Words of(String name) {
        int blank = name.indexOf(' ');
        if (blank > 0) {
            Text first = of(name.substring(0, blank)).text();
            String rest = name.substring(blank);
            return new Cell.Words(name, Text.of(first.zh() + rest, first.en() + rest));
        }
        return new Cell.Words(name, name.startsWith(SPLINE) ? spline(name) : NAMES.getOrDefault(name, Text.same(name)));
    }

    /** {@code spline-odds-2}: scale, then inner knots. */
    private static Text spline(String name) {
        String[] parts = name.split("-", 3);
        Text scale = switch (parts[1]) {
            case "hazard" -> Text.of("累积风险", "hazard");
            case "odds" -> Text.of("比数", "odds");
            default -> Text.of("正态", "normal");
        };
        return Text.of(
                "样条（" + scale.zh() + "尺度，" + parts[2] + " 个内结点）",
                "spline, " + scale.en() + " scale, " + parts[2]
                        + (parts[2].equals("1") ? " inner knot" : " inner knots"));
    }
}
