package org.steelyard.economics.internal;

import java.util.Optional;
import org.steelyard.economics.EconomicResults.Trace;

/** A model of costs and effects over one set of people. */
interface Model {

    /**
     * Reads everything that depends on people from the table under these weights.
     *
     * @param weights by person: how often drawn times the weight of the propensity score
     */
    Prepared prepare(double[] weights);

    /** How far both arms' follow-up reaches, in years; without limit when everybody had the event. */
    double supportedHorizon();

    /** What is left is cheap, so that rates and horizon can be varied while people stay. */
    interface Prepared {

        Use use(Rates rates);

        Optional<Trace> trace(double horizon);

        /** Cycle points at which the curves of an arm crossed and were repaired, as a share of all points. */
        double crossings(double horizon);
    }
}
