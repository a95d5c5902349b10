package org.steelyard.economics.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.EconomicResults.Interval;
import org.steelyard.economics.EconomicResults.Verdict;
import org.steelyard.economics.agreement.AgreementForecast;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.decision.Frontier;
import org.steelyard.economics.decision.Uncertainty;
import org.steelyard.kernel.Text;

/**
 * All that a run of a model found.
 *
 * @param conventions name of a convention to what was used; in the order in which they are shown
 * @param cost index of the outcome that is the cost @param effect index of the effect
 * @param alternatives the same base case under each counting rule; empty where none applies
 * @param notes what had to be repaired or rounded on the way, with how often
 */
public record ModelResults(
        ModelSpec spec,
        Map<String, Text> conventions,
        List<Outcome> outcomes,
        int cost,
        int effect,
        int reference,
        List<Strategy> strategies,
        Frontier frontier,
        List<Incremental> incremental,
        List<Alternative> alternatives,
        Optional<Trace> trace,
        List<Leaf> leaves,
        List<OneWay> oneWay,
        List<TwoWay> twoWay,
        List<Scenario> scenarios,
        Optional<Average> average,
        List<Price> prices,
        Optional<Psa> psa,
        Optional<BudgetResults> budget,
        List<Agreement> agreements,
        List<Note> notes) {

    /**
     * @param icer against the reference with the effective price in place of the list price; NaN when one dominates
     */
    public record Agreement(
            String id, Text label, int strategy, AgreementForecast forecast, List<EventRisk> risks, double icer) {}

    /** Probability of the agreed event by a time. @param interval of the draws; NaN without them */
    public record EventRisk(double years, double probability, Interval interval) {}

    public record Outcome(String id, Text label, boolean cost, String unit, double discount) {}

    /**
     * Totals a person.
     *
     * @param totals by outcome @param undiscounted by outcome; NaN where the kind of model has no clock
     * @param errors Monte Carlo standard errors by outcome; 0 for models without simulated people
     */
    public record Strategy(
            String id, Text label, double[] totals, double[] undiscounted, double[] errors, List<Line> lines) {}

    /** What one reward adds to its outcome. */
    public record Line(String id, Text label, String outcome, double value) {}

    /** Against the reference. @param icer NaN when one dominates */
    public record Incremental(
            int strategy, double cost, double effect, double icer, Verdict verdict, List<NetBenefit> netBenefit) {}

    public record NetBenefit(double threshold, double value) {}

    /** @param totals by strategy and outcome @param icer by strategy against the reference; NaN where one dominates */
    public record Alternative(String rule, boolean used, double[][] totals, double[] icer) {}

    /** @param people by strategy, point and state, a person */
    public record Trace(List<String> states, List<Text> labels, double[] years, double[][][] people) {}

    public record Leaf(int strategy, String path, double probability, double[] payoff) {}

    /**
     * One parameter low and high, strategy against reference.
     *
     * @param threshold of the net benefits
     */
    public record OneWay(
            String parameter,
            Text label,
            int strategy,
            double low,
            double high,
            double icerLow,
            double icerHigh,
            double threshold,
            double netBenefitLow,
            double netBenefitHigh) {}

    /** @param best strategy with the highest net benefit, by x and y */
    public record TwoWay(
            String x, double[] xs, String y, double[] ys, double threshold, int[][] best, double[][] netBenefit) {}

    /** @param totals by strategy and outcome @param icer by strategy against the reference */
    public record Scenario(String id, Text label, double weight, double[][] totals, double[] icer) {}

    /** Mean over structures by their weights. @param totals by strategy and outcome */
    public record Average(List<String> scenarios, List<Double> weights, double[][] totals, double[] icer) {}

    /**
     * The highest price at which the strategy is worth its cost.
     *
     * @param interval of the draws; NaN without a probabilistic analysis
     */
    public record Price(String parameter, int strategy, double threshold, double value, Interval interval) {}

    /**
     * @param values by strategy, outcome and draw
     * @param parameters by name, one value a draw
     * @param curve at ascending thresholds
     */
    public record Psa(
            int draws,
            double[][][] values,
            Map<String, double[]> parameters,
            List<Uncertainty> curve,
            List<StrategySpread> spreads,
            List<Partial> partial,
            List<Sample> samples,
            Optional<PopulationValue> population) {

        public double[][] of(int outcome) {
            double[][] out = new double[values.length][];
            for (int s = 0; s < out.length; s++) {
                out[s] = values[s][outcome];
            }
            return out;
        }
    }

    /** @param mean by outcome */
    public record StrategySpread(int strategy, double[] mean, Interval[] interval) {}

    /** Value of partial perfect information a person, at each threshold. */
    public record Partial(List<String> parameters, double[] thresholds, double[] value) {}

    /** Value of sample information a person. */
    public record Sample(String parameter, int people, double threshold, double value) {}

    public record PopulationValue(double threshold, double people, double evpi) {}

    public record Note(String id, long times, Text text) {}
}
