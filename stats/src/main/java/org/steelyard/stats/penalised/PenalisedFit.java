package org.steelyard.stats.penalised;

import java.util.Arrays;
import java.util.List;

/**
 * A penalised regression at one penalty.
 *
 * @param lambda the penalty, per unit of weight
 * @param intercept 0 for a Cox model
 * @param columns how many there were to choose from
 * @param selected columns whose coefficient is not 0, increasing
 * @param values their coefficients, on the scale of the columns as given
 * @param names of the selected columns
 * @param deviance twice the loss (for a continuous outcome the sum of squares), over all weight
 * @param nullDeviance of the intercept (and offset) alone
 * @param violation largest breach of the optimality conditions over all columns, as a share of the penalty
 * @param sweeps over columns that it took
 */
public record PenalisedFit(
        double lambda,
        double intercept,
        int columns,
        int[] selected,
        double[] values,
        List<String> names,
        double deviance,
        double nullDeviance,
        double violation,
        int sweeps) {

    public PenalisedFit {
        names = List.copyOf(names);
    }

    public double coefficient(int column) {
        int at = Arrays.binarySearch(selected, column);
        return at < 0 ? 0 : values[at];
    }

    public double coefficient(String name) {
        int at = names.indexOf(name);
        return at < 0 ? 0 : values[at];
    }

    /** Intercept plus x'b for every row; an offset is the caller's to add. */
    public double[] linearPredictor(SparseColumns x) {
        double[] eta = new double[x.rows()];
        Arrays.fill(eta, intercept);
        for (int k = 0; k < selected.length; k++) {
            x.addTo(selected[k], values[k], eta);
        }
        return eta;
    }
}
