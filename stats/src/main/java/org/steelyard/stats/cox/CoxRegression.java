package org.steelyard.stats.cox;

import java.util.Optional;
import org.steelyard.stats.cox.internal.CoxNewton;
import org.steelyard.stats.cox.internal.CoxSummary;
import org.steelyard.stats.cox.internal.ExactLikelihood;
import org.steelyard.stats.cox.internal.PartialLikelihood;
import org.steelyard.stats.cox.internal.RiskSets;
import org.steelyard.stats.linear.CrossProduct;
import org.steelyard.stats.linear.Numerics;

/**
 * Cox proportional hazards regression by maximum partial likelihood.
 *
 * <p><b>Estimand.</b> Log hazard ratios: {@code h(t|x) = h0(t) exp(x'b)}, a baseline hazard per stratum. <b>Assumes</b>
 * proportional hazards ({@link ProportionalHazardsTest}), censoring independent of the event given covariates (and
 * weights), independent rows or clusters. With weights alone in the model, a marginal hazard ratio; hazard ratios are not
 * collapsible, so an adjusted and a marginal one need not agree even without confounding.
 *
 * <p><b>Formula.</b> At each event time with d events, S0 and S1 the sums of {@code w exp(x'b)} and of that times x over
 * the risk set, D0 and D1 over the events: Efron's term replaces S by {@code S - (l/d) D}, l = 0..d-1, with the mean weight
 * of the events. The information is formed as one weighted cross product {@code X'WX} over rows minus at most two rank-one
 * terms per event time, so an iteration costs O(n p^2) whatever the number of risk sets. Newton steps, halved when the
 * likelihood falls; converged when it changes by less than 1e-9 of itself.
 *
 * <p><b>Robust variance.</b> {@code V (sum (w L)(w L)') V} with L the score residuals, summed over clusters first, as R's
 * {@code coxph(robust = TRUE)}: O(n p^2). Weights estimated from a propensity model are taken as known, which for weights
 * of the whole population tends to overstate the variance.
 *
 * <p><b>Edges.</b> Rows that are in no risk set count in {@code rows} and nowhere else. A coefficient that runs to
 * infinity, a constant or collinear term, and data without events are errors that name the term; R gives a warning or NA.
 * R first rounds times that differ by less than 1e-8 of their size; here times are tied only when equal, so a caller who
 * computes times by division must round them.
 *
 * <ol>
 *   <li>Cox DR. J R Stat Soc B 1972;34:187-220. doi:10.1111/j.2517-6161.1972.tb00899.x
 *   <li>Therneau TM, Grambsch PM. Modeling Survival Data. Springer; 2000. doi:10.1007/978-1-4757-3294-8
 *   <li>Lin DY, Wei LJ. J Am Stat Assoc 1989;84:1074-1078. doi:10.1080/01621459.1989.10478874
 *   <li>Binder DA. Biometrika 1992;79:139-147. doi:10.1093/biomet/79.1.139 (weights)
 * </ol>
 */
public final class CoxRegression {

    private final Ties ties;
    private final boolean robust;
    private final int maxIterations;
    private final Numerics numerics;
    private final Optional<double[]> start;

    private CoxRegression(Ties ties, boolean robust, int maxIterations, Numerics numerics, Optional<double[]> start) {
        this.ties = ties;
        this.robust = robust;
        this.maxIterations = maxIterations;
        this.numerics = numerics;
        this.start = start;
    }

    /** Efron's ties, the model's covariance (robust if there are clusters), at most 30 iterations, the fastest kernel there is. */
    public static CoxRegression withDefaults() {
        return new CoxRegression(Ties.EFRON, false, 30, Numerics.standard(), Optional.empty());
    }

    public CoxRegression with(Ties value) {
        return new CoxRegression(value, robust, maxIterations, numerics, start);
    }

    public CoxRegression with(Numerics value) {
        return new CoxRegression(ties, robust, maxIterations, value, start);
    }

    /** Whether to compute the robust covariance; with clusters it is always computed. */
    public CoxRegression withRobust(boolean value) {
        return new CoxRegression(ties, value, maxIterations, numerics, start);
    }

    public CoxRegression withMaxIterations(int value) {
        return new CoxRegression(ties, robust, value, numerics, start);
    }

    public CoxRegression startingFrom(double[] coefficients) {
        return new CoxRegression(ties, robust, maxIterations, numerics, Optional.of(coefficients.clone()));
    }

    public CoxFit fit(CoxData data) {
        RiskSets sets = RiskSets.of(data, numerics);
        CoxNewton newton = new CoxNewton(sets.covariates(), maxIterations);
        boolean wantsRobust = robust || data.clusters().isPresent();
        CoxNewton.Result result = switch (ties) {
            case EFRON, BRESLOW -> newton.run(new PartialLikelihood(sets, ties, numerics), start);
            case EXACT -> newton.run(new ExactLikelihood(sets, data, wantsRobust), start);
        };
        String kernel = CrossProduct.of(numerics.kernel()).id();
        return new CoxSummary(data, sets, numerics, wantsRobust).of(ties, result, kernel);
    }
}
