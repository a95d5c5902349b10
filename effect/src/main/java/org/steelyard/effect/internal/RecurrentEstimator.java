package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.cox.CoxData;
import org.steelyard.stats.cox.CoxFit;
import org.steelyard.stats.cox.CoxRegression;
import org.steelyard.stats.cox.RecurrentEvents;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.resampling.Replicates;

/**
 * Events that come back: the rate ratio of the proportional-rates model (Andersen–Gill intervals, variance clustered on people; Lin et al. 2000,
 * doi:10.1111/1467-9868.00259), and the mean cumulative count at the horizon (Nelson's estimator, bootstrap of people).
 */
final class RecurrentEstimator {

    private final Work work;
    private final Endpoint.Recurrent outcome;

    RecurrentEstimator(Work work, Endpoint.Recurrent outcome) {
        this.work = work;
        this.outcome = outcome;
    }

    List<Cell> estimate(List<Measure> measures) {
        Supplier<Replicates> spread = Lazy.of(this::replicates);
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> {
                    Cell.Counts counts = work.counts();
                    SmallGroups.check(work.group(), counts, work.settings().limits());
                    Estimate e = m == Measure.RATE_RATIO ? ratio() : difference(spread);
                    return new Found(work.group(), m, e, counts);
                }))
                .toList();
    }

    private Estimate ratio() {
        boolean[] treated = work.sample().treated();
        double[] weight = Prepared.weight(work.prepared(), treated.length);
        int[] index =
                IntStream.range(0, treated.length).filter(i -> weight[i] > 0).toArray();
        DesignMatrix all = work.prepared() instanceof Prepared.Regressed r
                ? r.design().treatedFirst(OutcomeModel.TREATMENT, treated, false)
                : DesignMatrix.of(List.of(OutcomeModel.TREATMENT), new double[][] {CovariateDesign.zeroOne(treated)});
        Endpoint.Recurrent own = outcome.select(index);
        CoxData data = new RecurrentEvents(all.select(index), own.end(), own.events()).andersenGill();
        int[] person = data.clusters().orElseThrow();
        double[] perRow = new double[person.length];
        int[] cluster = new int[person.length];
        Optional<int[]> sets = Hazards.clusters(work);
        for (int k = 0; k < person.length; k++) {
            perRow[k] = weight[index[person[k]]];
            int row = index[person[k]];
            cluster[k] = sets.isPresent() ? sets.get()[row] : person[k];
        }
        CoxFit fit = CoxRegression.withDefaults()
                .with(work.settings().numerics())
                .fit(data.withWeights(perRow).withClusters(cluster));
        return Estimate.ratio(
                fit.coefficient(OutcomeModel.TREATMENT), fit.standardError(OutcomeModel.TREATMENT), work.level());
    }

    private double horizon() {
        return work.outcome().horizon().orElseThrow();
    }

    private Estimate difference(Supplier<Replicates> spread) {
        double[] value = means(work.sample(), Prepared.weight(work.prepared(), outcome.end().length), horizon());
        double se = RateEstimator.spread(spread.get(), org.steelyard.stats.Scale.IDENTITY);
        return Estimate.normal(value[0] - value[1], se, work.level());
    }

    private Replicates replicates() {
        double at = horizon();
        return Resampling.of(work, (sample, weight) -> means(sample, weight, at));
    }

    private static double[] means(Sample sample, double[] weight, double horizon) {
        return new double[] {mean(sample, weight, true, horizon), mean(sample, weight, false, horizon)};
    }

    /** Σ over event times up to the horizon of weighted events over weighted people still followed. */
    private static double mean(Sample sample, double[] weight, boolean arm, double horizon) {
        Endpoint.Recurrent r = (Endpoint.Recurrent) sample.endpoint();
        List<double[]> steps = new ArrayList<>();
        double atRisk = 0;
        double last = 0;
        for (int i = 0; i < weight.length; i++) {
            if (sample.treated()[i] == arm && weight[i] > 0) {
                atRisk += weight[i];
                last = Math.max(last, r.end()[i]);
                steps.add(new double[] {r.end()[i], 1, weight[i]});
                for (double t : r.events()[i]) {
                    steps.add(new double[] {t, 0, weight[i]});
                }
            }
        }
        if (horizon > last) {
            throw Failure.of(
                    EffectError.BEYOND_FOLLOW_UP,
                    "",
                    Text.of(
                            "评价时点超出至少一组的最长随访时间，不作外推",
                            "the horizon lies beyond the follow-up of an arm; nothing is extrapolated"),
                    Text.of("缩短该结局的评价时点", "choose a shorter horizon for this outcome"));
        }
        // At one time events come before ends: who leaves on a day was at risk on it.
        steps.sort(Comparator.comparingDouble((double[] s) -> s[0]).thenComparingDouble(s -> s[1]));
        double mean = 0;
        for (double[] s : steps) {
            if (s[0] > horizon) {
                break;
            }
            if (s[1] == 0) {
                mean += s[2] / atRisk;
            } else {
                atRisk -= s[2];
            }
        }
        return mean;
    }
}
