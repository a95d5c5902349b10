package org.steelyard.stats.panel;

import java.util.List;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;
import org.steelyard.stats.regression.RobustCovariance.ClusterCorrection;

/**
 * Difference-in-differences of two groups before and after, from a panel or from samples of different people.
 *
 * <p><b>Estimand.</b> The mean effect on the treated group after the change, under parallel trends: δ in y = β₀ + β₁ treated + β₂ after + δ treated · after +
 * x'γ. Without covariates δ is the difference of the groups' mean changes. <b>Variance</b>: robust over clusters (persons, hospitals, regions);
 * with few clusters too small.
 *
 * <p>Card and Krueger, Am Econ Rev 1994;84:772-793; Bertrand, Duflo, Mullainathan, Q J Econ 2004;119:249-275, doi:10.1162/003355304772839588.
 */
public final class TwoPeriods {

    /** @param clusters rows that are not independent */
    public record Data(
            double[] outcome,
            boolean[] treated,
            boolean[] after,
            int[] clusters,
            List<String> terms,
            double[][] columns) {
        public Data {
            Checks.sameLength(outcome.length, treated.length, after.length, clusters.length);
            Checks.sameLength(terms.size(), columns.length);
            terms = List.copyOf(terms);
        }
    }

    private TwoPeriods() {}

    public static Estimate effect(Data data, double level) {
        int n = data.outcome().length;
        double[][] columns = new double[3 + data.columns().length][n];
        for (int i = 0; i < n; i++) {
            columns[0][i] = data.treated()[i] ? 1 : 0;
            columns[1][i] = data.after()[i] ? 1 : 0;
            columns[2][i] = columns[0][i] * columns[1][i];
        }
        System.arraycopy(data.columns(), 0, columns, 3, data.columns().length);
        List<String> names = new java.util.ArrayList<>(List.of("treated", "after", "treated:after"));
        names.addAll(data.terms());
        DesignMatrix design = DesignMatrix.withIntercept(names, columns);
        LinearFit fit = LinearRegression.withDefaults().fit(design, data.outcome());
        Matrix v = RobustCovariance.clustered(design, fit, data.clusters(), ClusterCorrection.CLUSTERS_AND_TERMS);
        return Estimate.normal(fit.coefficient("treated:after"), Math.sqrt(v.at(3, 3)), level);
    }
}
