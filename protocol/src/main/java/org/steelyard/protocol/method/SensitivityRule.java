package org.steelyard.protocol.method;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Measure;

/**
 * Sensitivity analyses beside one analysis.
 *
 * @param negativeControls outcomes that the treatment cannot have caused; the analysis is repeated for each, and what comes out calibrates its result
 */
public record SensitivityRule(
        Optional<Rosenbaum> rosenbaum,
        Optional<BiasPlan> bias,
        List<String> negativeControls,
        Optional<Specifications> specifications,
        Optional<DeltaPlan> delta) {

    /**
     * Bounds for matched pairs.
     *
     * @param gammas odds of treatment by which a hidden covariate may set the two of a pair apart
     * @param alpha one-sided
     */
    public record Rosenbaum(List<Double> gammas, double alpha) {}

    /** Probabilistic bias analysis of the crude table of a binary outcome; biases are undone in the order given. */
    public record BiasPlan(Measure measure, int draws, List<BiasSource> sources) {}

    /**
     * One source of bias. A confounder has {@code ratio}, {@code prevalenceTreated} and {@code prevalenceControl}; misclassification has
     * {@code sensitivity} and {@code specificity}; selection has four {@code probabilities}: treated cases, treated others, control cases, control others.
     *
     * @param differential misclassification drawn for each group on its own
     */
    public record BiasSource(
            BiasKind kind,
            Optional<Prior> ratio,
            Optional<Prior> prevalenceTreated,
            Optional<Prior> prevalenceControl,
            Optional<Prior> sensitivity,
            Optional<Prior> specificity,
            boolean differential,
            List<Prior> probabilities,
            Text source) {}

    public enum BiasKind {
        CONFOUNDER,
        OUTCOME,
        EXPOSURE,
        SELECTION
    }

    /**
     * What is believed of a bias parameter.
     *
     * @param values {@code fixed}: the value; {@code uniform}: least and most; {@code trapezoid}: least, two modes, most; {@code beta}: a and b;
     *     {@code log-normal}: mean and SD of the logarithm; {@code logit-normal}: mean and SD of the logit
     */
    public record Prior(PriorShape shape, List<Double> values) {}

    public enum PriorShape {
        FIXED,
        UNIFORM,
        TRAPEZOID,
        BETA,
        LOG_NORMAL,
        LOGIT_NORMAL
    }

    /**
     * Every combination of reasonable choices; the analysis's own choice stands first and need not be listed.
     *
     * @param covariateSets beside the analysis's own
     */
    public record Specifications(
            Optional<Measure> measure,
            List<Adjustment> adjustments,
            List<ScoreRule.ScoreModel> scores,
            List<CovariateSet> covariateSets,
            List<Double> trims) {}

    public record CovariateSet(String id, List<String> variables) {}

    /**
     * Missing outcomes imputed and then moved.
     *
     * @param values added to the imputed outcomes, in their unit; of a binary outcome, added to the log odds of the event
     */
    public record DeltaPlan(List<Double> values, DeltaArm arm) {}

    public enum DeltaArm {
        TREATED,
        CONTROL,
        BOTH
    }
}
