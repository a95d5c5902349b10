package org.steelyard.economics.internal;

import java.util.Optional;
import org.steelyard.economics.EconomicResults.Trace;

/** A model of costs and effects over one set of people. */
interface Model {

    /**
     * Reads everything that depends on people from the table under these weights.
     *
     * @param weights by row: how often the person was drawn times the weight of the propensity score
     */
    Prepared prepare(double[] weights);

    /** What is left is cheap, so that parameters can be varied while people stay. */
    interface Prepared {

        Valuation value(Assumptions assumptions);

        Optional<Trace> trace(double horizon);
    }
}
