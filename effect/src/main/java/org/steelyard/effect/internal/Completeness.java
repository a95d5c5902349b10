package org.steelyard.effect.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.CovariateDesign;
import org.steelyard.effect.EffectError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.AnalysisPlan.Adjustment;
import org.steelyard.protocol.AnalysisPlan.Analysis;
import org.steelyard.protocol.AnalysisPlan.Missing;
import org.steelyard.protocol.Outcome;
import org.steelyard.protocol.method.Availability;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.sensitivity.CompleteCaseWeights;

/**
 * Why people of the cohort have a value in everything that an analysis needs: a logistic model on what is known of everybody. Those who are complete
 * then stand for the others too, each for one over the probability of being complete (Seaman and White 2013, doi:10.1177/0962280210395740).
 *
 * @param terms of the model, one row per person of the cohort
 * @param complete of each person of the cohort
 */
record Completeness(
        CovariateDesign terms, DesignMatrix design, boolean[] complete, CompleteCaseWeights model, Numerics numerics) {

    /**
     * Empty when the plan does not weigh for missing values, or nothing is missing.
     *
     * @param rows of the table that are complete
     * @throws org.steelyard.kernel.SteelyardException {@link EffectError#INCOMPLETE_PREDICTOR} naming every predictor that is not known of everybody
     */
    static Optional<Completeness> of(AnalysisTable table, int[] rows, Missing rule, Numerics numerics) {
        if (rule.method() != Missing.Method.INVERSE_PROBABILITY || rows.length == table.rows()) {
            return Optional.empty();
        }
        checkKnown(table, rule.predictors());
        int[] everybody = IntStream.range(0, table.rows()).toArray();
        CovariateDesign terms = CovariateDesign.encode(table, everybody, rule.predictors());
        boolean[] complete = new boolean[everybody.length];
        for (int row : rows) {
            complete[row] = true;
        }
        DesignMatrix design = terms.withIntercept();
        return Optional.of(
                new Completeness(terms, design, complete, CompleteCaseWeights.of(design, complete), numerics));
    }

    /** Ways of analysis that the plan's sensitivity analyses try beside the planned one may not take these weights. */
    static void checkPossible(Missing rule, Analysis analysis, Outcome outcome) {
        if (rule.method() != Missing.Method.INVERSE_PROBABILITY) {
            return;
        }
        Availability.unweighable(analysis, outcome).ifPresent(why -> {
            throw Failure.of(
                    EffectError.NOT_AVAILABLE, "", why, Text.of("在方案中改用可行的方法", "plan a method that is available"));
        });
    }

    /** How missing values were treated in fact: nobody is imputed for an unadjusted analysis, and nobody weighted when all are complete. */
    static Missing applied(Missing rule, Analysis analysis, Ran ran) {
        boolean applies = switch (rule.method()) {
            case COMPLETE_CASE -> true;
            case MULTIPLE_IMPUTATION -> analysis.adjustment() != Adjustment.NONE;
            case INVERSE_PROBABILITY ->
                ran.diagnostics().stream().anyMatch(d -> d.kind().equals(CompletenessChecks.SHARE));
        };
        return applies ? rule : new Missing(Missing.Method.COMPLETE_CASE, 1, 1, rule.reason());
    }

    private static void checkKnown(AnalysisTable table, List<String> predictors) {
        Problems problems = new Problems();
        for (String name : predictors) {
            Column column = Sample.column(table, name);
            if (IntStream.range(0, table.rows()).anyMatch(column::isMissing)) {
                problems.add(
                        EffectError.INCOMPLETE_PREDICTOR,
                        Place.field(name),
                        Text.of(
                                "该变量用于预测资料是否完整，但它自身有缺失；预测变量须对所有人已知",
                                "the variable predicts who is complete but has missing values itself; a predictor must be known of everybody"),
                        Text.of(
                                "从 missing.predictors 中删去该变量，或改用多重插补",
                                "take it out of missing.predictors, or use multiple imputation"));
            }
        }
        problems.throwIfAny();
    }

    /** Whether the variance has the equations of completeness, score and means stacked, so that no bootstrap is needed. */
    static boolean stacked(Analysis analysis, Outcome outcome) {
        boolean marginal = analysis.adjustment() == Adjustment.NONE || analysis.adjustment() == Adjustment.WEIGHTING;
        boolean mean = switch (outcome.type()) {
            case BINARY, CONTINUOUS, COST, COUNT -> true;
            case TIME_TO_EVENT, ORDINAL, COMPETING, RECURRENT, REPEATED -> false;
        };
        return marginal && mean;
    }

    /** How many people of the cohort each of these rows stands for. */
    double[] weight(int[] rows) {
        return Take.of(model.weight(), rows);
    }

    /**
     * From the influences of some complete people to those of the whole cohort.
     *
     * @param rows of the people who have an influence of their own
     */
    double[] influence(int[] rows, double[] own) {
        double[] all = new double[complete.length];
        for (int k = 0; k < rows.length; k++) {
            all[rows[k]] = own[k];
        }
        return model.influence(design, all, numerics);
    }

    /** Weighted mean of a term among the complete less its mean in the cohort, in standard deviations of the cohort; the largest of all terms. */
    double largestDifference() {
        double largest = 0;
        for (double[] x : terms.columns()) {
            double sum = 0;
            double total = 0;
            for (int i = 0; i < x.length; i++) {
                sum += complete[i] ? model.weight()[i] * x[i] : 0;
                total += model.weight()[i];
            }
            double mean = Arrays.stream(x).average().orElse(0);
            largest = Math.max(largest, Math.abs(sum / total - mean) / Math.sqrt(Describe.variance(x)));
        }
        return largest;
    }
}
