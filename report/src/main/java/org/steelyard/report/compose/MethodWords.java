package org.steelyard.report.compose;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Chinese for the words by which an estimate names its method and conventions; results carry these in English only. */
final class MethodWords {

    private record Phrase(Pattern english, String chinese) {
        static Phrase of(String english, String chinese) {
            return new Phrase(Pattern.compile(english), chinese);
        }
    }

    /** Longer phrases before the shorter ones that they contain. */
    private static final List<Phrase> PHRASES = List.of(
            Phrase.of(
                    "1:1 nearest-neighbour matching on the logit of the propensity score", "按倾向性评分 logit 值 1:1 最近邻匹配"),
            Phrase.of("augmented inverse-probability weighting \\(logistic outcome model\\)", "增强逆概率加权（logistic 结局模型）"),
            Phrase.of("augmented inverse-probability weighting \\(linear outcome model\\)", "增强逆概率加权（线性结局模型）"),
            Phrase.of("inverse-probability weighting \\((AT[ETCO])\\)", "逆概率加权（$1）"),
            Phrase.of("overlap weighting", "重叠加权"),
            Phrase.of("influence-function variance", "影响函数法方差"),
            Phrase.of("Wald interval with unpooled variance", "Wald 区间（方差不合并）"),
            Phrase.of("delta method on the logarithm", "对数尺度 delta 法"),
            Phrase.of("Welch's t interval", "Welch t 区间"),
            Phrase.of("area under the Kaplan-Meier curve", "Kaplan–Meier 曲线下面积"),
            Phrase.of(
                    "weighted Kaplan-Meier, bootstrap variance with the score refitted",
                    "加权 Kaplan–Meier 法，自助法方差（每次重新拟合评分）"),
            Phrase.of("Kaplan-Meier in the pairs, bootstrap of pairs", "配对人群 Kaplan–Meier 法，按对子自助抽样"),
            Phrase.of("Kaplan-Meier, Greenwood variance", "Kaplan–Meier 法，Greenwood 方差"),
            Phrase.of("Hajek means, M-estimation variance", "Hajek 均数，M 估计方差"),
            Phrase.of("weighted Cox model, robust variance", "加权 Cox 模型，稳健方差"),
            Phrase.of("Cox model, robust variance clustered on pairs", "Cox 模型，按对子聚类的稳健方差"),
            Phrase.of("Cox model adjusted for covariates, conditional hazard ratio", "协变量调整的 Cox 模型，条件风险比"),
            Phrase.of("marginal ratio, variance clustered on pairs", "边际比值，按对子聚类的方差"),
            Phrase.of("paired difference", "配对差值"),
            Phrase.of(
                    "logistic outcome model, standardised \\(g-computation\\), delta-method variance",
                    "logistic 结局模型，g 公式标准化，delta 法方差"),
            Phrase.of("logistic outcome model, conditional odds ratio", "logistic 结局模型，条件比值比"),
            Phrase.of("linear outcome model, robust \\(HC1\\) variance", "线性结局模型，稳健（HC1）方差"),
            Phrase.of("unadjusted", "未调整"),
            Phrase.of("Cox model", "Cox 模型"),
            Phrase.of("score and weights fitted within the level", "评分与权重在该水平内重新拟合"),
            Phrase.of("score and outcome model fitted within the level", "评分与结局模型在该水平内重新拟合"),
            Phrase.of("score fitted and pairs made within the level", "在该水平内重新拟合评分并匹配"),
            Phrase.of("model fitted within the level", "模型在该水平内重新拟合"),
            Phrase.of("ties: Efron", "同时事件用 Efron 法"),
            Phrase.of("horizon ([0-9.,]+) days", "观察期 $1 天"),
            Phrase.of("horizon ([0-9.,]+) weeks", "观察期 $1 周"),
            Phrase.of("horizon ([0-9.,]+) months", "观察期 $1 个月"),
            Phrase.of("horizon ([0-9.,]+) years", "观察期 $1 年"),
            Phrase.of("propensity score: logistic regression, main effects", "倾向性评分：logistic 回归，仅含主效应"),
            Phrase.of(
                    "scores outside \\[([0-9.]+), ([0-9.]+)\\] trimmed, score not refitted",
                    "剔除评分在 $1 至 $2 之外者，不重新拟合评分"),
            Phrase.of("greedy, descending order", "贪婪算法，评分由高到低"),
            Phrase.of("greedy, ascending order", "贪婪算法，评分由低到高"),
            Phrase.of("greedy, random order", "贪婪算法，随机顺序"),
            Phrase.of("greedy, data order", "贪婪算法，按数据顺序"),
            Phrase.of("no caliper", "不设卡钳"),
            Phrase.of("caliper ([0-9.]+) SD of the logit", "卡钳为 logit 值标准差的 $1 倍"),
            Phrase.of("without replacement", "不放回"),
            Phrase.of("with replacement", "有放回"),
            Phrase.of("complete cases", "完整病例"),
            Phrase.of("([0-9]+) imputations, Rubin's rules", "$1 份插补，按 Rubin 规则合并"),
            Phrase.of(", ", "，"),
            Phrase.of("; ", "；"));

    /** What Chinese statistical writing leaves in Latin letters. */
    private static final Pattern KEPT = Pattern.compile(
            "logit|logistic|delta|Kaplan–Meier|Hajek|Greenwood|Cox|Wald|Welch|Efron|Rubin|HC1|AT[ETCO]|\\b[gMt]\\b");

    private MethodWords() {}

    /** The text in Chinese; empty when it has words that nobody translated. */
    static Optional<String> chinese(String english) {
        String text = english;
        for (Phrase phrase : PHRASES) {
            text = phrase.english().matcher(text).replaceAll(phrase.chinese());
        }
        boolean foreign = Pattern.compile("[A-Za-z]{2}")
                .matcher(KEPT.matcher(text).replaceAll(""))
                .find();
        return foreign ? Optional.empty() : Optional.of(text);
    }
}
