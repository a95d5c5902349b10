package org.steelyard.society;

import java.util.List;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;

/**
 * All of social value.
 *
 * @param estimates access and outcome by group, concentration indices
 */
public record SocialResults(
        List<EffectEstimate> estimates,
        List<GroupTable> groups,
        List<Concentration> concentration,
        List<Diagnostic> diagnostics) {

    /** Access to the service, and outcomes, by level of one variable. */
    public record GroupTable(String variable, List<GroupRow> rows, double accessChiSquared, int df, double accessP) {}

    /**
     * @param access share that received the intervention
     * @param accessAdjusted ratio of odds of receiving it against the reference level, adjusted for the plan's covariates; NaN
     *     for the reference
     */
    public record GroupRow(
            String level,
            int n,
            int treated,
            double access,
            double accessLower,
            double accessUpper,
            double accessAdjusted,
            double accessAdjustedLower,
            double accessAdjustedUpper,
            List<OutcomeByGroup> outcomes) {}

    /**
     * Mean (or risk, or survival at the horizon) in the level, and the adjusted effect there.
     *
     * @param events -1 when the outcome has none
     */
    public record OutcomeByGroup(String outcome, int n, int events, double value, double lower, double upper) {}

    /**
     * Concentration index with its curve.
     *
     * @param index in [-1, 1]; negative when concentrated among the worst off
     * @param erreygers corrected for a bounded variable (doi:10.1016/j.jhealeco.2008.02.003); NaN when unbounded
     * @param population cumulative share of people, from worst off
     * @param cumulative share of the variable
     */
    public record Concentration(
            String rank,
            String of,
            double index,
            double se,
            double lower,
            double upper,
            double p,
            double erreygers,
            double[] population,
            double[] cumulative) {}
}
