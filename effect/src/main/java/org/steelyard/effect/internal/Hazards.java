package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.protocol.method.CoxRule;
import org.steelyard.protocol.method.CoxRule.TieRule;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.Ties;
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
        Ties ties = work.analysis().cox().map(c -> ties(c.ties())).orElse(Ties.EFRON);
        return CoxRegression.withDefaults()
                .with(ties)
                .with(work.settings().numerics())
                .withRobust(work.prepared() instanceof Prepared.Weighted)
                .fit(data);
    }

    private static Ties ties(TieRule rule) {
        return switch (rule) {
            case EFRON -> Ties.EFRON;
            case BRESLOW -> Ties.BRESLOW;
            case EXACT -> Ties.EXACT;
        };
    }

    /** Strata and clusters that the plan names, for these positions in the sample. */
    private static CoxData planned(Work work, CoxData data, int[] index) {
        if (work.analysis().cox().isEmpty()) {
            return data;
        }
        CoxRule rule = work.analysis().cox().get();
        CoxData out = rule.strata().isEmpty() ? data : data.withStrata(Take.of(groups(work, rule.strata()), index));
        return rule.cluster().isEmpty()
                ? out
                : out.withClusters(Take.of(groups(work, List.of(rule.cluster().get())), index));
    }

    /** Numbers of the combinations of the variables' values; a missing value is a value of its own. */
    static int[] groups(Work work, List<String> variables) {
        Map<List<Double>, Integer> known = new HashMap<>();
        List<double[]> values =
                variables.stream().map(v -> work.sample().table().numbers(v)).toList();
        int[] out = new int[work.sample().size()];
        for (int i = 0; i < out.length; i++) {
            int row = work.sample().rows()[i];
            List<Double> key = values.stream().map(v -> v[row]).toList();
            out[i] = known.computeIfAbsent(key, k -> known.size());
        }
        return out;
    }

    /** Who is not independent of whom: matched sets, pairs that share a person, or the plan's clusters. */
    static Optional<int[]> clusters(Work work) {
        int n = work.sample().size();
        return switch (work.prepared()) {
            case Prepared.Sets s -> Optional.of(s.sets().set());
            case Prepared.Matched m -> {
                int[] out = new int[n];
                Arrays.setAll(out, i -> n + i);
                for (int k = 0; k < m.pairs().pairs(); k++) {
                    out[m.pairs().treated()[k]] = m.pairs().control()[k];
                    out[m.pairs().control()[k]] = m.pairs().control()[k];
                }
                yield Optional.of(out);
            }
            default -> work.analysis().cox().flatMap(c -> c.cluster()).map(v -> groups(work, List.of(v)));
        };
    }

    static CoxData data(Work work, Endpoint.Survival outcome) {
        return switch (work.prepared()) {
            case Prepared.Crude c -> plain(work, outcome, Take.where(c.kept())).withWeights(c.weight());
            case Prepared.Regressed r -> adjusted(work, r, outcome);
            case Prepared.Weighted w -> {
                int[] index = Take.where(w.kept());
                yield plain(work, outcome, index)
                        .withWeights(Take.of(w.weights().weight(), index));
            }
            case Prepared.Matched m -> paired(work, outcome, m.pairs());
            case Prepared.Sets s -> {
                int[] index = Take.where(s.kept());
                yield plain(work, outcome, index)
                        .withWeights(Take.of(s.weight(), index))
                        .withClusters(Take.of(s.sets().set(), index));
            }
            case Prepared.Augmented a -> throw new IllegalStateException("not available for this outcome");
            case Prepared.Robust a -> throw new IllegalStateException("not available for this outcome");
            case Prepared.Standardised a -> throw new IllegalStateException("not available for this adjustment");
            case Prepared.Neighbours a -> throw new IllegalStateException("not available for this adjustment");
        };
    }

    private static CoxData plain(Work work, Endpoint.Survival outcome, int[] index) {
        boolean[] treated = Take.of(work.sample().treated(), index);
        DesignMatrix design = DesignMatrix.of(
                java.util.List.of(OutcomeModel.TREATMENT), new double[][] {CovariateDesign.zeroOne(treated)});
        CoxData data = CoxData.rightCensored(design, Take.of(outcome.time(), index), Take.of(outcome.event(), index));
        return planned(work, data, index);
    }

    private static CoxData adjusted(Work work, Prepared.Regressed r, Endpoint.Survival outcome) {
        CoxData data = CoxData.rightCensored(
                r.design().treatedFirst(OutcomeModel.TREATMENT, work.sample().treated(), false),
                outcome.time(),
                outcome.event());
        return planned(work, data.withWeights(r.weight()), Take.where(r.kept()));
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
