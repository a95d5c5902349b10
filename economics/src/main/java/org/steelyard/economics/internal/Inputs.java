package org.steelyard.economics.internal;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.steelyard.protocol.EconomicPlan;
import org.steelyard.protocol.PolicyPack;

/**
 * The economic plan with every reference resolved and every number checked.
 *
 * @param parameters cost lines first, in the plan's order, then utilities
 * @param lines in the plan's order
 */
record Inputs(EconomicPlan plan, PolicyPack pack, List<NamedParameter> parameters, List<Line> lines, Assumptions base) {

    /** The line whose unit cost is the intervention's price. */
    OptionalInt priceLine() {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).price())
                .findFirst();
    }

    int utility(int which) {
        return lines.size() + which;
    }

    /** Willingness to pay per QALY, in money, ascending as the pack lists it. */
    double threshold(double multiple) {
        return multiple * pack.gdpPerCapita().value();
    }
}
