package org.steelyard.economics;

import java.util.List;
import org.steelyard.economics.model.ModelResults;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.Arm;

/**
 * What a decision model adds to the economic results of a plan.
 *
 * @param file in which the model is written @param inline whether that is the plan itself
 * @param sha256 of the model
 * @param treated strategy that stands for the intervention @param control for the comparator
 * @param inputs parameters that came from this evaluation
 * @param fits curves that were fitted to its data
 * @param results all that the run of the model found, as of a model alone
 */
public record ModelPart(
        String file,
        boolean inline,
        String sha256,
        String treated,
        String control,
        List<FedInput> inputs,
        List<CurveFit> fits,
        ModelResults results) {

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
            Text family,
            double[] years,
            double[] observedYears,
            double[] observed,
            List<FamilyFit> families) {}

    /**
     * @param ending what is to be said of the search where it reached no maximum; blank where it did
     * @param survival on the grid, background mortality included @param hazard on the grid, a year; empty for a fit that failed
     */
    public record FamilyFit(
            Text family,
            boolean used,
            boolean converged,
            Text ending,
            double logLikelihood,
            double aic,
            double bic,
            double[] survival,
            double[] hazard) {}
}
