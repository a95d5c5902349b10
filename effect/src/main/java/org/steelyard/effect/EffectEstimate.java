package org.steelyard.effect;

import org.steelyard.kernel.Provenance;
import org.steelyard.protocol.Dimension;
import org.steelyard.protocol.Module;

/**
 * One number with everything needed to understand it. Full precision; rounding belongs to the report.
 *
 * @param id unique within a run, for instance {@code primary/risk-difference} or {@code primary/risk-difference/sex=male}
 * @param outcome id in the plan
 * @param analysis id in the plan
 * @param method in one English phrase, for instance {@code inverse-probability weighting (Hajek), M-estimation variance}
 * @param estimand target population and contrast, for instance {@code ATE}
 * @param measure id such as {@code risk-difference}; ratios are on their natural scale, not logarithms
 * @param population {@code all}, {@code matched}, {@code overlap}, a subgroup {@code sex=male}, or {@code benchmark}
 * @param se standard error; of the logarithm for ratios; NaN when the method gives none
 * @param p two-sided, against no effect; NaN when the method gives none
 * @param events number of events, or -1 when the outcome has none
 * @param convention how the number was made where conventions differ: ties, variance, denominators
 */
public record EffectEstimate(
        String id,
        Module module,
        Dimension dimension,
        String outcome,
        String analysis,
        boolean preSpecified,
        String method,
        String estimand,
        String measure,
        String population,
        double value,
        double se,
        double lower,
        double upper,
        double level,
        double p,
        int n,
        int nTreated,
        int events,
        String unit,
        String convention,
        Provenance provenance) {}
