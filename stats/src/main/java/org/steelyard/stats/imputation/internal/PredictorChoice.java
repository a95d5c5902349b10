package org.steelyard.stats.imputation.internal;

import java.util.Arrays;
import java.util.List;
import org.steelyard.stats.internal.SortOrder;

/** Keeps a model estimable: with few observed rows, only the predictors most correlated with the target are used. */
final class PredictorChoice {

    private static final int ROWS_PER_PREDICTOR = 3;

    private PredictorChoice() {}

    static List<double[]> strongest(List<double[]> predictors, int[] rows, double[] y) {
        int limit = Math.max(1, rows.length / ROWS_PER_PREDICTOR);
        if (predictors.size() <= limit) {
            return predictors;
        }
        double[] strength = predictors.stream()
                .mapToDouble(x -> Math.abs(correlation(x, rows, y)))
                .toArray();
        int[] kept = Arrays.copyOf(SortOrder.descending(strength), limit);
        Arrays.sort(kept);
        return Arrays.stream(kept).mapToObj(predictors::get).toList();
    }

    private static double correlation(double[] x, int[] rows, double[] y) {
        double mx = 0;
        double my = 0;
        for (int k = 0; k < rows.length; k++) {
            mx += x[rows[k]] / rows.length;
            my += y[k] / rows.length;
        }
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (int k = 0; k < rows.length; k++) {
            double dx = x[rows[k]] - mx;
            double dy = y[k] - my;
            xy += dx * dy;
            xx += dx * dx;
            yy += dy * dy;
        }
        return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
    }
}
