package org.steelyard.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.steelyard.kernel.Problem;

/** Whatever a plan says of methods that does not fit together is refused, with its place, in both languages. */
class MethodPlansTest {

    /** What stands instead of the main analysis of the small plan, or is added to its analysis section. */
    record Case(String analyses, String field, String zh, String en) {}

    private static final String MAIN =
            "    - {id: main, role: primary, outcome: death30, adjustment: weighting, estimand: 目标, measures: [risk-difference]}\n";
    private static final String REASON = "  missing: {reason: 理由}\n";

    /** The main analysis with another adjustment and more keys. */
    private static String main(String adjustment, String more) {
        return "    - {id: main, role: primary, outcome: death30, adjustment: " + adjustment
                + ", estimand: 目标, measures: [risk-difference]" + more + "}\n";
    }

    private static String of(String outcome, String adjustment, String measure, String more) {
        return "    - {id: main, role: primary, outcome: " + outcome + ", adjustment: " + adjustment
                + ", estimand: 目标, measures: [" + measure + "]" + more + "}\n";
    }

    static final String AT = "analysis.analyses[0]";
    static final String BIAS = ", sensitivity: {bias: {measure: MEASURE, sources: [SOURCE]}}";

    private static String bias(String measure, String source) {
        return BIAS.replace("MEASURE", measure).replace("SOURCE", source);
    }

    private static Case at(String analyses, String field, String zh, String en) {
        return new Case(analyses, AT + field, zh, en);
    }

