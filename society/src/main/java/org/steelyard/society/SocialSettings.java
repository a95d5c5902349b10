package org.steelyard.society;

import java.util.function.Consumer;
import org.steelyard.kernel.Provenance;
import org.steelyard.kernel.Text;

/**
 * What a run needs besides data and plan. None of it changes an estimate.
 *
 * @param provenance of the run; each estimate carries it with its own step
 * @param preSpecified whether the social part of the plan was locked before the result was known
 * @param progress is told, in words for the user, what is being done
 * @param limits conventions of the field at which a diagnostic warns
 */
public record SocialSettings(Provenance provenance, boolean preSpecified, Consumer<Text> progress, Limits limits) {

    /** Silent, not pre-specified. */
    public static SocialSettings of(Provenance provenance) {
        return new SocialSettings(provenance, false, text -> {}, Limits.conventional());
    }

    public SocialSettings withPreSpecified(boolean value) {
        return new SocialSettings(provenance, value, progress, limits);
    }

    public SocialSettings withProgress(Consumer<Text> listener) {
        return new SocialSettings(provenance, preSpecified, listener, limits);
    }

    public SocialSettings withLimits(Limits other) {
        return new SocialSettings(provenance, preSpecified, progress, other);
    }

    /**
     * Where diagnostics start to warn. They are conventions of analysis, not policy.
     *
     * @param smallGroup a level with fewer people than this warns: intervals that rest on large samples are rough there
     * @param eventsPerVariable fewer people of the rarer arm per term of the access model than this warn (Peduzzi et al. 1996,
     *     doi:10.1016/S0895-4356(96)00236-3)
     * @param missing a larger share of people whose level or rank is missing warns
     */
    public record Limits(int smallGroup, double eventsPerVariable, double missing) {

        public static Limits conventional() {
            return new Limits(30, 10, 0.1);
        }
    }
}
