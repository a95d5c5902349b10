package org.steelyard.effect;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.steelyard.kernel.Text;

/**
 * What stands beside the estimates: curves of competing events, decisions by margin and by family, and how far answers hold when assumptions give way.
 *
 * @param incidence of both causes
 * @param margins equivalence and non-inferiority
 * @param families questions answered together
 * @param shrunken levels of a subgroup drawn together
 */
public record Further(
        List<IncidenceCurves> incidence,
        List<MarginTest> margins,
        List<Family> families,
        List<Shrunken> shrunken,
        List<HiddenBias> hiddenBias,
        List<BiasCorrected> biasCorrected,
        List<Calibration> calibrations,
        List<Specifications> specifications,
        List<Tipping> tipping) {

    public static Further none() {
        return new Further(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
    }

    /** With families that were answered later. */
    Further with(List<Family> more) {
        return new Further(
                incidence,
                margins,
                Stream.concat(families.stream(), more.stream()).toList(),
                shrunken,
                hiddenBias,
                biasCorrected,
                calibrations,
                specifications,
                tipping);
    }

    /** Whether the plan asked for none of it, or none of it could be made. */
    public boolean absent() {
        return Stream.of(
                        incidence,
                        margins,
                        families,
                        shrunken,
                        hiddenBias,
                        biasCorrected,
                        calibrations,
                        specifications,
                        tipping)
                .allMatch(List::isEmpty);
    }

    /**
     * A right-continuous step function from 0, with its standard error.
     *
     * @param atRisk unweighted people free of both events just before each time, not increasing
     */
    public record StepFunction(double[] time, double[] value, double[] se, int[] atRisk) {}

    /** Cumulative incidence of the event and of the competing one, in both arms. */
    public record IncidenceCurves(
            String analysis,
            String outcome,
            StepFunction treated,
            StepFunction control,
            StepFunction competingTreated,
            StepFunction competingControl) {}

    /**
     * A decision by margin.
     *
     * @param question {@code equivalence} or {@code non-inferiority}
     * @param lower NaN when there is no such bound
     * @param interval ends of the 1 − 2 alpha interval
     * @param lowerP one-sided, of lying above the lower bound; NaN without one
     * @param p of the whole decision: the larger of the two
     */
    public record MarginTest(
            String analysis,
            String outcome,
            String measure,
            String question,
            double lower,
            double upper,
            double value,
            double[] interval,
            double alpha,
            double lowerP,
            double upperP,
            double p,
            boolean shown,
            boolean preSpecified,
            Text conclusion) {}

    /**
     * @param adjusted p-values that compare with alpha
     */
    public record Family(
            String id, String method, double alpha, List<Member> members, boolean preSpecified, Text message) {

        public record Member(
                String analysis, String outcome, String measure, double p, double adjusted, boolean rejected) {}
    }

    /**
     * Empirical-Bayes estimates of a subgroup's levels.
     *
     * @param between variance between levels beyond chance, on the scale of the standard errors
     */
    public record Shrunken(
            String analysis, String variable, String measure, List<Level> levels, double between, Text warning) {

        public record Level(String population, double raw, double value, double lower, double upper) {}
    }

    /**
     * Rosenbaum bounds of matched pairs.
     *
     * @param critical the largest gamma at which the result stays significant; 1 when it is not without hidden bias
     * @param positive pairs in which the treated one had the higher outcome
     * @param negative pairs in which the control had it
     */
    public record HiddenBias(
            String analysis,
            String outcome,
            List<Bound> bounds,
            double critical,
            double alpha,
            int positive,
            int negative) {

        /** One-sided p-values at the most and the least favourable hidden covariate. */
        public record Bound(double gamma, double lower, double upper) {}
    }

    /**
     * Probabilistic bias analysis of the crude table.
     *
     * @param systematic median and limits with bias alone
     * @param total the same with chance as well
     * @param impossible draws that the data rule out
     */
    public record BiasCorrected(
            String analysis,
            String outcome,
            String measure,
            double conventional,
            double[] systematic,
            double[] total,
            int draws,
            int impossible) {}

    /**
     * An estimate calibrated by outcomes that the treatment cannot have caused.
     *
     * @param mean and {@code sd} of the systematic error on the scale of the standard errors
     * @param calibrated value, lower, upper on the measure's scale
     * @param ease expected absolute systematic error
     */
    public record Calibration(
            String analysis,
            String measure,
            List<Control> controls,
            double mean,
            double sd,
            double value,
            double p,
            double calibratedP,
            double[] calibrated,
            double ease,
            boolean logarithmic) {

        /**
         * @param se on the scale of the standard errors
         * @param events fewer than 0 when the outcome has none
         */
        public record Control(String outcome, double value, double se, int n, int treated, int events) {}
    }

    /** Every reasonable way of answering one question. */
    public record Specifications(
            String analysis,
            String outcome,
            String measure,
            List<Point> points,
            int failed,
            double median,
            double shareSignificant,
            double shareSameSide) {

        /**
         * @param choices name of the choice to the option taken
         * @param own whether it is the analysis itself
         */
        public record Point(
                Map<String, String> choices, boolean own, double value, double lower, double upper, double p) {}
    }

    /**
     * Missing outcomes imputed and moved by delta.
     *
     * @param tips the smallest |delta| at which the conclusion changes
     */
    public record Tipping(
            String analysis,
            String outcome,
            String measure,
            String arm,
            int missing,
            List<Step> steps,
            OptionalDouble tips) {

        public record Step(double delta, double value, double lower, double upper, double p) {}
    }
}
