package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CrossFit;
import org.steelyard.protocol.method.MarginRule;
import org.steelyard.protocol.method.MultiplicityRule;
import org.steelyard.protocol.method.OutcomeModelRule;
import org.steelyard.protocol.method.ScoreRule;
import org.steelyard.protocol.method.SensitivityRule;
import org.steelyard.protocol.method.WeightRule;

/**
 * The statistical analysis plan.
 *
 * @param level of confidence intervals, for instance 0.95
 * @param covariates of the propensity score and the outcome model, unless an analysis names its own
 * @param analyses adjusted comparisons of people; empty when the plan rests on designs alone
 * @param tables long tables of designs
 */
public record AnalysisPlan(
        long seed,
        double level,
        Text descriptive,
        Text inference,
        Missing missing,
        List<String> covariates,
        List<Analysis> analyses,
        List<Subgroup> subgroups,
        Optional<Benchmark> benchmark,
        double smdThreshold,
        int bootstrap,
        List<LongTable> tables,
        List<DesignPlan> designs,
        List<MultiplicityRule> multiplicity) {

    /** A plan without designs over time, that answers each question on its own. */
    public AnalysisPlan(
            long seed,
            double level,
            Text descriptive,
            Text inference,
            Missing missing,
            List<String> covariates,
            List<Analysis> analyses,
            List<Subgroup> subgroups,
            Optional<Benchmark> benchmark,
            double smdThreshold,
            int bootstrap) {
        this(
                seed,
                level,
                descriptive,
                inference,
                missing,
                covariates,
                analyses,
                subgroups,
                benchmark,
                smdThreshold,
                bootstrap,
                List.of(),
                List.of(),
                List.of());
    }

    /** @param predictors of being complete, of inverse-probability weighting; known of everybody */
    public record Missing(Method method, int imputations, int iterations, List<String> predictors, Text reason) {

        public Missing(Method method, int imputations, int iterations, Text reason) {
            this(method, imputations, iterations, List.of(), reason);
        }

        public enum Method {
            COMPLETE_CASE,
            MULTIPLE_IMPUTATION,
            INVERSE_PROBABILITY
        }
    }

    /**
     * One planned analysis of one outcome.
     *
     * @param measures what is estimated; empty means the usual ones of the outcome's type
     * @param trim drop people by their score before weighting or matching
     */
    public record Analysis(
            String id,
            AnalysisRole role,
            String outcome,
            Adjustment adjustment,
            Target target,
            List<Measure> measures,
            List<String> covariates,
            Optional<Matching> matching,
            Optional<Trim> trim,
            Text estimand,
            List<IntercurrentEvent> intercurrentEvents,
            boolean eValue,
            Optional<ScoreRule> score,
            Optional<WeightRule> weights,
            Optional<CrossFit> crossFit,
            Optional<OutcomeModelRule> outcomeModel,
            Optional<CoxRule> cox,
            Optional<MarginRule> margin,
            Optional<SensitivityRule> sensitivity) {

        /** An analysis by the plain method of its adjustment. */
        public Analysis(
                String id,
                AnalysisRole role,
                String outcome,
                Adjustment adjustment,
                Target target,
                List<Measure> measures,
                List<String> covariates,
                Optional<Matching> matching,
                Optional<Trim> trim,
                Text estimand,
                List<IntercurrentEvent> intercurrentEvents,
                boolean eValue) {
            this(
                    id,
                    role,
                    outcome,
                    adjustment,
                    target,
                    measures,
                    covariates,
                    matching,
                    trim,
                    estimand,
                    intercurrentEvents,
                    eValue,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    public enum AnalysisRole {
        PRIMARY,
        SECONDARY,
        SENSITIVITY,
        EXPLORATORY
    }

    public enum Adjustment {
        NONE("未调整", "Unadjusted"),
        WEIGHTING("倾向性评分加权", "Propensity-score weighting"),
        MATCHING("倾向性评分匹配", "Propensity-score matching"),
        AUGMENTED_WEIGHTING("增强逆概率加权（双重稳健）", "Augmented inverse-probability weighting"),
        REGRESSION("结局回归模型", "Outcome regression"),
        G_COMPUTATION("g 计算（标准化）", "G-computation (standardisation)"),
        TMLE("目标最大似然估计（双重稳健）", "Targeted maximum likelihood (TMLE)");

        private final Text label;

        Adjustment(String zh, String en) {
            label = Text.of(zh, en);
        }

        public Text label() {
            return label;
        }
    }

    /** Whose average effect is meant. */
    public enum Target {
        ATE("全部人群平均处理效应", "Average treatment effect (ATE)"),
        ATT("接受干预人群平均处理效应", "Average treatment effect in the treated (ATT)"),
        ATC("对照人群平均处理效应", "Average treatment effect in the controls (ATC)"),
        ATO("重叠人群平均处理效应", "Average treatment effect in the overlap population (ATO)"),
        ATM("可匹配人群平均处理效应", "Average treatment effect in the evenly matchable (ATM)");

        private final Text label;

        Target(String zh, String en) {
            label = Text.of(zh, en);
        }

        public Text label() {
            return label;
        }
    }

    public enum Measure {
        RISK_DIFFERENCE("risk-difference", "风险差", "Risk difference"),
        RISK_RATIO("risk-ratio", "风险比", "Risk ratio"),
        ODDS_RATIO("odds-ratio", "比值比", "Odds ratio"),
        MEAN_DIFFERENCE("mean-difference", "均值差", "Mean difference"),
        HAZARD_RATIO("hazard-ratio", "风险比（HR）", "Hazard ratio"),
        SURVIVAL_DIFFERENCE("survival-difference", "生存率差", "Survival difference"),
        RMST_DIFFERENCE("rmst-difference", "限制平均生存时间差", "Difference in restricted mean survival time"),
        MEAN_RATIO("mean-ratio", "均值比", "Ratio of means"),
        RATE_RATIO("rate-ratio", "发生率比", "Rate ratio"),
        RATE_DIFFERENCE("rate-difference", "发生率差", "Rate difference"),
        COMMON_ODDS_RATIO("common-odds-ratio", "共同比值比", "Common odds ratio"),
        SUBDISTRIBUTION_HAZARD_RATIO("subdistribution-hazard-ratio", "次分布风险比（SHR）", "Subdistribution hazard ratio"),
        CUMULATIVE_INCIDENCE_DIFFERENCE(
                "cumulative-incidence-difference", "累积发生率差", "Difference in cumulative incidence"),
        CUMULATIVE_INCIDENCE_RATIO("cumulative-incidence-ratio", "累积发生率比", "Ratio of cumulative incidences"),
        MEAN_COUNT_DIFFERENCE("mean-count-difference", "平均累积次数差", "Difference in the mean cumulative count of events"),
        CHANGE_DIFFERENCE("change-difference", "变化值之差", "Difference in change over time");

        private final String id;
        private final Text label;

        Measure(String id, String zh, String en) {
            this.id = id;
            label = Text.of(zh, en);
        }

        public String id() {
            return id;
        }

        public Text label() {
            return label;
        }
    }

    /**
     * Nearest-neighbour matching 1:1, greedy, on the logit of the score, unless said otherwise.
     *
     * @param caliper in standard deviations of the logit; absent for none
     * @param ratio controls for each treated person, of nearest, optimal and Abadie-Imbens matching
     * @param exact variables in which both must agree
     * @param coarsen how numbers are cut, of coarsened exact matching; Sturges' bins for those not named
     * @param biasAdjusted of Abadie-Imbens matching
     */
    public record Matching(
            Optional<Double> caliper,
            Order order,
            boolean replacement,
            MatchingMethod method,
            int ratio,
            Distance distance,
            List<String> exact,
            List<Coarsening> coarsen,
            boolean biasAdjusted) {

        public Matching(Optional<Double> caliper, Order order, boolean replacement) {
            this(caliper, order, replacement, MatchingMethod.NEAREST, 1, Distance.LOGIT, List.of(), List.of(), false);
        }

        /** Pairs on the logit of the score, as {@link MatchingMethod#NEAREST} makes them with nothing else asked for. */
        public boolean plain() {
            return method == MatchingMethod.NEAREST && ratio == 1 && distance == Distance.LOGIT && exact.isEmpty();
        }

        public enum Order {
            DESCENDING,
            ASCENDING,
            DATA
        }

        public enum MatchingMethod {
            NEAREST,
            OPTIMAL,
            FULL,
            EXACT,
            COARSENED,
            ABADIE_IMBENS
        }

        public enum Distance {
            LOGIT,
            MAHALANOBIS
        }

        /** @param cuts lower ends of the bins but the first, increasing */
        public record Coarsening(String variable, List<Double> cuts) {}
    }

    /**
     * Who stays, by the score.
     *
     * @param lower of {@code range} (of the score) and {@code preference} (of the preference score)
     * @param share of {@code percentile}
     */
    public record Trim(TrimMethod method, Optional<Double> lower, Optional<Double> upper, Optional<Double> share) {

        public Trim(double lower, double upper) {
            this(TrimMethod.RANGE, Optional.of(lower), Optional.of(upper), Optional.empty());
        }

        public enum TrimMethod {
            RANGE,
            CRUMP,
            PERCENTILE,
            PREFERENCE,
            COMMON_SUPPORT
        }
    }

    /** ICH E9(R1): an event after time zero that affects the outcome, and how it is handled. */
    public record IntercurrentEvent(Text event, Strategy strategy, Text note) {

        public enum Strategy {
            TREATMENT_POLICY,
            HYPOTHETICAL,
            COMPOSITE,
            WHILE_ON_TREATMENT,
            PRINCIPAL_STRATUM
        }
    }

    /**
     * @param analyses those that are repeated in every level of the variable
     * @param shrinkage whether the levels' estimates are also drawn together, as far as they do not differ beyond chance
     */
    public record Subgroup(String variable, Text reason, List<String> analyses, boolean shrinkage) {

        public Subgroup(String variable, Text reason, List<String> analyses) {
            this(variable, reason, analyses, false);
        }
    }

    /**
     * A randomised trial whose answer is laid beside the observational one.
     *
     * @param source a data source of the plan
     * @param variables its dictionary; outcomes and exposure are found in it by the same names
     * @param analyses of the plan, repeated there without adjustment
     */
    public record Benchmark(
            Text name,
            Text description,
            String reference,
            String source,
            List<Variable> variables,
            List<Criterion> inclusion,
            List<Criterion> exclusion,
            List<String> analyses) {}
}
