package org.steelyard.economics;

import java.util.List;
import java.util.function.Function;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.economics.internal.EconomicRun;
import org.steelyard.economics.internal.ModelCheck;
import org.steelyard.economics.internal.ModelRun;
import org.steelyard.economics.model.ModelSource;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problem;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;

/**
 * Economic evaluation of the intervention against its comparator.
 *
 * <p><b>Estimand.</b> Mean discounted costs, life years and QALYs a person over the plan's horizon, had everybody in the target
 * population (ATE, ATT, ATC, ATO) received the one or the other strategy; their differences, the incremental
 * cost-effectiveness ratio, the incremental net monetary benefit, and the price at which it is zero.
 *
 * <p><b>Assumptions.</b> No unmeasured confounding given the plan's covariates, overlap, independent censoring (within the
 * weighted arms), parameters independent of each other and of the people.
 *
 * <p><b>Models.</b> Patient level: weighted mean of what people used times unit costs; life years from the weighted
 * Kaplan–Meier curve. Partitioned survival: three states read from two weighted curves, trapezoid rule. Neither
 * extrapolates: a horizon beyond follow-up is an error.
 *
 * <p><b>Uncertainty.</b> {@code plan.draws} joint draws: people resampled within arms, propensity score fitted again, every
 * parameter drawn; percentile intervals, acceptability, value of information. The same seed gives the same bits on any
 * number of threads.
 *
 * <p><b>Errors.</b> {@link EconomicError} for the plan, the pack and the data; {@code NUM-} and {@code EST-} codes of the estimators when the
 * propensity score cannot be fitted, placed under {@code economics}.
 *
 * <p><b>Differs from</b> R's hesim and heemod in naming one counting rule instead of offering the caller several by default, and
 * from TreeAge in refusing silent extrapolation.
 *
 * <p>References: [1] Drummond, Sculpher, Claxton, Stoddart, Torrance. Methods for the Economic Evaluation of Health Care
 * Programmes, 4th ed. Oxford 2015. [2] Briggs, Claxton, Sculpher. Decision Modelling for Health Economic Evaluation.
 * Oxford 2006. [3] Husereau et al. CHEERS 2022. BMC Med 2022;20:23, doi:10.1186/s12916-021-02204-0. [4] Woods et al.
 * Value Health 2020;23:1613–1621, doi:10.1016/j.jval.2020.08.2094. [5] Bang, Tsiatis. Biometrika 2000;87:329–343,
 * doi:10.1093/biomet/87.2.329.
 */
public final class EconomicEngine {

    private EconomicEngine() {}

    /**
     * @param table people of the evaluation, one row each
     * @param plan whose {@code economics} part is present
     * @param pack discount rates where the plan gives none, thresholds, named unit costs
     * @throws org.steelyard.kernel.SteelyardException with every problem of the plan at once; then every one of the data
     */
    public static EconomicResults run(AnalysisTable table, Protocol plan, PolicyPack pack, EconomicSettings settings) {
        return new EconomicRun(table, plan, pack, settings).results();
    }

    /**
     * A plan with a decision model of its own: parameters and curves of the model come from the evaluation where the plan says so.
     *
     * @throws org.steelyard.kernel.SteelyardException with every problem of plan and model at once
     */
    public static EconomicResults runModel(
            ModelInputs inputs, Protocol plan, PolicyPack pack, EconomicSettings settings) {
        return new ModelRun(inputs, plan, pack, settings).results();
    }

    /**
     * All that is wrong with a plan's decision model before there are data: another digest than the plan says, faults of the
     * model itself, and names in the plan that the model does not have.
     *
     * @param where the place of a path of the plan
     */
    public static List<Problem> checkModel(
            ModelSource model, Function<String, Place> where, Protocol plan, PolicyPack pack) {
        return new ModelCheck(where, plan, pack).problems(model);
    }
}
