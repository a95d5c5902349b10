package org.steelyard.protocol;

import java.util.List;
import java.util.Optional;
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

    /**
     * A decision model in a file beside the plan.
     *
     * @param file name, without folders
     * @param sha256 of its bytes; being part of the plan it is locked with it
     * @param treated strategy that stands for the intervention @param control for the comparator
     */
    record ModelFile(
            String file,
            String sha256,
            String treated,
            String control,
            List<ModelInput> inputs,
            List<ModelCurve> curves)
            implements EconomicModel {}

    /**
     * A parameter that takes value and uncertainty from the evaluation.
     *
     * @param estimate id of an effect estimate, for {@code EFFECT}
     * @param variable of the analysis table, for {@code COST} and {@code UTILITY}
     * @param arm everybody when absent
     * @param bias strengths of unmeasured confounding as risk ratios, each a scenario
     */
    record ModelInput(
            String parameter,
            From from,
            Optional<String> estimate,
            Optional<String> variable,
            Optional<Arm> arm,
            double scale,
            List<Double> bias) {

        public enum From {
            EFFECT,
            COST,
            UTILITY,
            PEOPLE
        }
    }

    /** A curve of the model that is fitted to one arm of the analysis table. */
    record ModelCurve(String curve, String outcome, Arm arm, CurveFamily family) {}

    /** Families that can be named for a fitted curve. */
    enum CurveFamily {
        EXPONENTIAL,
        WEIBULL,
        GOMPERTZ,
        LOGNORMAL,
        LOGLOGISTIC,
        GAMMA,
        GENERALISED_GAMMA
    }
}
