package org.steelyard.evidence;

import java.util.Optional;
import org.steelyard.economics.EconomicResults;
import org.steelyard.effect.EffectResults;
import org.steelyard.protocol.PolicyPack;
import org.steelyard.protocol.Protocol;
import org.steelyard.society.SocialResults;

/** Everything that the grade is read from. */
public record EvidenceInput(
        Protocol protocol,
        Dossier.Plan plan,
        EffectResults effect,
        Optional<EconomicResults> economics,
        Optional<SocialResults> society,
        PolicyPack pack,
        Review review) {

    /**
     * What people found who looked at the evaluation, and what the data check found. What nobody looked at is absent, and
     * scored with caution rather than guessed.
     *
     * @param completeness share of the values that the primary analysis needs and that are present, 0 to 1
     * @param sourceErrorRate share of sampled values that disagree with the original record, 0 to 1
     * @param riskOfBias overall judgement of ROBINS-I (Sterne et al. 2016, doi:10.1136/bmj.i4919)
     * @param conduct whether the project was brought to an end and reported
     */
    public record Review(
            double completeness,
            Optional<Double> sourceErrorRate,
            Reanalysis reanalysis,
            Optional<RiskOfBias> riskOfBias,
            Conduct conduct) {

        /** No reviewer has looked yet. */
        public static Review pending(double completeness) {
            return new Review(completeness, Optional.empty(), Reanalysis.NOT_DONE, Optional.empty(), Conduct.REGULAR);
        }
    }

    /** An independent repetition of the analysis by people who did not see the result. */
    public enum Reanalysis {
        FAILED,
        NOT_DONE,
        REPRODUCED
    }

    /** From worst to best. */
    public enum RiskOfBias {
        CRITICAL,
        SERIOUS,
        MODERATE,
        LOW
    }

    public enum Conduct {
        /** Ended early without good reason, or an unfavourable result was not reported: the guide's negative grade. */
        ENDED_OR_UNREPORTED_WITHOUT_REASON,
        REGULAR
    }
}
