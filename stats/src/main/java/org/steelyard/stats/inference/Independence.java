package org.steelyard.stats.inference;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;

/**
 * Pearson's chi-squared test that rows and columns of a table of counts are independent, without continuity correction (R corrects 2 × 2
 * tables unless told not to). Rows and columns that hold nobody are left out.
 *
 * <p>[1] Pearson, Phil Mag 1900;50:157-175, doi:10.1080/14786440009463897.
 */
public final class Independence {

    private Independence() {}

    /** @param counts rows of equal length, each count 0 or more */
    public static ChiSquared pearson(long[][] counts) {
        int columns = counts.length == 0 ? 0 : counts[0].length;
        double[] row = new double[counts.length];
        double[] column = new double[columns];
        double total = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < columns; j++) {
                row[i] += counts[i][j];
                column[j] += counts[i][j];
                total += counts[i][j];
            }
        }
        int df = (used(row) - 1) * (used(column) - 1);
        if (total == 0) {
            throw EstimationError.EMPTY_TABLE.at(
                    "counts",
                    Text.of("列联表没有任何人数", "the table of counts is empty"),
                    Text.of("检查分组变量与纳入标准", "check the grouping variable and eligibility"));
        }
        double statistic = 0;
        for (int i = 0; i < counts.length; i++) {
            for (int j = 0; j < columns; j++) {
                double expected = row[i] * column[j] / total;
                statistic += expected > 0 ? (counts[i][j] - expected) * (counts[i][j] - expected) / expected : 0;
            }
        }
        return ChiSquared.of(statistic, df);
    }

    private static int used(double[] margin) {
        return (int) Arrays.stream(margin).filter(m -> m > 0).count();
    }
}
