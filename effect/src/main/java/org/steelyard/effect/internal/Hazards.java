package org.steelyard.effect.internal;

import java.util.Arrays;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.matching.MatchedPairs;

/** The hazard ratio of treatment under each adjustment. */
final class Hazards {

    private Hazards() {}

    static Estimate ratio(Work work, Endpoint.Survival outcome) {
        CoxFit fit = fit(work, data(work, outcome));
        return Estimate.ratio(
                fit.coefficient(OutcomeModel.TREATMENT), fit.standardError(OutcomeModel.TREATMENT), work.level());
    }

    static CoxFit fit(Work work, CoxData data) {
        return CoxRegression.withDefaults()
                .with(work.settings().numerics())
                .withRobust(work.prepared() instanceof Prepared.Weighted)
                .fit(data);
    }

    static CoxData data(Work work, Endpoint.Survival outcome) {
        return switch (work.prepared()) {
            case Prepared.Crude c -> plain(work, outcome, Take.where(c.kept()));
            case Prepared.Regressed r -> adjusted(work, r, outcome);
            case Prepared.Weighted w -> {
                int[] index = Take.where(w.kept());
                yield plain(work, outcome, index)
                        .withWeights(Take.of(w.weights().weight(), index));
            }
            case Prepared.Matched m -> paired(work, outcome, m.pairs());
            case Prepared.Augmented a -> throw new IllegalStateException("not available for this outcome");
        };
    }

    private static CoxData plain(Work work, Endpoint.Survival outcome, int[] index) {
        boolean[] treated = Take.of(work.sample().treated(), index);
        DesignMatrix design = DesignMatrix.of(
                java.util.List.of(OutcomeModel.TREATMENT), new double[][] {CovariateDesign.zeroOne(treated)});
        return CoxData.rightCensored(design, Take.of(outcome.time(), index), Take.of(outcome.event(), index));
    }

    private static CoxData adjusted(Work work, Prepared.Regressed r, Endpoint.Survival outcome) {
        return CoxData.rightCensored(
                r.design().treatedFirst(OutcomeModel.TREATMENT, work.sample().treated(), false),
                outcome.time(),
                outcome.event());
    }

    /** Pairs that share a control are one cluster. */
    private static CoxData paired(Work work, Endpoint.Survival outcome, MatchedPairs pairs) {
        int n = pairs.pairs();
        int[] index = Arrays.copyOf(pairs.treated(), 2 * n);
        System.arraycopy(pairs.control(), 0, index, n, n);
        int[] cluster = Arrays.copyOf(pairs.control(), 2 * n);
        System.arraycopy(pairs.control(), 0, cluster, n, n);
        return plain(work, outcome, index).withClusters(cluster);
    }
}
