package org.steelyard.economics.internal;

import org.steelyard.economics.EconomicSettings;
import org.steelyard.protocol.Protocol;

/**
 * Everything that has been computed, before it is summarised.
 *
 * @param weights of the whole sample
 * @param base under the plan's own numbers
 */
record Analysis(
        Protocol plan,
        EconomicSettings settings,
        Inputs inputs,
        People people,
        Model model,
        Model.Prepared prepared,
        double[] weights,
        Valuation base,
        Draws draws) {

    double level() {
        return plan.analysis().level();
    }
}
