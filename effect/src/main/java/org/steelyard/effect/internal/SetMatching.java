package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.Column;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Matching;
import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.matching.ExactMatching;
import org.steelyard.stats.matching.GreedyMatching;
import org.steelyard.stats.matching.MatchedSets;
import org.steelyard.stats.matching.MatchingDistance;
import org.steelyard.stats.matching.OptimalMatching;

/** Matching other than pairs on the score: several controls, smallest total distance, full, exact, coarsened. */
final class SetMatching {

    private final Analysis analysis;
    private final Matching rule;
    private final Sample sample;
    private final List<String> covariates;

    SetMatching(Analysis analysis, Sample sample, List<String> covariates) {
        this.analysis = analysis;
        this.rule = rule(analysis);
        this.sample = sample;
        this.covariates = covariates;
    }

    static Matching rule(Analysis analysis) {
        return analysis.matching().orElseGet(() -> new Matching(Optional.empty(), Matching.Order.DESCENDING, false));
    }

    Prepared.Sets withoutScore(CovariateDesign design) {
        boolean exact = rule.method() == Matching.MatchingMethod.EXACT;
        List<String> on = exact ? rule.exact() : covariates;
        double[][] columns = new double[on.size()][];
        double[][] cuts = new double[on.size()][];
        for (int j = 0; j < columns.length; j++) {
            columns[j] = codes(on.get(j));
            cuts[j] = exact ? new double[0] : cuts(on.get(j), columns[j]);
        }
        return prepared(Optional.empty(), design, ExactMatching.coarsened(columns, cuts, sample.treated()));
    }

    private double[] cuts(String variable, double[] column) {
        if (!(Sample.column(sample.table(), variable) instanceof Column.Numeric)
                || rule.exact().contains(variable)) {
            return new double[0];
        }
        return rule.coarsen().stream()
                .filter(c -> c.variable().equals(variable))
                .findFirst()
                .map(c -> c.cuts().stream().mapToDouble(v -> v).toArray())
                .orElseGet(() -> ExactMatching.sturges(column));
    }

    Prepared.Sets onScore(Propensity score) {
        boolean[] kept = WeightScheme.keptOrRefused(analysis, score.treated(), score.score());
        int[] index = Take.where(kept);
        double[] logit = Take.of(score.fit().logit(), index);
        boolean[] treated = Take.of(score.treated(), index);
        MatchingDistance distance = distance(score, index, logit);
        MatchedSets found = switch (rule.method()) {
            case NEAREST -> GreedyMatching.match(distance, treated, order(logit, treated), rule.ratio());
            case OPTIMAL -> OptimalMatching.pairs(distance, treated, rule.ratio());
            case FULL -> OptimalMatching.full(distance, treated);
            case EXACT, COARSENED, ABADIE_IMBENS -> throw new IllegalStateException("needs no score");
        };
        Invariants.sets(found, treated, logit, caliper(logit, treated), rule.method());
        int[] set = new int[kept.length];
        Arrays.fill(set, -1);
        for (int k = 0; k < index.length; k++) {
            set[index[k]] = found.set()[k];
        }
        return prepared(Optional.of(score), score.design(), new MatchedSets(set, found.sets(), found.totalDistance()));
    }

    private MatchingDistance distance(Propensity score, int[] index, double[] logit) {
        MatchingDistance out = switch (rule.distance()) {
            case LOGIT -> MatchingDistance.onLine(logit);
            case MAHALANOBIS ->
                MatchingDistance.mahalanobis(Arrays.stream(score.design().columns())
                        .map(c -> Take.of(c, index))
                        .toArray(double[][]::new));
        };
        boolean[] treated = Take.of(score.treated(), index);
        if (rule.caliper().isPresent()) {
            out = out.withinCaliper(logit, caliper(logit, treated));
        }
        return rule.exact().isEmpty() ? out : out.withinGroups(groups(index));
    }

    /** In standard deviations of the logit over everybody, as for pairs on the score. */
    private double caliper(double[] logit, boolean[] treated) {
        return rule.caliper().map(c -> c * Math.sqrt(Describe.variance(logit))).orElse(Double.POSITIVE_INFINITY);
    }

    private int[] groups(int[] index) {
        List<double[]> codes = rule.exact().stream().map(this::codes).toList();
        Map<List<Double>, Integer> known = new HashMap<>();
        int[] out = new int[index.length];
        for (int k = 0; k < out.length; k++) {
            int row = index[k];
            List<Double> key = codes.stream().map(c -> c[row]).toList();
            out[k] = known.computeIfAbsent(key, x -> known.size());
        }
        return out;
    }

    private double[] codes(String variable) {
        double[] out = new double[sample.size()];
        for (int i = 0; i < out.length; i++) {
            int row = sample.rows()[i];
            out[i] = switch (Sample.column(sample.table(), variable)) {
                case Column.Numeric c -> c.values()[row];
                case Column.Binary c -> c.values()[row];
                case Column.Category c -> c.codes()[row];
            };
        }
        return out;
    }

    private int[] order(double[] logit, boolean[] treated) {
        IntStream rows = IntStream.range(0, treated.length).filter(i -> treated[i]);
        return switch (rule.order()) {
            case DATA -> rows.toArray();
            case DESCENDING ->
                rows.boxed()
                        .sorted((a, b) -> Double.compare(logit[b], logit[a]))
                        .mapToInt(i -> i)
                        .toArray();
            case ASCENDING ->
                rows.boxed()
                        .sorted((a, b) -> Double.compare(logit[a], logit[b]))
                        .mapToInt(i -> i)
                        .toArray();
        };
    }

    private Prepared.Sets prepared(Optional<Propensity> score, CovariateDesign design, MatchedSets sets) {
        double[] weight = analysis.target() == Target.ATE
                ? sets.weightsForEverybody(sample.treated())
                : sets.weightsForTreated(sample.treated());
        boolean[] kept = new boolean[weight.length];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = sets.set()[i] >= 0;
        }
        return new Prepared.Sets(score, design, sets, weight, kept);
    }
}
