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

    /** A decision model in the language of decision models, fed from the evaluation. */
    sealed interface Decision extends EconomicModel {
        /** Strategy that stands for the intervention. */
        String treated();

        /** Strategy that stands for the comparator. */
        String control();

        List<ModelInput> inputs();

        List<ModelCurve> curves();
    }

    /**
     * A decision model written in the plan itself.
     *
     * @param definition the model as JSON text, in the order of the plan
     */
    record InlineModel(
            String definition, String treated, String control, List<ModelInput> inputs, List<ModelCurve> curves)
            implements Decision {
        /** Where the definition stands in a plan. */
        public static final String AT = "economics.model.definition";
    }

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
            implements Decision {}

    /**
     * A parameter that takes value and uncertainty from the evaluation.
     *
     * @param estimate id of an effect estimate, for {@code EFFECT}
     * @param variable of the analysis table, for {@code COST} and {@code UTILITY}
     * @param arm everybody when absent
     * @param bias strengths of unmeasured confounding as risk ratios, each a scenario
     * @param biasBound strength up to which a bias is drawn with the other parameters
     */
    record ModelInput(
            String parameter,
            From from,
            Optional<String> estimate,
            Optional<String> variable,
            Optional<Arm> arm,
            double scale,
            List<Double> bias,
            Optional<Double> biasBound) {

        public enum From {
            EFFECT,
            COST,
            UTILITY,
            PEOPLE
        }
    }

    /**
     * A curve of the model that is fitted to one arm of the analysis table.
     *
     * @param scale of a spline @param knots inner knots of a spline
     * @param breaks years at which the rate of a piecewise exponential changes
     * @param age variable by which the mortality of the curve's background is split off
     */
    record ModelCurve(
            String curve,
            String outcome,
            Arm arm,
            CurveFamily family,
            SplineScale scale,
            int knots,
            List<Double> breaks,
            CureKind cure,
            Optional<String> age) {

        /** Without spline, pieces, cure and background. */
        public static ModelCurve of(String curve, String outcome, Arm arm, CurveFamily family) {
            return new ModelCurve(
                    curve, outcome, arm, family, SplineScale.HAZARD, 1, List.of(), CureKind.NONE, Optional.empty());
        }
    }

    /** Families that can be named for a fitted curve. */
    enum CurveFamily {
        EXPONENTIAL,
        WEIBULL,
        WEIBULL_PH,
        GOMPERTZ,
        LOGNORMAL,
        LOGLOGISTIC,
        GAMMA,
        GENERALISED_GAMMA,
        GENERALISED_F,
        ROYSTON_PARMAR,
        PIECEWISE_EXPONENTIAL
    }

    /** What a spline of Royston and Parmar is straight on without knots. */
    enum SplineScale {
        HAZARD,
        ODDS,
        NORMAL
    }

    /** How a cured share enters a fitted curve. */
    enum CureKind {
        NONE,
        MIXTURE,
        NON_MIXTURE
    }
}
