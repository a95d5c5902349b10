package org.steelyard.effect.internal;

import java.util.List;
import java.util.function.Supplier;
import org.steelyard.effect.internal.Cell.Found;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.causal.PotentialMeans;
import org.steelyard.stats.resampling.Replicates;

/**
 * Counts of events over the time that each person was observed.
 *
 * <p>Adjusted samples give rates as ratios of weighted sums. Their variance is that of weighted means of the residuals y − rate·time over the weighted mean of time:
 * the rate solves Σ w (y − rate·time) = 0, so every way in which a weighted mean's variance allows for an estimated score or for pairs holds here too. Regression gives a
 * conditional ratio (log link, robust variance; or negative binomial), g-computation standardised rates with a bootstrap of people.
 */
final class RateEstimator {

    private final Work work;
    private final double[] y;
    private final double[] time;

    RateEstimator(Work work, double[] y, double[] time) {
        this.work = work;
        this.y = y;
        this.time = time;
    }

    List<Cell> estimate(List<Measure> measures) {
        Supplier<PotentialMeans> rates = Lazy.of(this::rates);
        Supplier<Estimate> conditional = Lazy.of(this::conditional);
        Supplier<GComputation.Result> standardised =
                Lazy.of(() -> GComputation.logLinear(work, OutcomeFamilies.family(work)));
        return measures.stream()
                .map(m -> Cell.of(work.group(), m, () -> {
                    Cell.Counts counts = work.counts();
                    SmallGroups.check(work.group(), counts, work.settings().limits());
                    Estimate e = switch (work.prepared()) {
                        case Prepared.Regressed r -> conditional.get();
                        case Prepared.Standardised s -> standardised.get().estimate(Measures.scale(m), work.level());
                        default ->
                            Measures.scale(m) == Scale.LOG
                                    ? rates.get().riskRatio(work.level())
                                    : rates.get().difference(work.level());
                    };
                    return new Found(work.group(), m, e, counts);
                }))
                .toList();
    }

    private Estimate conditional() {
        Prepared.Regressed r = (Prepared.Regressed) work.prepared();
        OutcomeFamilies.LogLinear fit = OutcomeFamilies.fit(
                OutcomeFamilies.family(work),
                OutcomeFamilies.design(r.design(), work.sample().treated()),
                new OutcomeFamilies.Observed(y, time, r.weight()),
                work.settings().numerics());
        return Estimate.ratio(fit.treatment(), Math.sqrt(fit.variance()), work.level());
    }

    private PotentialMeans rates() {
        double[] weight = Prepared.weight(work.prepared(), y.length);
        boolean[] treated = work.sample().treated();
        double[] events = new double[2];
        double[] at = new double[2];
        double[] total = new double[2];
        for (int i = 0; i < y.length; i++) {
            int arm = treated[i] ? 1 : 0;
            events[arm] += weight[i] * y[i];
            at[arm] += weight[i] * time[i];
            total[arm] += weight[i];
        }
        double one = events[1] / at[1];
        double zero = events[0] / at[0];
        double[] residual = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            residual[i] = y[i] - (treated[i] ? one : zero) * time[i];
        }
        PotentialMeans z = new MeansEstimator(work, new Endpoint.Values(residual, false)).means();
        double t1 = at[1] / total[1];
        double t0 = at[0] / total[0];
        return new PotentialMeans(
                one,
                zero,
                z.treatedVariance() / (t1 * t1),
                z.controlVariance() / (t0 * t0),
                z.covariance() / (t1 * t0));
    }

    /** Standard error of a difference or a log ratio from replicates of two means. */
    static double spread(Replicates replicates, Scale scale) {
        double[] one = replicates.of(0);
        double[] zero = replicates.of(1);
        double[] contrast = new double[one.length];
        for (int i = 0; i < contrast.length; i++) {
            contrast[i] = scale.forward(scale == Scale.LOG ? one[i] / zero[i] : one[i] - zero[i]);
        }
        return Math.sqrt(Describe.variance(contrast));
    }
}
