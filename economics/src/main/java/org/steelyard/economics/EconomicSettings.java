package org.steelyard.economics;

import java.util.function.Consumer;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;

/**
 * What a run needs besides data, plan and policy. None of it changes a point estimate; {@code seed} decides the draws.
 *
 * @param provenance of the run; each estimate carries it with its own step
 * @param threads that share the draws; the result does not depend on it
 * @param preSpecified whether the economic part of the plan was locked before the result was known
 * @param progress is told, in words for the user, what is being done
 * @param limits conventions of the field at which a diagnostic warns
 */
public record EconomicSettings(
        Provenance provenance, Seed seed, int threads, boolean preSpecified, Consumer<Text> progress, Limits limits) {

    public EconomicSettings {
        if (threads < 1) {
            throw new IllegalArgumentException("at least one thread");
        }
    }

    /** One thread, silent, not pre-specified; the seed is that of the provenance. */
    public static EconomicSettings of(Provenance provenance) {
        return new EconomicSettings(
                provenance, new Seed(provenance.seed()), 1, false, text -> {}, Limits.conventional());
    }

    public EconomicSettings withThreads(int n) {
        return new EconomicSettings(provenance, seed, n, preSpecified, progress, limits);
    }

    public EconomicSettings withPreSpecified(boolean value) {
        return new EconomicSettings(provenance, seed, threads, value, progress, limits);
    }

    public EconomicSettings withProgress(Consumer<Text> listener) {
        return new EconomicSettings(provenance, seed, threads, preSpecified, listener, limits);
    }

    public EconomicSettings withLimits(Limits other) {
        return new EconomicSettings(provenance, seed, threads, preSpecified, progress, other);
    }

    /**
     * Where diagnostics start to warn. They are conventions of analysis, not policy.
     *
     * @param costCensoring a larger share of people lost to follow-up before their costs are complete warns: beyond it the mean
     *     rests on few people with large weights (Wijeysundera et al. 2012, doi:10.2147/CEOR.S31552, on how estimators part as censoring grows)
     * @param excluded a larger share of people left out for missing values warns
     * @param atHorizon fewer than this share of an arm still followed at the horizon warns (Pocock, Clayton and Altman 2002,
     *     doi:10.1016/S0140-6736(02)08594-X: curves should stop near a tenth of the people)
     * @param effectiveShare an arm whose effective sample size falls below this share of its people warns
     * @param failedDraws the share of draws that may fail, because the propensity model cannot be fitted to the resampled people,
     *     before the run stops
     */
    public record Limits(
            double costCensoring, double excluded, double atHorizon, double effectiveShare, double failedDraws) {

        public static Limits conventional() {
            return new Limits(0.2, 0.1, 0.1, 0.25, 0.05);
        }
    }
}
