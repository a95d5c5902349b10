package org.steelyard.economics.internal;

import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.PolicyPack;

/**
 * The economic plan with every reference resolved and every number checked.
 *
 * @param parameters unit costs in the order of the lines, then the utility of each living state
 * @param lines in the plan's order
 */
record Inputs(EconomicPlan plan, PolicyPack pack, List<NamedParameter> parameters, List<Line> lines, Rates rates) {

    /** The line whose unit cost is the intervention's price. */
    OptionalInt priceLine() {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).price())
                .findFirst();
    }

    double[] means() {
        return parameters.stream().mapToDouble(p -> p.distribution().mean()).toArray();
    }

    /** One joint draw of all parameters, independent of each other. */
    double[] draw(RandomGenerator random) {
        return parameters.stream()
                .mapToDouble(p -> p.distribution().draw(random))
                .toArray();
    }

    /** Willingness to pay per QALY, in money. */
    double threshold(double multiple) {
        return multiple * pack.gdpPerCapita().value();
    }

    /** Once GDP per capita where the pack lists it, else the pack's first multiple. */
    double mainMultiple() {
        List<Double> multiples = pack.thresholdMultiples();
        return multiples.contains(1.0) ? 1.0 : multiples.getFirst();
    }
}
