package org.steelyard.economics;

import java.util.List;
import java.util.Optional;
import org.steelyard.economics.budget.BudgetResults;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;

/**
 * What a decision model in a file of its own adds to the economic results of a plan.
 *
 * @param sha256 of the file, as the plan has it
 * @param strategies labels, in the model's order
 * @param inputs parameters that came from this evaluation
 * @param fits curves that were fitted to its data
 */
public record ModelPart(
        String id,
        Text title,
        String kind,
        String file,
        String sha256,
        List<StrategyName> strategies,
        List<FedInput> inputs,
        List<CurveFit> fits,
        Optional<BudgetResults> budget,
        List<ModelResults.Agreement> agreements,
        List<ModelResults.Alternative> alternatives,
        List<ModelResults.Scenario> scenarios) {

    public record StrategyName(String id, Text label) {}

    /**
     * @param from {@code effect}, {@code cost}, {@code utility} or {@code people}
     * @param what estimate or variable that it was taken from
     * @param distribution from which the probabilistic analysis draws
     */
    public record FedInput(
            String parameter,
            Text label,
            String from,
            String what,
            double value,
            double se,
            double lower,
            double upper,
            String distribution) {}

    /**
     * @param family that the plan names
     * @param years grid of the fitted curves
     * @param observedYears times of the Kaplan–Meier curve of the arm @param observed its values from then on
     */
    public record CurveFit(
            String curve,
            String outcome,
            Arm arm,
            String family,
            double[] years,
            double[] observedYears,
            double[] observed,
            List<FamilyFit> families) {}

    /** @param survival on the grid @param hazard on the grid, a year; empty for a fit that failed */
    public record FamilyFit(
            String family,
            boolean converged,
            double logLikelihood,
            double aic,
            double bic,
            double[] survival,
            double[] hazard) {}
}
