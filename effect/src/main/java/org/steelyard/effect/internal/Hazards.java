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

    /** @param in people of the group whom the analysis is about */
    static Estimate ratio(Work work, Endpoint.Survival outcome, boolean[] in) {
        CoxFit fit = fit(work, data(work, outcome, in));
        return Estimate.ratio(
                fit.coefficient(OutcomeModel.TREATMENT), fit.standardError(OutcomeModel.TREATMENT), work.level());
    }

    static CoxFit fit(Work work, CoxData data) {
        return CoxRegression.withDefaults()
                .with(work.settings().numerics())
                .withRobust(work.prepared() instanceof Prepared.Weighted)
                .fit(data);
    }

    static CoxData data(Work work, Endpoint.Survival outcome, boolean[] in) {
        return switch (work.prepared()) {
            case Prepared.Crude c -> plain(work, outcome, Take.where(in));
            case Prepared.Regressed r -> adjusted(work, r, outcome, in);
            case Prepared.Weighted w -> {
                int[] index = Take.where(in);
                yield plain(work, outcome, index)
                        .withWeights(Take.of(w.weights().weight(), index));
            }
            case Prepared.Matched m -> paired(work, outcome, Prepared.within(m.pairs(), in));
            case Prepared.Augmented a -> throw new IllegalStateException("not available for this outcome");
        };
    }

    private static CoxData plain(Work work, Endpoint.Survival outcome, int[] index) {
        boolean[] treated = Take.of(work.sample().treated(), index);
        DesignMatrix design = DesignMatrix.of(
                java.util.List.of(OutcomeModel.TREATMENT), new double[][] {CovariateDesign.zeroOne(treated)});
        return CoxData.rightCensored(design, Take.of(outcome.time(), index), Take.of(outcome.event(), index));
    }

    private static CoxData adjusted(Work work, Prepared.Regressed r, Endpoint.Survival outcome, boolean[] in) {
        int[] index = Take.where(in);
        CovariateDesign design = index.length == in.length
                ? r.design()
                : CovariateDesign.encodeVarying(
                        work.sample().table(), Take.of(work.sample().rows(), index), work.covariates());
        boolean[] treated = Take.of(work.sample().treated(), index);
        return CoxData.rightCensored(
                design.treatedFirst(OutcomeModel.TREATMENT, treated, false),
                Take.of(outcome.time(), index),
                Take.of(outcome.event(), index));
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
