package org.steelyard.economics.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.internal.input.Specs;
import org.steelyard.kernel.Text;

/**
 * What a model file says, as read. Formulas are still text, each with the path at which it stands. Maps keep the order of the file.
 *
 * @param let names for formulas, usable in all other formulas
 * @param transitions by state, then target; the target's formula may be the word {@code rest}
 * @param initial how many people start in each state
 * @param incident how many people enter each state at the start of each later cycle, with a clock of their own
 * @param agreements between fund and maker, by id
 * @param survival for partitioned survival, by state in order: the share of people who have not yet moved past the state
 */
public record ModelSpec(
        Header header,
        Settings settings,
        Map<String, Outcome> outcomes,
        Map<String, Strategy> strategies,
        Map<String, Parameter> parameters,
        List<Joint> joints,
        Map<String, Source> let,
        Map<String, TableSpec> tables,
        Map<String, CurveSpec> curves,
        Map<String, Bayes> bayes,
        Map<String, State> states,
        Map<String, Map<String, Source>> transitions,
        Map<String, Source> initial,
        Map<String, Source> incident,
        Map<String, Source> survival,
        Map<String, Reward> rewards,
        Optional<TreeSpec> tree,
        Map<String, Attribute> attributes,
        EventsSpec events,
        Analyses analyses,
        Optional<BudgetSpec> budget,
        Map<String, AgreementSpec> agreements) {

    /** The same model with numbers from elsewhere. */
    public ModelSpec fed(Feed feed) {
        return Specs.fed(this, feed);
    }

    /** The same model with another header and other settings. */
    public ModelSpec with(Header other, Settings conventions) {
        return Specs.with(this, other, conventions);
    }

    /** What another source puts in place of a model's own numbers; each part replaces the model's. */
    public record Feed(
            Map<String, Parameter> parameters,
            List<Joint> joints,
            Map<String, Source> let,
            Map<String, CurveSpec> curves,
            Analyses analyses) {}

    public enum Kind {
        TREE,
        COHORT,
        PARTITIONED_SURVIVAL,
        MICROSIMULATION,
        DISCRETE_EVENT;

        /** As the file writes it. */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /** @param reporting what a report has to say and the model cannot know, by topic */
    public record Header(
            String id,
            Text title,
            Kind kind,
            String currency,
            int priceYear,
            Text perspective,
            Text population,
            Map<String, Text> reporting) {}

    /** A formula and where it stands. */
    public record Source(String text, String path) {
        public boolean isRest() {
            return switch (text.strip()) {
                case "rest", "C", "complement" -> true;
                default -> false;
            };
        }
    }

    /**
     * @param cycles number of cycles, or 0 when only a horizon is given
     * @param horizon formula; blank when only cycles are given
     * @param people simulated people of a microsimulation or event simulation
     */
    public record Settings(
            Source cycle,
            Source horizon,
            int cycles,
            double yearLength,
            Counting counting,
            DiscountRule discountRule,
            Optional<Timing> discountTiming,
            Optional<Timing> eventTiming,
            boolean rates,
            boolean repairRows,
            boolean repairCrossing,
            int people) {}

    /** How membership at the cycle points is turned into time; see {@code docs/methods/economics.md}. */
    public enum Counting {
        BEGINNING,
        END,
        LIFE_TABLE,
        TRAPEZOID,
        SIMPSON,
        DARTH_SIMPSON
    }

    public enum DiscountRule {
        /** (1 + r)^(−t), t in years and fractions. */
        ANNUAL,
        /** (1 + r)^(−⌊t⌋). */
        WHOLE_YEARS,
        /** e^(−rt). */
        CONTINUOUS
    }

    /** Moment of a cycle at which it is discounted. */
    public enum Timing {
        START,
        MIDDLE,
        END
    }

    /** @param discount yearly rate; NaN for the policy pack's */
    public record Outcome(String id, Text label, boolean cost, String unit, double discount) {}

    public record Strategy(String id, Text label, Map<String, Source> set) {}

    /**
     * @param value NaN-free formula of constants; blank when the distribution's mean is meant
     * @param low of the one-way analysis; blank when the distribution decides
     */
    public record Parameter(
            String id,
            Text label,
            Source value,
            String unit,
            Optional<DistributionSpec> distribution,
            Source low,
            Source high,
            String source,
            String path) {}

    /** @param numbers named numbers such as {@code mean}, {@code se}, {@code alpha} */
    public record DistributionSpec(
            String kind, Map<String, Double> numbers, List<Double> values, List<Double> weights, String path) {}

    /** Parameters drawn together. @param matrix covariance (multivariate normal) or rank correlation of the copula */
    public record Joint(String kind, List<String> members, List<Double> numbers, double[][] matrix, String path) {}

    public record TableSpec(
            String id, List<Double> x, List<Double> y, String xUnit, String unit, boolean linear, String path) {}

    /** @param parts formulas by name, such as {@code shape}, {@code hr} */
    public record CurveSpec(
            String id,
            Text label,
            String family,
            String unit,
            Map<String, Source> parts,
            Map<String, List<Double>> lists,
            String path) {}

    /** @param likelihood by hypothesis, then finding */
    public record Bayes(
            String id, Map<String, Source> prior, Map<String, Map<String, Source>> likelihood, String path) {}

    /** @param requires resource without which people wait (event simulation); blank for none */
    public record State(String id, Text label, boolean absorbing, String requires, String path) {}

    /**
     * @param perCycle whether the values of {@code states} are for a cycle rather than a year
     * @param once at time zero; blank for none
     * @param entry upon coming into a state from another one
     * @param transition by {@code A -> B}
     */
    public record Reward(
            String id,
            Text label,
            String outcome,
            boolean perCycle,
            Map<String, Source> states,
            Source once,
            Map<String, Source> entry,
            Map<String, Source> transition,
            String path) {}

    /** @param nodes subtrees by name */
    public record TreeSpec(Node root, Map<String, Node> nodes) {}

    /**
     * A part of a tree. A chance node has probabilities, a decision node has none, an end has no branches.
     *
     * @param payoff by outcome, earned on arriving here
     * @param set names with a meaning of their own below this node
     * @param then name of a subtree that follows; blank for none
     */
    public record Node(
            NodeKind kind,
            Source probability,
            Map<String, Source> payoff,
            Map<String, Source> set,
            Map<String, Node> branches,
            String then,
            Text label,
            String path) {}

    public enum NodeKind {
        CHANCE,
        DECISION,
        END
    }

    /** @param update formula after each cycle; blank when it never changes */
    public record Attribute(
            String id,
            Source initial,
            Optional<DistributionSpec> distribution,
            Source update,
            String unit,
            String path) {}

    /**
     * @param from by state, then event
     * @param resources capacity by name
     * @param interval formula of the time between arrivals; blank when all are there at time zero
     */
    public record EventsSpec(
            Map<String, Map<String, EventSpec>> from, Map<String, Source> resources, Source interval, String start) {}

    public record EventSpec(
            String id, Source time, String to, Map<String, Source> payoff, Map<String, Source> set, String path) {}

    /**
     * @param thresholds willingness to pay; empty for the policy pack's
     * @param reference strategy that others are compared with; blank for the first
     * @param price parameter that is the price; blank for none
     * @param equivalence effects that differ by no more count as equal, so that costs alone may be compared; NaN for none
     */
    public record Analyses(
            String cost,
            String effect,
            String reference,
            List<Double> thresholds,
            int draws,
            List<String> oneWay,
            List<TwoWay> twoWay,
            Map<String, Scenario> scenarios,
            String price,
            List<List<String>> information,
            List<SampleSpec> samples,
            double yearlyPopulation,
            double decisionYears,
            double equivalence) {}

    public record TwoWay(
            String x, double xFrom, double xTo, String y, double yFrom, double yTo, int steps, String path) {}

    /** @param weight for averaging over structures; 0 for none */
    public record Scenario(
            String id,
            Text label,
            Map<String, Source> set,
            Map<String, String> settings,
            Map<String, Double> discount,
            double weight,
            String path) {}

    /**
     * Studies of {@code sizes} people, or of so much person-time, that tell about one parameter.
     *
     * @param study {@code measurements}, {@code events} or {@code person-time}
     * @param sd of one measurement; NaN for other studies
     */
    public record SampleSpec(String parameter, String study, double sd, List<Integer> sizes, String path) {}

    /**
     * What a fund spends, year by year.
     *
     * @param first calendar year; 0 when not said
     * @param treated whether everybody eligible is treated every year, instead of starting once
     * @param outcome that is the spending
     * @param set names with another meaning, of a scenario
     */
    public record BudgetSpec(
            int years,
            int first,
            boolean treated,
            String outcome,
            Map<String, PoolSpec> pools,
            Map<String, ServiceSpec> services,
            Map<String, Source> current,
            Map<String, List<Source>> uptake,
            Map<String, Map<String, Source>> displaces,
            Map<String, BudgetScenario> scenarios,
            Map<String, Source> set,
            String path) {}

    /** @param fund spending in the year before the first; blank when not judged */
    public record PoolSpec(
            String id,
            Text label,
            String province,
            String insurance,
            Source members,
            Source eligible,
            Source incident,
            Source growth,
            Source fundShare,
            Source fund,
            Source fundGrowth,
            Source limit,
            String path) {}

    /** @param cost of a person by year since the start */
    public record ServiceSpec(String id, Text label, List<Source> cost, String path) {}

    public record BudgetScenario(
            String id, Text label, Map<String, Source> set, Map<String, List<Source>> uptake, String path) {}

    /**
     * @param from first day of starts under the agreement; blank for any @param to last day; blank for any
     * @param states whose entry is the agreed event @param probability of the event instead; blank for the states
     * @param discount blank for none @param cap on all payments; blank for none
     */
    public record AgreementSpec(
            String id,
            Text label,
            String strategy,
            Source price,
            Source people,
            String from,
            String to,
            Source discount,
            List<TierSpec> tiers,
            List<String> states,
            Source probability,
            List<StepSpec> refund,
            List<StepSpec> instalments,
            Source cap,
            Optional<EvidenceSpec> evidence,
            String path) {}

    /** @param upTo blank for the last tier */
    public record TierSpec(Source upTo, Source price, String path) {}

    /** A share of the price and the time to which it belongs. */
    public record StepSpec(Source time, Source share, String path) {}

    public record EvidenceSpec(
            Source people, Source within, Source target, Source met, Source missed, Source later, String path) {}
}
