package org.steelyard.effect.internal;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.regression.GlmFit;
import org.steelyard.stats.regression.LogisticRefits;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * Resamples of the people behind one propensity score, drawn within arms, with the score fitted again to each. The refitted coefficients
 * are kept, so that every analysis with this score (other targets, other outcomes, other trimming) costs one pass over the people a
 * replicate. All of them see the same resamples.
 */
final class ScoreResamples {

    private final boolean[] treated;
    private final LogisticRefits refits;
    private final Seed seed;
    /** A cache of what the seed determines; who fills a place first does not matter. */
    private final AtomicReferenceArray<double[]> known;

    ScoreResamples(Propensity score, GlmFit fit, int replicates, Seed seed) {
        this.treated = score.treated();
        this.refits = LogisticRefits.of(score.matrix(), CovariateDesign.zeroOne(treated), fit);
        this.seed = seed;
        this.known = new AtomicReferenceArray<>(replicates);
    }

    /**
     * @param times how often each person was drawn
     * @param score of everybody, drawn or not
     */
    record Drawn(double[] times, double[] score) {}

    /** @param plan its seed and strata are replaced by those of the shared resamples */
    Replicates run(Bootstrap.Plan plan, Function<Drawn, double[]> statistic) {
        Bootstrap.Plan shared = new Bootstrap.Plan(
                        plan.replicates(), seed, plan.threads(), plan.strata(), plan.largestFailureShare())
                .within(treated);
        return Bootstrap.runNumbered(treated.length, shared, (b, units) -> {
            double[] times = new double[treated.length];
            for (int unit : units) {
                times[unit]++;
            }
            return statistic.apply(new Drawn(times, refits.probabilities(coefficients(b, times))));
        });
    }

    private double[] coefficients(int replicate, double[] times) {
        double[] found = known.get(replicate);
        if (found == null) {
            found = refits.coefficients(times);
            known.set(replicate, found);
        }
        return found;
    }
}
