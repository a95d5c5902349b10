package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

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
        List<DesignPlan> designs) {

    /** A plan without designs over time. */
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
                List.of());
    }

    public record Missing(Method method, int imputations, int iterations, Text reason) {

        public enum Method {
            COMPLETE_CASE,
            MULTIPLE_IMPUTATION
        }
    }

    /**
     * One planned analysis of one outcome.
     *
     * @param measures what is estimated; empty means the usual ones of the outcome's type
     * @param trim drop people whose score lies outside [lower, upper] before weighting or matching
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
            boolean eValue) {}

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
        REGRESSION("结局回归模型", "Outcome regression");

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
        ATO("重叠人群平均处理效应", "Average treatment effect in the overlap population (ATO)");

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
        RMST_DIFFERENCE("rmst-difference", "限制平均生存时间差", "Difference in restricted mean survival time");

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
     * Nearest-neighbour matching 1:1, greedy, on the logit of the score.
     *
     * @param caliper in standard deviations of the logit; absent for none
     */
    public record Matching(Optional<Double> caliper, Order order, boolean replacement) {

        public enum Order {
            DESCENDING,
            ASCENDING,
            DATA
        }
    }

    public record Trim(double lower, double upper) {}

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

    /** @param analyses those that are repeated in every level of the variable */
    public record Subgroup(String variable, Text reason, List<String> analyses) {}

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
