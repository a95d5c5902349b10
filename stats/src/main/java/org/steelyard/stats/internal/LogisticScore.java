package org.steelyard.stats.internal;

/**
 * How estimating the coefficients of a logistic model moves quantities that depend on its fitted values. With x the columns and
 * e the fitted probabilities, person i moves the coefficients by I⁻¹ x_i (y_i − e_i), I = Σ e(1−e) x x'.
 */
public final class LogisticScore {

    private final double[][] columns;
    private final double[] fitted;
    private final Positive information;

    private LogisticScore(double[][] columns, double[] fitted, Positive information) {
        this.columns = columns;
        this.fitted = fitted;
        this.information = information;
    }

    public static LogisticScore of(double[][] columns, double[] fitted) {
        double[] weight = new double[fitted.length];
        for (int i = 0; i < weight.length; i++) {
            weight[i] = fitted[i] * (1 - fitted[i]);
        }
        return new LogisticScore(columns, fitted, Positive.of(CrossProducts.weighted(columns, weight), "information"));
    }

    /**
     * Adds to each person's influence the part that goes through the coefficients.
     *
     * @param gradient derivative of the quantity by each person's linear predictor
     */
    public void add(double[] influence, boolean[] response, double[] gradient) {
        double[] direction = information.solve(CrossProducts.timesVector(columns, gradient));
        double[] moved = CrossProducts.linear(columns, direction);
        for (int i = 0; i < influence.length; i++) {
            influence[i] += moved[i] * ((response[i] ? 1 : 0) - fitted[i]);
        }
    }
}
