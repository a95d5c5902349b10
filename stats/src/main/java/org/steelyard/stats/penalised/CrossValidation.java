package org.steelyard.stats.penalised;

import java.util.List;

/**
 * Losses on held-out rows along a path of penalties.
 *
 * @param lambda penalties tried, decreasing; the path may have been ended early once the loss had risen
 * @param loss mean deviance per unit of weight of held-out rows, a weighted mean over folds
 * @param standardError of {@code loss}, from the spread of the folds
 * @param best index of the smallest loss
 * @param oneStandardError index of the largest penalty whose loss is within one standard error of the smallest
 * @param path fits on all rows at the penalties tried
 */
public record CrossValidation(
        double[] lambda,
        double[] loss,
        double[] standardError,
        int best,
        int oneStandardError,
        List<PenalisedFit> path) {

    public CrossValidation {
        path = List.copyOf(path);
    }

    public PenalisedFit bestFit() {
        return path.get(best);
    }
}
