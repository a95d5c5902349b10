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
                    "1:([0-9]+) nearest-neighbour matching on the logit of the propensity score",
                    "按倾向性评分 logit 值 1:$1 最近邻匹配"),
            Phrase.of("1:([0-9]+) nearest-neighbour matching on Mahalanobis distance", "按马氏距离 1:$1 最近邻匹配"),
            Phrase.of("1:([0-9]+) optimal matching on the logit of the propensity score", "按倾向性评分 logit 值 1:$1 最优匹配"),
            Phrase.of("1:([0-9]+) optimal matching on Mahalanobis distance", "按马氏距离 1:$1 最优匹配"),
            Phrase.of("full matching on the logit of the propensity score", "按倾向性评分 logit 值全匹配"),
            Phrase.of("full matching on Mahalanobis distance", "按马氏距离全匹配"),
            Phrase.of("coarsened exact matching", "粗化精确匹配"),
            Phrase.of("exact matching", "精确匹配"),
            Phrase.of("Abadie-Imbens matching estimator", "Abadie–Imbens 匹配估计"),
            Phrase.of("([0-9]+) matches with replacement", "有放回匹配 $1 个"),
            Phrase.of("bias-adjusted", "偏倚校正"),
            Phrase.of("Abadie-Imbens variance", "Abadie–Imbens 方差"),
            Phrase.of("augmented inverse-probability weighting \\(logistic outcome model\\)", "增强逆概率加权（logistic 结局模型）"),
            Phrase.of("augmented inverse-probability weighting \\(linear outcome model\\)", "增强逆概率加权（线性结局模型）"),
            Phrase.of("augmented inverse-probability weighting", "增强逆概率加权"),
            Phrase.of("inverse-probability weighting \\((AT[ETC])\\)", "逆概率加权（$1）"),
            Phrase.of("targeted maximum likelihood", "目标最大似然估计"),
            Phrase.of("two-parameter fluctuation", "双参数波动"),
            Phrase.of("weighted fluctuation", "加权波动"),
            Phrase.of("not cross-fitted", "不作交叉拟合"),
            Phrase.of("([0-9]+)-fold cross-fitting", "$1 折交叉拟合"),
            Phrase.of("median of ([0-9]+) repetitions", "取 $1 次重复的中位数"),
            Phrase.of("gradient-boosted trees", "梯度提升树"),
            Phrase.of("boosted-trees", "提升树"),
            Phrase.of("\\bglm\\b", "广义线性模型"),
            Phrase.of("overlap weighting", "重叠加权"),
            Phrase.of("matching weights", "匹配权重"),
            Phrase.of("entropy balancing \\((AT[ETC])\\)", "熵平衡（$1）"),
            Phrase.of("covariate-balancing propensity score \\((AT[ETC])\\)", "协变量平衡倾向性评分（$1）"),
            Phrase.of("truncated to quantiles ([0-9.]+) and ([0-9.]+)", "截断于 $1 与 $2 分位数"),
            Phrase.of("stabilised", "稳定化"),
            Phrase.of("bootstrap variance with every model refitted", "自助法方差（每次重新拟合全部模型）"),
            Phrase.of("bootstrap variance with the score refitted", "自助法方差（每次重新拟合评分）"),
            Phrase.of("influence-function variance", "影响函数法方差"),
            Phrase.of("M-estimation variance", "M 估计方差"),
            Phrase.of("robust variance with the weights as given", "稳健方差（权重视为已知）"),
            Phrase.of("robust variance clustered on pairs", "按对子聚类的稳健方差"),
            Phrase.of("variance clustered on pairs", "按对子聚类的方差"),
            Phrase.of("variance clustered on sets", "按匹配集聚类的方差"),
            Phrase.of("variance clustered on ([^;]+)", "方差按「$1」聚类"),
            Phrase.of("robust \\((HC[01])\\) variance", "稳健（$1）方差"),
            Phrase.of("counting-process variance", "计数过程方差"),
            Phrase.of("Greenwood variance", "Greenwood 方差"),
            Phrase.of("delta-method variance", "delta 法方差"),
            Phrase.of("robust variance", "稳健方差"),
            Phrase.of("bootstrap variance", "自助法方差"),
            Phrase.of("bootstrap of pairs", "按对子自助抽样"),
            Phrase.of("bootstrap of sets", "按匹配集自助抽样"),
            Phrase.of("Wald interval with unpooled variance", "Wald 区间（方差不合并）"),
            Phrase.of("delta method on the logarithm", "对数尺度 delta 法"),
            Phrase.of("paired difference of means, t interval", "前后配对均数差，t 区间"),
            Phrase.of("difference of means", "均数差"),
            Phrase.of("Welch's t interval", "Welch t 区间"),
            Phrase.of("area under the Kaplan-Meier curve", "Kaplan–Meier 曲线下面积"),
            Phrase.of("weighted Kaplan-Meier", "加权 Kaplan–Meier 法"),
            Phrase.of("Kaplan-Meier in the pairs", "配对人群 Kaplan–Meier 法"),
            Phrase.of("Kaplan-Meier", "Kaplan–Meier 法"),
            Phrase.of("weighted Aalen-Johansen", "加权 Aalen–Johansen 法"),
            Phrase.of("Aalen-Johansen", "Aalen–Johansen 法"),
            Phrase.of("weighted mean cumulative count", "加权平均累积次数"),
            Phrase.of("Nelson's mean cumulative count", "Nelson 平均累积次数"),
            Phrase.of("weighted means in the sets", "匹配集内加权均数"),
            Phrase.of("weighted in the sets", "匹配集内加权"),
            Phrase.of("Hajek means", "Hajek 均数"),
            Phrase.of("weighted rates", "加权发生率"),
            Phrase.of("ratio of rates", "发生率之比"),
            Phrase.of("difference of rates", "发生率之差"),
            Phrase.of("rates in the pairs", "配对人群发生率"),
            Phrase.of("in the pairs", "在配对人群中"),
            Phrase.of("marginal ratio", "边际比值"),
            Phrase.of("paired difference", "配对差值"),
            Phrase.of("generalised estimating equations, exchangeable", "广义估计方程（等相关）"),
            Phrase.of("generalised estimating equations", "广义估计方程"),
            Phrase.of("weighted cause-specific Cox model", "加权原因别 Cox 模型"),
            Phrase.of("cause-specific Cox model adjusted for covariates", "协变量调整的原因别 Cox 模型"),
            Phrase.of("cause-specific Cox model", "原因别 Cox 模型"),
            Phrase.of("weighted Cox model", "加权 Cox 模型"),
            Phrase.of("Cox model adjusted for covariates", "协变量调整的 Cox 模型"),
            Phrase.of("weighted Fine-Gray model", "加权 Fine–Gray 模型"),
            Phrase.of("Fine-Gray model adjusted for covariates", "协变量调整的 Fine–Gray 模型"),
            Phrase.of("Fine-Gray model", "Fine–Gray 模型"),
            Phrase.of("weighted Andersen-Gill model", "加权 Andersen–Gill 模型"),
            Phrase.of("Andersen-Gill model adjusted for covariates", "协变量调整的 Andersen–Gill 模型"),
            Phrase.of("Andersen-Gill model", "Andersen–Gill 模型"),
            Phrase.of("weighted proportional-odds model", "加权比例优势模型"),
            Phrase.of("proportional-odds model adjusted for covariates", "协变量调整的比例优势模型"),
            Phrase.of("proportional-odds model", "比例优势模型"),
            Phrase.of("conditional hazard ratio", "条件风险比"),
            Phrase.of("conditional odds ratio", "条件比值比"),
            Phrase.of("conditional ratio", "条件比值"),
            Phrase.of("g-computation \\(standardisation\\)", "g 计算（标准化）"),
            Phrase.of("standardised \\(g-computation\\)", "g 公式标准化"),
            Phrase.of("models per arm", "各组分别建模"),
            Phrase.of("(one )?logistic outcome model", "logistic 结局模型"),
            Phrase.of("(one )?linear outcome model", "线性结局模型"),
            Phrase.of("(one )?Poisson outcome model", "泊松结局模型"),
            Phrase.of("(one )?negative binomial outcome model", "负二项结局模型"),
            Phrase.of("(one )?gamma outcome model", "伽马结局模型"),
            Phrase.of("(one )?Cox outcome model", "Cox 结局模型"),
            Phrase.of("Cox model of artificial censoring", "人为删失的 Cox 模型"),
            Phrase.of("Cox model", "Cox 模型"),
            Phrase.of("unadjusted", "未调整"),
            Phrase.of(" without the rare indicators that one arm alone has", "（仅一组有人的少见指标除外）"),
            Phrase.of("indicators that one arm alone has are merged with their reference", "仅一组有人的指标并入参照"),
            Phrase.of("score and weights fitted within the level", "评分与权重在该水平内重新拟合"),
            Phrase.of("score and outcome model fitted within the level", "评分与结局模型在该水平内重新拟合"),
            Phrase.of("score fitted and pairs made within the level", "在该水平内重新拟合评分并匹配"),
            Phrase.of("model fitted within the level", "模型在该水平内重新拟合"),
            Phrase.of("ties: Efron", "同时事件用 Efron 法"),
            Phrase.of("ties: Breslow", "同时事件用 Breslow 法"),
            Phrase.of("ties: exact", "同时事件用精确法"),
            Phrase.of("strata: ([^;]+)", "按「$1」分层"),
            Phrase.of("odds of a higher level", "属于较高等级的比值"),
            Phrase.of("horizon ([0-9.,]+) days", "观察期 $1 天"),
            Phrase.of("horizon ([0-9.,]+) weeks", "观察期 $1 周"),
            Phrase.of("horizon ([0-9.,]+) months", "观察期 $1 个月"),
            Phrase.of("horizon ([0-9.,]+) years", "观察期 $1 年"),
            Phrase.of("horizon ([0-9.,]+) ?", "观察期 $1"),
            Phrase.of("propensity score learned as the outcome, bounded at ([0-9.]+)", "倾向性评分与结局用同样的学习器，界限 $1"),
            Phrase.of("propensity score: L1-penalised logistic regression", "倾向性评分：L1 惩罚 logistic 回归"),
            Phrase.of("([0-9]+)-fold cross-validation, columns standardised", "$1 折交叉验证，变量标准化"),
            Phrase.of(
                    "propensity score: over-identified \\(balance and likelihood, weight continuously updated\\)",
                    "倾向性评分：过度识别（平衡与似然并用，权矩阵连续更新）"),
            Phrase.of("propensity score: just-identified \\(balance alone\\)", "倾向性评分：恰好识别（仅平衡条件）"),
            Phrase.of("no propensity score: first moments balanced exactly", "不用倾向性评分：一阶矩完全平衡"),
            Phrase.of("propensity score: logistic regression", "倾向性评分：logistic 回归"),
            Phrase.of("propensity score: ", "倾向性评分："),
            Phrase.of("main effects", "仅含主效应"),
            Phrase.of("bounded at ([0-9.]+)", "界限 $1"),
            Phrase.of("preference scores outside \\[([0-9.]+), ([0-9.]+)\\] trimmed", "剔除偏好评分在 $1 至 $2 之外者"),
            Phrase.of("scores outside \\[([0-9.]+), ([0-9.]+)\\] trimmed", "剔除评分在 $1 至 $2 之外者"),
            Phrase.of("scores outside Crump's optimal range trimmed", "按 Crump 最优范围修剪评分"),
            Phrase.of(
                    "scores below the ([0-9.]+) quantile of the treated and above the 1 minus it quantile of the controls trimmed",
                    "剔除评分低于干预组 $1 分位数或高于对照组对称分位数者"),
            Phrase.of("scores that one arm alone has trimmed", "剔除评分仅见于一组者"),
            Phrase.of("score not refitted", "不重新拟合评分"),
            Phrase.of("greedy", "贪婪算法"),
            Phrase.of("descending order", "评分由高到低"),
            Phrase.of("ascending order", "评分由低到高"),
            Phrase.of("data order", "按数据顺序"),
            Phrase.of("no caliper", "不设卡钳"),
            Phrase.of("caliper ([0-9.]+) SD of the logit", "卡钳为 logit 值标准差的 $1 倍"),
            Phrase.of("equal in ([^;]+?)(?=, without replacement|;|$)", "「$1」相等"),
            Phrase.of("numbers cut by Sturges' rule unless the plan cuts them", "数值按 Sturges 法分段，方案另有规定者除外"),
            Phrase.of("ties share a match's weight", "并列者均分权重"),
            Phrase.of("without replacement", "不放回"),
            Phrase.of("with replacement", "有放回"),
            Phrase.of(
                    "complete cases weighted by the inverse probability of being complete \\(logistic, ([0-9]+) predictors\\)",
                    "完整病例按其完整概率的倒数加权（logistic，$1 个预测变量）"),
            Phrase.of("complete cases", "完整病例"),
            Phrase.of("([0-9]+) imputations, Rubin's rules", "$1 份插补，按 Rubin 规则合并"),
            Phrase.of("rate ratio with exact limits", "发生率比，精确界限"),
            Phrase.of(
                    "self-controlled case series, conditional Poisson, profile-likelihood interval",
                    "自身对照病例系列，条件泊松模型，剖面似然区间"),
            Phrase.of("clone-censor-weight", "克隆—删失—加权"),
            Phrase.of("percentile bootstrap of persons", "按人自助抽样（百分位区间）"),
            Phrase.of("percentile bootstrap within groups", "组内自助抽样（百分位区间）"),
            Phrase.of("fuzzy regression discontinuity at ([0-9.-]+)", "模糊断点回归，阈值 $1"),
            Phrase.of("sharp regression discontinuity at ([0-9.-]+)", "清晰断点回归，阈值 $1"),
            Phrase.of("two-stage least squares with ([0-9]+) instrument\\(s\\)", "两阶段最小二乘，$1 个工具变量"),
            Phrase.of("Callaway-Sant'Anna group-time effects", "Callaway–Sant'Anna 组别—时期效应"),
            Phrase.of(
                    "difference-in-differences, two groups and two periods, robust over ([0-9]+) units",
                    "双重差分，两组两期，按 $1 个单位的稳健方差"),
            Phrase.of(
                    "marginal structural model of the discrete hazard, stabilised inverse-probability weights, robust over persons",
                    "离散风险的边际结构模型，稳定化逆概率权重，按人的稳健方差"),
            Phrase.of(
                    "marginal structural model of the discrete hazard, 稳定化 inverse-probability weights, robust over persons",
                    "离散风险的边际结构模型，稳定化逆概率权重，按人的稳健方差"),
            Phrase.of("parametric g-formula, ([0-9]+) simulated persons", "参数 g 公式，模拟 $1 人"),
            Phrase.of("multinomial-score weighting of ([0-9]+) arms, against (.+)$", "按广义（多项）倾向性评分加权的 $1 组比较，参照组「$2」"),
            Phrase.of("synthetic control of ([0-9]+) donors, placebo test in space", "合成控制，$1 个对照单位，空间安慰剂检验"),
            Phrase.of("external controls weighted by the odds of belonging to the study", "外部对照按归属研究的比值加权"),
            Phrase.of(
                    "transport by inverse odds of belonging to the study, variance from influence",
                    "按归属研究的比值倒数外推，影响函数法方差"),
            Phrase.of("after minus before, within units measured both times", "后减前，限前后均有测量的单位"),
            Phrase.of("after minus before", "后减前"),
            Phrase.of("after over before", "后比前"),
            Phrase.of("Clopper-Pearson limits of the conditional binomial", "条件二项分布的 Clopper–Pearson 界限"),
            Phrase.of("bias-corrected: local quadratic", "偏倚校正：局部二次"),
            Phrase.of("local linear", "局部线性"),
            Phrase.of("group-time effects weighted by group size", "组别—时期效应按组大小加权"),
            Phrase.of("mean over times since adoption", "按实施后时长平均"),
            Phrase.of("mean over groups by size", "按组大小平均"),
            Phrase.of("mean over calendar periods", "按日历期平均"),
            Phrase.of("near the hazard ratio where the outcome is rare in each period", "各期结局少见时接近风险比"),
            Phrase.of("weights taken as known", "权重视为已知"),
            Phrase.of("read at the last point", "取末点值"),
            Phrase.of("per unit of time", "每单位时间"),
            Phrase.of(", ", "，"),
            Phrase.of("; ", "；"));

    /** What Chinese statistical writing leaves in Latin letters. */
    private static final Pattern KEPT = Pattern.compile(
            "「[^」]*」|logit|logistic|lasso|delta|Kaplan–Meier|Hajek|Greenwood|Cox|Wald|Welch|Efron|Breslow|Rubin|HC[01]|AT[ETCO]|\\b[gMt]\\b"
                    + "|Abadie–Imbens|Aalen–Johansen|Fine–Gray|Andersen–Gill|Nelson|Crump|Sturges|Callaway–Sant'Anna|Clopper–Pearson|\\bL1\\b");

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
