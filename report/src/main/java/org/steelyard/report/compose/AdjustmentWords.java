package org.steelyard.report.compose;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Trim;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.ScoreRule.ScoreModel;

/** How scores were estimated, people matched and people dropped, in the words of the section on methods: what the plan says, each once. */
record AdjustmentWords(Context c) {

    /** The models of the score of all analyses with a result that use one; blank when none does. */
    String scores() {
        return each(analyses()
                .filter(a -> a.adjustment() != Adjustment.MATCHING
                        || a.matching().map(AdjustmentWords::scored).orElse(true))
                .map(a -> model(a.score())));
    }

    private String model(Optional<ScoreRule> rule) {
        ScoreModel model = rule.map(ScoreRule::model).orElse(ScoreModel.LOGISTIC);
        int folds = rule.map(ScoreRule::folds).orElse(0);
        return switch (model) {
            case LOGISTIC -> c.t("logistic 回归", "logistic regression");
            case LASSO ->
                c.t(
                        "L1 惩罚 logistic 回归（惩罚强度由 " + folds + " 折交叉验证选定）",
                        "logistic regression with an L1 penalty chosen by " + folds + "-fold cross-validation");
            case COVARIATE_BALANCING ->
                rule.filter(ScoreRule::overIdentified).isPresent()
                        ? c.t("过度识别的协变量平衡倾向性评分", "the over-identified covariate-balancing propensity score")
                        : c.t("恰好识别的协变量平衡倾向性评分", "the just-identified covariate-balancing propensity score");
            case ENTROPY_BALANCING ->
                c.t("熵平衡（直接求得使协变量均数相等的权重）", "entropy balancing (weights that make the means of the covariates equal)");
            case BOOSTED_TREES ->
                c.t("梯度提升树（" + folds + " 折交叉拟合）", "boosted trees with " + folds + "-fold cross-fitting");
        };
    }

    /** The ways of matching of all matched analyses with a result. */
    String matching() {
        return each(analyses()
                .filter(a -> a.adjustment() == Adjustment.MATCHING)
                .flatMap(a -> a.matching().stream())
                .filter(m -> !m.plain())
                .map(this::matched));
    }

    private String matched(Matching m) {
        String way = switch (m.method()) {
            case NEAREST -> c.t("1:" + m.ratio() + " 最近邻贪婪匹配", "greedy 1:" + m.ratio() + " nearest-neighbour matching");
            case OPTIMAL -> c.t("1:" + m.ratio() + " 最优匹配", "optimal 1:" + m.ratio() + " matching");
            case FULL -> c.t("完全匹配", "full matching");
            case EXACT -> c.t("精确匹配", "exact matching");
            case COARSENED -> c.t("粗化精确匹配", "coarsened exact matching");
            case ABADIE_IMBENS ->
                c.t("1:" + m.ratio() + " Abadie–Imbens 匹配", "1:" + m.ratio() + " Abadie–Imbens matching")
                        + (m.biasAdjusted() ? c.t("（偏差校正）", ", bias-adjusted") : "");
        };
        String distance = !scored(m)
                ? ""
                : m.distance() == Matching.Distance.MAHALANOBIS
                        ? c.t("（马氏距离）", " on the Mahalanobis distance")
                        : c.t("（评分的 logit 值）", " on the logit of the score");
        String exact = m.exact().isEmpty()
                ? ""
                : c.t("，精确匹配变量：", ", exact on ")
                        + m.exact().stream().map(v -> c.names().variable(v)).collect(Collectors.joining(c.joint()));
        return way + distance + exact;
    }

    private static boolean scored(Matching m) {
        return switch (m.method()) {
            case NEAREST, OPTIMAL, FULL -> true;
            case EXACT, COARSENED, ABADIE_IMBENS -> false;
        };
    }

    /** Who was dropped by the score; empty when nobody was. */
    Optional<String> trimming() {
        String rules = each(analyses().flatMap(a -> a.trim().stream()).map(this::trimmed));
        return rules.isEmpty()
                ? Optional.empty()
                : Optional.of(c.t("按评分剔除：" + rules + "。", "Dropped by their score: " + rules + "."));
    }

    private String trimmed(Trim t) {
        String bounds = Stream.of(t.lower(), t.upper())
                .flatMap(Optional::stream)
                .map(StatisticalMethods::trimmed)
                .collect(Collectors.joining(c.t(" 至 ", " to ")));
        return switch (t.method()) {
            case RANGE -> c.t("评分在 " + bounds + " 以外者", "people with a score outside " + bounds);
            case CRUMP -> c.t("按 Crump 规则方差最小的范围以外者", "people outside the range of least variance (Crump's rule)");
            case PERCENTILE ->
                c.t(
                        "评分低于干预组 " + share(t, false) + " 分位数或高于对照组 " + share(t, true) + " 分位数者",
                        "people below the " + share(t, false) + " quantile of the treated or above the "
                                + share(t, true) + " quantile of the controls");
            case PREFERENCE ->
                c.t(
                        "偏好评分在" + (bounds.isEmpty() ? "均势范围" : " " + bounds + " ") + "以外者",
                        "people with a preference score outside " + (bounds.isEmpty() ? "equipoise" : bounds));
            case COMMON_SUPPORT -> c.t("评分在两组共同范围以外者", "people with a score outside the range that both arms share");
        };
    }

    private static String share(Trim t, boolean rest) {
        double share = t.share().orElse(0.0);
        return StatisticalMethods.trimmed(rest ? 1 - share : share);
    }

    private Stream<Analysis> analyses() {
        List<Adjustment> scored =
                List.of(Adjustment.WEIGHTING, Adjustment.MATCHING, Adjustment.TMLE, Adjustment.AUGMENTED_WEIGHTING);
        return c.plan().analysis().analyses().stream()
                .filter(a -> scored.contains(a.adjustment()))
                .filter(a -> !c.findings().overall(a.id()).isEmpty());
    }

    private String each(Stream<String> words) {
        return words.distinct().collect(Collectors.joining(c.t("；", "; ")));
    }
}
