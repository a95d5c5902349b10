package org.steelyard.economics;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.effect.Diagnostic;
import org.steelyard.effect.EffectEstimate;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;

/**
 * All of economic value.
 *
 * @param conventions name (such as {@code counting-rule}) to what was used: counting rule, discounting, year length, price
 *     year, population; in the order in which a report shows them
 * @param model what a model in a file of its own adds
 * @param estimates incremental cost, life years, QALYs and net benefit as estimates with intervals
 */
public record EconomicResults(
        List<Strategy> strategies,
        Incremental incremental,
        Psa psa,
        List<CostLine> costLines,
        Optional<Trace> trace,
        List<OneWay> oneWay,
        Map<String, Text> conventions,
        List<EffectEstimate> estimates,
        List<Diagnostic> diagnostics,
        Optional<ModelPart> model) {

    /** Discounted means a person, over the horizon. */
    public record Strategy(
            Arm arm,
            Text name,
            double cost,
            double qaly,
            double ly,
            Interval costInterval,
            Interval qalyInterval,
            Interval lyInterval) {}

    public record Interval(double lower, double upper) {}

    /**
     * Intervention minus comparator.
     *
     * @param icer NaN when one strategy dominates; {@code verdict} says which
     * @param netBenefit by willingness to pay
     * @param thresholdPrice what one course of the intervention may cost at each willingness to pay, all else equal; empty when
     *     no cost line is the intervention's price
     */
    public record Incremental(
            double cost,
            double qaly,
            double ly,
            Interval costInterval,
            Interval qalyInterval,
            double icer,
            Verdict verdict,
            List<NetBenefit> netBenefit,
            List<ThresholdPrice> thresholdPrice) {}

    public enum Verdict {
        DOMINANT,
        DOMINATED,
        MORE_COSTLY_MORE_EFFECTIVE,
        LESS_COSTLY_LESS_EFFECTIVE
    }

    public record NetBenefit(double threshold, Text label, double value, Interval interval, double probability) {}

    public record ThresholdPrice(double threshold, Text label, double price, Interval interval) {}

    /**
     * @param deltaCost of every draw
     * @param thresholds of the acceptability curve
     * @param probability that the intervention has the higher net benefit; ties count for the comparator
     * @param expectedValueOfPerfectInformation per person at each threshold
     */
    public record Psa(
            double[] deltaCost,
            double[] deltaQaly,
            double[] thresholds,
            double[] probability,
            double[] expectedValueOfPerfectInformation) {}

    /** Mean discounted cost a person by line and arm. */
    public record CostLine(String id, Text label, Arm arm, double mean) {}

    /** State membership over time of both arms: {@code [cycle][state]}. */
    public record Trace(List<Text> states, double[] years, double[][] treated, double[][] control) {}

    /** Net benefit at the main threshold with one parameter low and high. */
    public record OneWay(
            String parameter,
            Text label,
            double low,
            double high,
            double icerLow,
            double icerHigh,
            double netBenefitLow,
            double netBenefitHigh) {}
}
