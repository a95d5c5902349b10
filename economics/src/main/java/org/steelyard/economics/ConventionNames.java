package org.steelyard.economics;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.kernel.Text;

/** What the conventions of an economic result are called for readers; files keep the keys. */
public final class ConventionNames {

    private static final Pattern SPAN = Pattern.compile("([0-9.]+) (day|week|month|year)s?");

    private ConventionNames() {}

    /** The name of a convention, such as {@code counting-rule}; one without a name keeps its key. */
    public static Text of(String key) {
        return switch (key) {
            case "model" -> Text.of("模型类型", "Kind of model");
            case "counting-rule" -> Text.of("计数规则", "Counting rule");
            case "discounting" -> Text.of("贴现方式", "Discounting");
            case "discount-rates" -> Text.of("贴现率", "Discount rates");
            case "discount-rule" -> Text.of("贴现规则", "Discount rule");
            case "discount-timing" -> Text.of("贴现时点", "Time of discounting");
            case "event-timing" -> Text.of("事件时点", "Time of events");
            case "transitions" -> Text.of("转移", "Transitions");
            case "year-length" -> Text.of("年长度", "Length of a year");
            case "price-year" -> Text.of("价格年份", "Price year");
            case "population" -> Text.of("平均所对应的人群", "Population averaged over");
            case "people" -> Text.of("模拟人数", "People simulated");
            case "uncertainty" -> Text.of("不确定性", "Uncertainty");
            case "intervals" -> Text.of("区间", "Intervals");
            case "partial-information" -> Text.of("部分信息价值的算法", "Method of partial information");
            case "cycle-length", "cycle" -> Text.of("周期长度", "Cycle length");
            case "perspective" -> Text.of("角度", "Perspective");
            case "horizon" -> Text.of("时限", "Horizon");
            case "life-years" -> Text.of("生命年", "Life years");
            case "qalys", "qaly" -> Text.of("QALY 计算", "QALYs");
            case "costs", "cost" -> Text.of("成本计算", "Costs");
            case "weights", "weighting" -> Text.of("加权", "Weighting");
            case "currency" -> Text.of("货币", "Currency");
            case "curves" -> Text.of("生存曲线", "Curves");
            case "ties" -> Text.of("并列处理", "Ties");
            case "threshold-price" -> Text.of("阈值价格", "Threshold price");
            case "missing-costs", "missing" -> Text.of("成本缺失", "Missing costs");
            case "draws" -> Text.of("抽样次数", "Draws");
            case "several-effects" -> Text.of("多个效果的联合抽取", "Effects drawn together");
            case "adjustment" -> Text.of("混杂调整", "Adjustment");
            case "cost-timing" -> Text.of("成本发生时间", "Timing of costs");
            case "cost-censoring" -> Text.of("成本删失", "Censored costs");
            case "crossing" -> Text.of("曲线交叉处理", "Crossing curves");
            case "progression" -> Text.of("进展成本", "Cost of progression");
            case "until-year" -> Text.of("限期成本", "Costs of limited time");
            case "parameters" -> Text.of("参数分布", "Distributions of parameters");
            case "one-way-threshold" -> Text.of("单因素分析所用阈值", "Threshold of the one-way analysis");
            default -> Text.of("约定（" + key + "）", "Convention (" + key + ")");
        };
    }

    /** A rule of counting or discounting, by the name that a model file uses, or as {@code discount RULE}. */
    public static Text rule(String name) {
        return switch (name) {
            case "BEGINNING" -> Text.of("期初计数（BEGINNING）", "beginning of cycle (BEGINNING)");
            case "END" -> Text.of("期末计数（END）", "end of cycle (END)");
            case "LIFE_TABLE" -> Text.of("寿命表法（LIFE_TABLE）", "life table (LIFE_TABLE)");
            case "TRAPEZOID" -> Text.of("梯形法（TRAPEZOID）", "trapezoid (TRAPEZOID)");
            case "SIMPSON" -> Text.of("辛普森法（SIMPSON）", "Simpson (SIMPSON)");
            case "DARTH_SIMPSON" -> Text.of("仅供复现（DARTH_SIMPSON）", "for replication only (DARTH_SIMPSON)");
            case "discount whole-years" -> Text.of("按整年贴现", "discounted by whole years");
            case "discount continuous" -> Text.of("连续贴现", "discounted continuously");
            case "discount annual" -> Text.of("按年复利贴现", "discounted by the year, compounded");
            default -> Text.same(name);
        };
    }

    /** A length of time as a model file writes it: {@code 1 month}. What is not written so stays as it is. */
    public static Text span(String written) {
        Matcher span = SPAN.matcher(written.strip());
        if (!span.matches()) {
            return Text.same(written);
        }
        String unit = switch (span.group(2)) {
            case "day" -> "天";
            case "week" -> "周";
            case "month" -> "个月";
            default -> "年";
        };
        return Text.of(span.group(1) + " " + unit, written);
    }

    /** When within a cycle something happens, by the word that a model file uses. */
    public static Text timing(String word) {
        return switch (word) {
            case "start" -> Text.of("期初", word);
            case "middle" -> Text.of("期中", word);
            case "end" -> Text.of("期末", word);
            default -> Text.same(word);
        };
    }

    /** A kind of model, by the word that a model file uses. */
    public static Text kind(String word) {
        return switch (word) {
            case "tree" -> Text.of("决策树", word);
            case "cohort" -> Text.of("队列状态转移模型", word);
            case "partitioned-survival" -> Text.of("分区生存模型", word);
            case "microsimulation" -> Text.of("微观模拟", word);
            case "discrete-event" -> Text.of("离散事件模拟", word);
            default -> Text.same(word);
        };
    }

    /** A distribution, by the word that a model file uses. */
    public static Text distribution(String word) {
        return switch (word) {
            case "normal" -> Text.of("正态", word);
            case "lognormal" -> Text.of("对数正态", word);
            case "gamma" -> Text.of("伽马", word);
            case "beta" -> Text.of("贝塔", word);
            case "uniform" -> Text.of("均匀", word);
            case "triangular" -> Text.of("三角", word);
            case "pert" -> Text.of("PERT", "PERT");
            case "logitnormal" -> Text.of("logit 正态", "logit-normal");
            case "exponential" -> Text.of("指数", word);
            case "weibull" -> Text.of("韦布尔", "Weibull");
            case "discrete" -> Text.of("离散", word);
            case "empirical" -> Text.of("经验分布", word);
            case "fixed" -> Text.of("固定", word);
            case "dirichlet" -> Text.of("狄利克雷（联合）", "Dirichlet, joint");
            case "multivariate-normal" -> Text.of("多元正态（联合）", "multivariate normal, joint");
            case "correlation" -> Text.of("相关（高斯连接函数）", "correlated (Gaussian copula)");
            default -> Text.same(word);
        };
    }

    public static Text status(Frontier.Status status) {
        return switch (status) {
            case ON_FRONTIER -> Text.of("在前沿上", "on the frontier");
            case DOMINATED -> Text.of("被占优", "dominated");
            case EXTENDEDLY_DOMINATED -> Text.of("被扩展占优", "extendedly dominated");
        };
    }
}
