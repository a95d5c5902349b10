package org.steelyard.stats.imputation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.imputation.internal.Chain;
import org.steelyard.stats.internal.Parallel;

/**
 * Multiple imputation by chained equations: each incomplete column is drawn in turn from a model on all the others, over several rounds
 * [1].
 *
 * <p><b>Assumption</b>: missing at random given the columns of the table. Give the exposure and the outcome too (for a time to event its
 * indicator and the cumulative hazard, {@link org.steelyard.stats.survival.NelsonAalen} [2]), otherwise associations shrink.
 *
 * <p><b>Models</b>. Numbers: Bayesian linear regression, then predictive mean matching (type 1: observed predictions use the estimate, missing
 * ones a posterior draw; one of the {@code donors} nearest at random) or a normal draw. Binary: logistic regression with a
 * posterior draw of the coefficients. Categories: one such logit for each level against the most frequent level, estimated separately [3], joined into
 * probabilities. Predictors are standardised; categories enter as indicators.
 *
 * <p><b>Robustness</b>: linear models carry a ridge of 1e-5 of the diagonal as R's mice does; logistic ones a normal prior of standard
 * deviation 2 on standardised coefficients (in place of mice's augmented rows [4]), so that separation and collinear columns do no harm. When few rows are
 * observed, only the predictors most correlated with the column are used, one per three observed rows. A column with one observed value
 * is filled with it.
 *
 * <p><b>Randomness</b>: table k draws from {@code seed.child("imputation", k)} alone. Observed values are never changed.
 *
 * <ol>
 *   <li>van Buuren and Groothuis-Oudshoorn, J Stat Softw 2011;45(3), doi:10.18637/jss.v045.i03.
 *   <li>White and Royston, Stat Med 2009;28:1982-1998, doi:10.1002/sim.3618.
 *   <li>Begg and Gray, Biometrika 1984;71:11-18, doi:10.1093/biomet/71.1.11.
 *   <li>White, Daniel and Royston, Comput Stat Data Anal 2010;54:2267-2275, doi:10.1016/j.csda.2010.04.005.
 * </ol>
 */
public final class MultipleImputation {

    private MultipleImputation() {}

    /** As many completed tables as the plan says; a table without holes gives equal copies. */
    public static List<ImputedTable> run(List<IncompleteColumn> columns, ImputationPlan plan) {
        check(columns);
        return Parallel.map(
                plan.imputations(),
                plan.threads(),
                k -> new Chain(columns, plan, plan.seed().child("imputation", k).generator()).run());
    }

    private static void check(List<IncompleteColumn> columns) {
        Set<String> names = new HashSet<>();
        Problems problems = new Problems();
        for (IncompleteColumn column : columns) {
            if (column.rows() != columns.getFirst().rows() || !names.add(column.name())) {
                throw new IllegalArgumentException("columns need equal lengths and names of their own");
            }
            if (column.missing() == column.rows()) {
                problems.add(
                        EstimationError.NOTHING_TO_IMPUTE_FROM,
                        Place.field(column.name()),
                        Text.of("该列全部缺失，无法插补", "the column has no observed value to impute from"),
                        Text.of("从分析计划中去掉该变量，或补充数据来源", "leave the variable out of the plan, or add a source for it"));
            }
            if (column instanceof IncompleteColumn.Numeric numeric
                    && java.util.Arrays.stream(numeric.values()).anyMatch(Double::isInfinite)) {
                problems.add(
                        EstimationError.INVALID_VALUE,
                        Place.field(column.name()),
                        Text.of("含无穷值；只允许有限数值或缺失", "holds an infinite value; only finite numbers and gaps are allowed"),
                        Text.of("先清洗该列", "clean the column first"));
            }
        }
        problems.throwIfAny();
    }
}
