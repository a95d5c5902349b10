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

    /**
     * Access to the service, and outcomes, by level of one variable.
     *
     * @param outcomeTests whether an outcome differs between the levels, one an outcome that could be tested
     */
    public record GroupTable(
            String variable,
            List<GroupRow> rows,
            double accessChiSquared,
            int df,
            double accessP,
            List<OutcomeTest> outcomeTests) {}

    /**
     * @param test {@code pearson-chi-squared}, {@code wald-heterogeneity} or {@code log-rank}
     */
    public record OutcomeTest(String outcome, String test, double chiSquared, int df, double p) {}

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
     * What happened to the people of one level, as observed.
     *
     * @param measure {@code risk}, {@code mean}, {@code survival} (at the outcome's horizon) or {@code event-rate} (a person-year;
     *     of a time-to-event outcome without a horizon)
     * @param events -1 when the outcome has none
     */
    public record OutcomeByGroup(
            String outcome, String measure, int n, int events, double value, double lower, double upper) {}

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
