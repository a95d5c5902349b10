package org.steelyard.effect;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;

/**
 * All of clinical value.
 *
 * @param missingness of every variable, before any rule was applied
 * @param further decisions by margin and family, and sensitivity analyses
 * @param designs what designs over time show besides their estimates
 * @param notEstimated planned analyses that have no result, and why: selective reporting must be visible
 */
public record EffectResults(
        List<EffectEstimate> estimates,
        List<Diagnostic> diagnostics,
        List<BaselineRow> baseline,
        List<Balance> balance,
        List<Overlap> overlap,
        List<SurvivalCurves> curves,
        List<Interaction> interactions,
        List<EValue> eValues,
        List<Agreement> agreement,
        List<Missingness> missingness,
        List<NotEstimated> notEstimated,
        List<DesignResult> designs,
        Further further) {

    /** Without designs over time, of a plan that asks for nothing further. */
    public EffectResults(
            List<EffectEstimate> estimates,
            List<Diagnostic> diagnostics,
            List<BaselineRow> baseline,
            List<Balance> balance,
            List<Overlap> overlap,
            List<SurvivalCurves> curves,
            List<Interaction> interactions,
            List<EValue> eValues,
            List<Agreement> agreement,
            List<Missingness> missingness,
            List<NotEstimated> notEstimated) {
        this(
                estimates,
                diagnostics,
                baseline,
                balance,
                overlap,
                curves,
                interactions,
                eValues,
                agreement,
                missingness,
                notEstimated,
                List.of(),
                Further.none());
    }

    /** What the designs of the plan gave, added to the analyses. */
    public EffectResults with(DesignFindings found) {
        return new EffectResults(
                joined(estimates, found.estimates()),
                joined(diagnostics, found.diagnostics()),
                baseline,
                balance,
                overlap,
                curves,
                joined(interactions, found.interactions()),
                joined(eValues, found.eValues()),
                agreement,
                missingness,
                joined(notEstimated, found.notEstimated()),
                found.designs(),
                further.with(found.families()));
    }

    private static <T> List<T> joined(List<T> first, List<T> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    /**
     * Of the designs over time alone.
     *
     * @param arms costs and effects of designs with several arms, for the economic part
     * @param families of questions of which a design is one
     */
    public record DesignFindings(
            List<EffectEstimate> estimates,
            List<Diagnostic> diagnostics,
            List<EValue> eValues,
            List<NotEstimated> notEstimated,
            List<DesignResult> designs,
            List<Interaction> interactions,
            List<ArmValues> arms,
            List<Further.Family> families) {}

    /**
     * One row of the descriptive table: a number's mean and SD, or the count and share of a level.
     *
     * @param level of a category or {@code true} of a binary variable; empty for a number
     * @param smd standardised mean difference before adjustment; denominator is the root of the mean of both arms' variances
     */
    public record BaselineRow(
            String variable, String level, Summary all, Summary treated, Summary control, double smd) {}

    /**
     * @param count people at this level; for a number, people with a value
     * @param n people with a value
     * @param mean of a number, or the share of the level
     */
    public record Summary(int count, int n, double mean, double sd, double median, double q1, double q3) {}

    /** Standardised mean differences of one term under the analyses that adjust for it: analysis id to value. */
    public record Balance(String variable, String level, double unadjusted, Map<String, Double> adjusted) {}

    /**
     * Distribution of the propensity score in equal bins over [0, 1].
     *
     * @param treated counts by bin
     */
    public record Overlap(
            String analysis,
            double[] edges,
            int[] treated,
            int[] control,
            double minTreated,
            double maxTreated,
            double minControl,
            double maxControl,
            double cStatistic,
            double logLikelihood,
            double essTreated,
            double essControl) {}

    /** Survival of both arms under one analysis, and how many were at risk at round times. */
    public record SurvivalCurves(
            String analysis,
            String outcome,
            Curve treated,
            Curve control,
            double[] riskTimes,
            Optional<Double> logRankP) {}

    /**
     * A step function, right-continuous: {@code survival[i]} holds from {@code time[i]}; {@code time[0]} is 0 with survival 1.
     *
     * @param atRisk unweighted number at risk at each of the curve set's {@code riskTimes}
     * @param numberAtRisk unweighted number at risk just before each {@code time}
     * @param events unweighted number with the event up to and including each {@code time}
     */
    public record Curve(
            double[] time,
            double[] survival,
            double[] lower,
            double[] upper,
            int[] atRisk,
            int[] numberAtRisk,
            int[] events) {}

    /** Do the effects differ between levels? Wald test of heterogeneity over the levels' estimates. */
    public record Interaction(
            String analysis,
            String variable,
            String measure,
            List<String> levels,
            double chiSquared,
            int df,
            double p) {}

    /** How strong unmeasured confounding would have to be (VanderWeele and Ding 2017, doi:10.7326/M16-2607). */
    public record EValue(String analysis, String measure, double riskRatio, double point, double limit) {}

    /** The observational answer beside the trial's: agreement as in RCT-DUPLICATE (doi:10.1001/jama.2023.4221). */
    public record Agreement(
            String analysis,
            String measure,
            EffectEstimate observational,
            EffectEstimate trial,
            boolean significanceAgrees,
            boolean estimateAgrees,
            double standardisedDifference,
            boolean differenceAgrees) {}

    public record Missingness(String variable, int missing, int rows) {}

    public record NotEstimated(String analysis, String outcome, String measure, Text reason) {}
}
