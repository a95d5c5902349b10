package org.steelyard.effect.internal;

import org.steelyard.protocol.AnalysisPlan.Target;
import org.steelyard.stats.weighting.TargetPopulation;

/** Which populations augmented weighting speaks of, and the names of populations in both vocabularies. */
final class Augmented {

    private Augmented() {}

    static boolean supports(Target target) {
        return target != Target.ATO && target != Target.ATM;
    }

    static TargetPopulation population(Target target) {
        return switch (target) {
            case ATE -> TargetPopulation.ATE;
            case ATT -> TargetPopulation.ATT;
            case ATC -> TargetPopulation.ATC;
            case ATO -> TargetPopulation.ATO;
            case ATM -> TargetPopulation.ATM;
        };
    }
}
