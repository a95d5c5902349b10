package org.steelyard.effect;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Seed;
import org.steelyard.kernel.Text;
import org.steelyard.stats.linear.Numerics;

/**
 * How a run is made, apart from the plan. None of it changes an estimate but {@code seed}, and that only where an
 * interval is drawn by resampling or values are imputed.
 *
 * @param provenance of the run; every estimate carries it with its own step
 * @param numerics kernel and threads of sums and bootstrap; the number of threads never changes a bit of the result
 * @param preSpecified whether the analysis with this id was fixed before the data were seen
 * @param progress is told, in words for the user, what is being done
 * @param limits conventions of the field at which a diagnostic warns
 */
public record EffectSettings(
        Provenance provenance,
        Seed seed,
        Numerics numerics,
        Predicate<String> preSpecified,
        Consumer<Text> progress,
        Limits limits) {

    public int threads() {
        return numerics.threads();
    }

    /** One thread, silent, nothing pre-specified; the seed is that of the provenance. */
    public static EffectSettings of(Provenance provenance) {
        return new EffectSettings(
                provenance,
                new Seed(provenance.seed()),
                Numerics.standard(),
                id -> false,
                text -> {},
                Limits.conventional());
    }

    public EffectSettings withThreads(int n) {
        return withNumerics(numerics.withThreads(n));
    }

    public EffectSettings withNumerics(Numerics other) {
        return new EffectSettings(provenance, seed, other, preSpecified, progress, limits);
    }

    public EffectSettings withPreSpecified(Predicate<String> rule) {
        return new EffectSettings(provenance, seed, numerics, rule, progress, limits);
    }

    public EffectSettings withProgress(Consumer<Text> listener) {
        return new EffectSettings(provenance, seed, numerics, preSpecified, listener, limits);
    }

    public EffectSettings withLimits(Limits other) {
        return new EffectSettings(provenance, seed, numerics, preSpecified, progress, other);
    }

    /**
     * Where diagnostics start to warn. They are conventions of the statistical literature, not policy.
     *
     * @param eventsPerVariable fewer events (of the rarer kind) per model term than this warn (Peduzzi et al. 1996,
     *     doi:10.1016/S0895-4356(96)00236-3)
     * @param proportionalHazardsP a test of proportional hazards below this p warns (Grambsch and Therneau 1994,
     *     doi:10.1093/biomet/81.3.515)
     * @param effectiveShare an arm whose effective sample size falls below this share of its people warns
     * @param outsideSupport a larger share of people outside the scores that both arms have warns (Crump et al. 2009,
     *     doi:10.1093/biomet/asn055, on why they matter); up to this share of a subgroup's level may have values that one arm alone
     *     has, the indicators then being left out of the level's score
     * @param largestWeightShare one person with a larger share of an arm's total weight warns
     * @param missingInformation a fraction of missing information above this warns
     * @param smallestArm an arm of a subgroup with fewer people than this is not analysed
     * @param bootstrapFailures the share of replicates that may fail before an interval is refused
     * @param rareOutcome below this share of people with the event, odds and hazard ratios stand for risk ratios in E-values
     *     (VanderWeele and Ding 2017, doi:10.7326/M16-2607)
     */
    public record Limits(
            double eventsPerVariable,
            double proportionalHazardsP,
            double effectiveShare,
            double outsideSupport,
            double largestWeightShare,
            double missingInformation,
            int smallestArm,
            double bootstrapFailures,
            double rareOutcome) {

        public static Limits conventional() {
            return new Limits(10, 0.05, 0.25, 0.05, 0.05, 0.5, 5, 0.05, 0.15);
        }
    }
}