    static Stream<Case> cases() {
        String fixed = "{shape: fixed, values: [2]}";
        String good =
                "{kind: outcome, sensitivity: {shape: fixed, values: [0.9]}, specificity: {shape: fixed, values: [0.9]}, source: 来源}";
        return Stream.of(
                // scores and weights
                at(
                        main("regression", ", score: {model: lasso}"),
                        ".score",
                        "score 只用于加权",
                        "score belongs to weighting"),
                at(main("tmle", ", score: {model: lasso}"), ".score", "score 只用于加权", "score belongs to weighting"),
                at(
                        main("augmented-weighting", ", score: {model: lasso}, crossFit: {learners: [glm]}"),
                        ".score",
                        "score 只用于加权",
                        "score belongs to weighting"),
                at(
                        main("augmented-weighting", ", score: {model: entropy-balancing}"),
                        ".score",
                        "熵平衡只给出权重",
                        "entropy balancing gives weights"),
                at(
                        main("weighting", ", score: {model: entropy-balancing}, trim: {method: crump}"),
                        ".score",
                        "不修剪",
                        "without trimming"),
                at(
                        main("weighting", ", target: ato, score: {model: covariate-balancing}"),
                        ".target",
                        "平衡法的 target",
                        "balancing methods"),
                at(
                        main("regression", ", weights: {stabilised: true}"),
                        ".weights",
                        "只用于加权",
                        "belongs to adjustment weighting"),
                at(
                        main("weighting", ", weights: {truncate: [0.9, 0.1]}"),
                        ".weights.truncate",
                        "两个递增的分位",
                        "two rising quantiles"),
                at(main("weighting", ", weights: {truncate: [0.01]}"), ".weights.truncate", "递增", "rising"),
                // trimming
                at(main("weighting", ", trim: {lower: 0.9, upper: 0.1}"), ".trim", "下限应小于上限", "must be below"),
                at(main("weighting", ", trim: {method: range, lower: 0.1}"), ".trim", "range 须有", "range needs"),
                at(
                        main("weighting", ", trim: {method: percentile}"),
                        ".trim",
                        "percentile 须有 share",
                        "percentile needs share"),
                at(main("weighting", ", trim: {method: crump, share: 0.1}"), ".trim", "其余不带参数", "take nothing"),
                at(main("weighting", ", trim: {method: preference, lower: 0.3}"), ".trim", "preference", "preference"),
                at(
                        main("regression", ", trim: {lower: 0.1, upper: 0.9}"),
                        ".trim",
                        "只用于倾向性评分方法",
                        "with a propensity score"),
                // matching
                at(
                        main("matching", ", target: att, matching: {ratio: 2, replacement: true}"),
                        ".matching.replacement",
                        "有放回只用于一对一",
                        "replacement is for 1:1"),
                at(
                        main("matching", ", target: att, matching: {method: exact}"),
                        ".matching.exact",
                        "须列 exact",
                        "needs exact"),
                at(
                        main("matching", ", target: att, matching: {method: coarsened, caliper: 0.2}"),
                        ".matching",
                        "不用评分",
                        "uses no score"),
                at(
                        main("matching", ", target: att, matching: {coarsen: [{variable: age, cuts: [60]}]}"),
                        ".matching.coarsen",
                        "粗化精确匹配",
                        "coarsened matching"),
                at(
                        main("matching", ", target: att, matching: {method: full, ratio: 2}"),
                        ".matching.ratio",
                        "不用 ratio",
                        "takes no ratio"),
                at(
                        main("matching", ", target: att, matching: {biasAdjusted: true}"),
                        ".matching.biasAdjusted",
                        "abadie-imbens",
                        "abadie-imbens"),
                // models
                at(main("weighting", ", crossFit: {learners: [glm]}"), ".crossFit", "双重稳健", "doubly robust"),
                at(
                        main("weighting", ", outcomeModel: {form: per-arm}"),
                        ".outcomeModel",
                        "只用于回归",
                        "belongs to regression"),
                at(
                        main("regression", ", outcomeModel: {family: gamma}"),
                        ".outcomeModel.family",
                        "分布族不适用",
                        "family does not fit"),
                at(main("weighting", ", cox: {ties: exact}"), ".cox", "时间-事件", "time-to-event"),
                at(
                        of("survival", "regression", "hazard-ratio", ", cox: {strata: [sex]}"),
                        ".cox.strata[0]",
                        "既是分层变量又是回归的协变量",
                        "a stratum and a covariate of the same regression"),
                // margins
                at(
                        main(
                                "weighting",
                                ", margin: {question: equivalence, measure: risk-ratio, lower: 0.8, upper: 1.25, reason: 理由}"),
                        ".margin.measure",
                        "不在本分析的指标之中",
                        "not one of the analysis"),
                at(
                        main(
                                "weighting",
                                ", margin: {question: equivalence, measure: risk-difference, lower: 0.1, upper: -0.1, reason: 理由}"),
                        ".margin",
                        "递增的 lower 与 upper",
                        "rising lower and upper"),
                at(
                        main(
                                "weighting",
                                ", margin: {question: non-inferiority, measure: risk-difference, lower: -0.1, upper: 0.1, reason: 理由}"),
                        ".margin",
                        "恰有其一",
                        "exactly one"),
                at(
                        of(
                                "death30",
                                "weighting",
                                "risk-ratio",
                                ", margin: {question: non-inferiority, measure: risk-ratio, lower: -0.1, reason: 理由}"),
                        ".margin",
                        "须大于 0",
                        "must be above 0"),
                // sensitivity
                at(
                        main("weighting", ", sensitivity: {rosenbaum: {}}"),
                        ".sensitivity.rosenbaum",
                        "Rosenbaum 界只用于",
                        "Rosenbaum bounds are for"),
                at(
                        of("spending", "weighting", "mean-difference", bias("risk-ratio", good)),
                        ".sensitivity.bias",
                        "二分类结局",
                        "binary outcomes"),
                at(
                        main("weighting", bias("risk-difference", good)),
                        ".sensitivity.bias.measure",
                        "risk-ratio 或 odds-ratio",
                        "risk-ratio or odds-ratio"),
                at(
                        main("weighting", bias("risk-ratio", "{kind: confounder, ratio: " + fixed + ", source: 来源}")),
                        ".sensitivity.bias.sources[0]",
                        "混杂须有",
                        "a confounder has"),
                at(
                        main(
                                "weighting",
                                bias(
                                        "risk-ratio",
                                        good.replace("fixed, values: [0.9]}, spec", "uniform, values: [0.9]}, spec"))),
                        ".sensitivity.bias.sources[0]",
                        "个参数",
                        "values"),
                at(
                        main("weighting", ", sensitivity: {negativeControls: [spending]}"),
                        ".sensitivity.negativeControls[0]",
                        "同类",
                        "same type"),
                at(
                        of("survival", "weighting", "hazard-ratio", ", sensitivity: {delta: {values: [1]}}"),
                        ".sensitivity.delta",
                        "二分类与连续结局",
                        "binary and continuous"),
                // of the plan
                new Case(
                        MAIN + "MULTIPLICITY{id: m, method: graph, family: [main, matched], weights: [0.5, 0.5]}",
                        "analysis.multiplicity[0]",
                        "n×n 的 edges",
                        "n by n edges"),
                new Case(
                        MAIN + "MULTIPLICITY{id: m, method: holm, family: [main, matched], weights: [0.5, 0.5]}",
                        "analysis.multiplicity[0]",
                        "其余方法不带二者",
                        "the others take neither"),
                new Case(
                        MAIN + "MULTIPLICITY{id: m, method: fallback, family: [main, matched], weights: [0.9, 0.5]}",
                        "analysis.multiplicity[0]",
                        "合计不超过 1",
                        "at most 1"),
                new Case(
                        MAIN + "MISSING{method: inverse-probability, reason: 理由}",
                        "analysis.missing.predictors",
                        "须列预测变量",
                        "needs predictors"),
                // The small plan's second analysis is matched.
                new Case(
                        MAIN + "MISSING{method: inverse-probability, predictors: [age], reason: 理由}",
                        "analysis.analyses[1].adjustment",
                        "完整性权重不能与匹配或双重稳健方法合用",
                        "cannot be joined to matching or doubly robust"),
                new Case(
                        MAIN + "MISSING{predictors: [age], reason: 理由}",
                        "analysis.missing.predictors",
                        "只用于 inverse-probability",
                        "belong to inverse-probability"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void whatDoesNotFitTogetherIsRefusedInBothLanguages(Case one) {
        List<Problem> problems = Plans.problems(plan(one.analyses()));

        assertThat(problems).anySatisfy(p -> {
            assertThat(p.code()).isEqualTo(ProtocolError.INCOMPLETE_ANALYSIS);
            assertThat(p.place().field()).isEqualTo(one.field());
            assertThat(p.message().zh()).contains(one.zh());
            assertThat(p.message().en()).contains(one.en()).doesNotContainPattern("\\p{IsHan}");
            assertThat(p.place().row()).isPositive();
        });
    }

    private static String plan(String analyses) {
        if (analyses.contains("MULTIPLICITY")) {
            String[] parts = analyses.split("MULTIPLICITY");
            return Plans.smallWith("  subgroups:\n", "  multiplicity:\n    - " + parts[1] + "\n  subgroups:\n");
        }
        if (analyses.contains("MISSING")) {
            return Plans.smallWith(REASON, "  missing: " + analyses.split("MISSING")[1] + "\n");
        }
        return Plans.smallWith(MAIN, analyses);
    }

    @Test
    void whatFitsTogetherPasses() {
        assertThat(
                        Plans.problems(
                                plan(
                                        main(
                                                "weighting",
                                                ", margin: {question: equivalence, measure: risk-difference, lower: -0.1, upper: 0.1, reason: 理由}, weights: {truncate: [0.01, 0.99]}, trim: {method: crump}"))))
                .isEmpty();
    }

    @Test
    void aFamilyAndItsNegativeControlsAreInTheDigests() {
        String family = MAIN + "MULTIPLICITY{id: m, method: holm, family: [main, matched]}";
        String other = MAIN + "MULTIPLICITY{id: m, method: hommel, family: [main, matched]}";
        String key = ProtocolRules.family("m");
        assertThat(digest(plan(family), key)).isNotEqualTo(digest(plan(other), key));
        assertThat(digest(plan(family), "main")).isEqualTo(digest(plan(other), "main"));
        assertThat(digest(plan(family), "main")).isEqualTo(digest(Plans.small(), "main"));

        String control = "  - {id: nc, name: 对照, type: binary, variable: VARIABLE, harmful: true, definition: 定义}\n";
        String with = plan(main("weighting", ", sensitivity: {negativeControls: [nc]}"));
        String one = Plans.replace(with, "analysis:\n", control.replace("VARIABLE", "dead") + "analysis:\n");
        String two = Plans.replace(
                one,
                control.replace("VARIABLE", "dead"),
                control.replace("VARIABLE", "dead").replace("harmful: true", "harmful: false"));
        assertThat(digest(one, "main")).isNotEqualTo(digest(two, "main"));
    }

    private static Object digest(String yaml, String id) {
        return digests(yaml).get(id);
    }

    private static java.util.Map<String, org.steelyard.kernel.Digest> digests(String yaml) {
        return ProtocolFile.load(yaml.getBytes(java.nio.charset.StandardCharsets.UTF_8), "plan.yaml")
                .analysisDigests();
    }
}
