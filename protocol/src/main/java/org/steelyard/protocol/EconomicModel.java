package org.steelyard.protocol;

import java.util.List;
import org.steelyard.kernel.Text;

public sealed interface EconomicModel {

    /**
     * Costs and effects of every patient in the table, weighted.
     *
     * @param survival the time-to-event outcome whose restricted mean gives life years
     * @param utility quality weight while alive
     */
    record PatientLevel(List<Resource> resources, String survival, Parameter utility) implements EconomicModel {}

    /**
     * Three states read from two adjusted survival curves.
     *
     * @param progression outcome whose curve leaves the first state (death included)
     * @param survival outcome whose curve leaves the living states
     * @param cyclesPerYear length of a cycle is its inverse
     */
    record PartitionedSurvival(
            String progression,
            String survival,
            double cyclesPerYear,
            Text firstState,
            Text secondState,
            Text deadState,
            Parameter firstUtility,
            Parameter secondUtility,
            List<StateCost> costs)
            implements EconomicModel {}
}
