package org.steelyard.effect.internal;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Measure;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.method.Availability;
import org.steelyard.stats.Scale;

/** Which measures an analysis gives, and why not the others. */
final class Measures {

    private Measures() {}

    /** Those of the plan, or the usual ones of the outcome's type. */
    static List<Measure> wanted(Analysis analysis, Outcome outcome) {
        return Availability.wanted(analysis, outcome);
    }

    static Scale scale(Measure measure) {
        return switch (measure) {
            case RISK_DIFFERENCE,
                    MEAN_DIFFERENCE,
                    SURVIVAL_DIFFERENCE,
                    RMST_DIFFERENCE,
                    RATE_DIFFERENCE,
                    CUMULATIVE_INCIDENCE_DIFFERENCE,
                    MEAN_COUNT_DIFFERENCE,
                    CHANGE_DIFFERENCE -> Scale.IDENTITY;
            case RISK_RATIO,
                    ODDS_RATIO,
                    HAZARD_RATIO,
                    MEAN_RATIO,
                    RATE_RATIO,
                    COMMON_ODDS_RATIO,
                    SUBDISTRIBUTION_HAZARD_RATIO,
                    CUMULATIVE_INCIDENCE_RATIO -> Scale.LOG;
        };
    }

    /** Why this measure cannot be had from this analysis whatever the data; empty when it can. */
    static Optional<Text> impossible(Measure measure, Analysis analysis, Outcome outcome) {
        return Availability.impossible(measure, analysis, outcome);
    }

    static boolean needsHorizon(Measure measure) {
        return Availability.needsHorizon(measure);
    }

    static boolean scored(Adjustment adjustment) {
        return switch (adjustment) {
            case WEIGHTING, MATCHING, AUGMENTED_WEIGHTING, TMLE -> true;
            case NONE, REGRESSION, G_COMPUTATION -> false;
        };
    }
}
