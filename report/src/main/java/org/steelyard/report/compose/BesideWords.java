package org.steelyard.report.compose;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.effect.Further;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.method.SensitivityRule;
import org.steelyard.report.compose.Numbers.Style;

/** Words and rules that decisions by margin, families and sensitivity analyses share. */
record BesideWords(Context c) {

    private static final Map<String, Text> METHODS = Map.of(
            "bonferroni", Text.of("Bonferroni 法", "Bonferroni"),
            "holm", Text.of("Holm 法", "Holm"),
            "hochberg", Text.of("Hochberg 法", "Hochberg"),
            "hommel", Text.of("Hommel 法", "Hommel"),
            "benjamini-hochberg", Text.of("Benjamini–Hochberg 法（错误发现率）", "Benjamini–Hochberg (false discovery rate)"),
            "benjamini-yekutieli",
                    Text.of("Benjamini–Yekutieli 法（错误发现率）", "Benjamini–Yekutieli (false discovery rate)"),
            "fixed-sequence", Text.of("固定顺序检验", "fixed sequence"),
            "fallback", Text.of("fallback 法", "fallback"),
            "graph", Text.of("图示法（graphical approach）", "graphical approach"));

    private static final Map<String, Text> CHOICES = Map.ofEntries(
            Map.entry("adjustment", Text.of("调整方法", "Adjustment")),
            Map.entry("score", Text.of("评分模型", "Score model")),
            Map.entry("covariates", Text.of("协变量", "Covariates")),
            Map.entry("trim", Text.of("修剪", "Trimming")));

    private static final Map<String, Text> OPTIONS = Map.ofEntries(
            Map.entry("plan", Text.of("方案所列", "as planned")),
            Map.entry("none", Text.of("无", "none")),
            Map.entry("logistic", Text.of("logistic 回归", "logistic regression")),
            Map.entry("lasso", Text.of("L1 惩罚 logistic 回归（lasso）", "lasso")),
            Map.entry("covariate-balancing", Text.of("协变量平衡评分", "covariate balancing")),
            Map.entry("entropy-balancing", Text.of("熵平衡", "entropy balancing")),
            Map.entry("boosted-trees", Text.of("梯度提升树", "boosted trees")));

    /** More names than this do not fit beside a figure. */
    private static final int NAMED = 3;

    String method(String id) {
        return Optional.ofNullable(METHODS.get(id)).map(c::t).orElse(id);
    }

    String choice(String id) {
        return Optional.ofNullable(CHOICES.get(id)).map(c::t).orElse(id);
    }

    String option(String analysis, String choice, String id) {
        if (choice.equals("adjustment")) {
            for (Adjustment a : Adjustment.values()) {
                if (a.name()
                        .toLowerCase(java.util.Locale.ROOT)
                        .replace('_', '-')
                        .equals(id)) {
                    return c.t(a.label());
                }
            }
        }
        if (choice.equals("covariates")) {
            Optional<String> set = set(analysis, id);
            if (set.isPresent()) {
                return set.get();
            }
        }
        if (choice.equals("trim") && id.matches("[0-9.]+")) {
            return c.t("评分限于 [" + id + ", 1−" + id + "]", "scores within [" + id + ", 1−" + id + "]");
        }
        return Optional.ofNullable(OPTIONS.get(id)).map(c::t).orElse(id);
    }

    /** A set of covariates of the plan by its variables, of which a few are named. */
    private Optional<String> set(String analysis, String id) {
        return c.names()
                .plannedAnalysis(analysis)
                .flatMap(AnalysisPlan.Analysis::sensitivity)
                .flatMap(SensitivityRule::specifications)
                .flatMap(s -> s.covariateSets().stream()
                        .filter(x -> x.id().equals(id))
                        .findFirst())
                .map(x -> listed(x.variables()));
    }

    private String listed(List<String> variables) {
        String named = variables.stream()
                .limit(NAMED)
                .map(c.names()::variable)
                .collect(java.util.stream.Collectors.joining(c.joint()));
        int n = variables.size();
        return n <= NAMED ? named : c.t(named + "等 " + n + " 项", named + " and " + (n - NAMED) + " more");
    }

    /** Whether what an analysis rests on is hidden: then whatever is computed from it is hidden too. */
    boolean hides(String analysis) {
        return estimates(analysis).stream().anyMatch(c.counts()::hidesValue);
    }

    boolean hides(Further.Calibration.Control control, String measure) {
        boolean tiny =
                c.counts().rule().isSmall(control.n()) || c.counts().rule().isRevealing(control.treated(), control.n());
        boolean counted = control.events() >= 0 && !measure.startsWith("mean-");
        return tiny || counted && c.counts().rule().isRevealing(control.events(), control.n());
    }

    private List<EffectEstimate> estimates(String analysis) {
        return c.effect().estimates().stream()
                .filter(e -> e.analysis().equals(analysis) && !Findings.isSubgroup(e) && !Findings.isTrial(e))
                .toList();
    }

    Optional<EffectEstimate> estimate(String analysis, String measure) {
        return estimates(analysis).stream()
                .filter(e -> e.measure().equals(measure))
                .findFirst();
    }

    /** The measure with its unit, as an axis names it. */
    String label(String analysis, String measure) {
        return estimate(analysis, measure)
                .map(c.names()::measureWithUnit)
                .orElseGet(() -> c.names().measure(measure));
    }

    String number(String measure, double value) {
        return c.numbers().of(Names.style(measure), value);
    }

    String interval(String measure, double lower, double upper) {
        return c.numbers().interval(Names.style(measure), lower, upper);
    }

    String estimate(String measure, double[] v) {
        return c.numbers().estimate(Names.style(measure), v[0], v[1], v[2]);
    }

    static double scale(String measure) {
        return Names.style(measure) == Style.POINTS ? 100 : 1;
    }

    static boolean ratio(String measure) {
        return Names.style(measure) == Style.RATIO;
    }
}
