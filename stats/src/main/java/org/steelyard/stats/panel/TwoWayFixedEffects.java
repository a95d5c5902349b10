package org.steelyard.stats.panel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.NumericError;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.PositiveDefinite;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;
import org.steelyard.stats.regression.RobustCovariance.ClusterCorrection;

/**
 * Linear regression with an effect for every unit and, if wanted, every period: y_it = α_i + γ_t + x_it'β + ε_it.
 *
 * <p><b>Method.</b> The effects are taken out by subtracting means of units and periods in turn until nothing changes (at once in a balanced
 * panel), then least squares [1]. <b>Standard errors</b>: robust over clusters [2], by {@link ClusterCorrection}, or the classical with n − k − effects
 * degrees of freedom. <b>Reads as an effect</b> only under parallel trends and an effect that is the same for all units and times: with staggered adoption
 * use {@link StaggeredAdoption} and see {@link BaconDecomposition}.
 *
 * <ol>
 *   <li>Wooldridge, Econometric Analysis of Cross Section and Panel Data, MIT Press 2010, ch. 10.
 *   <li>Bertrand, Duflo, Mullainathan, Q J Econ 2004;119:249-275, doi:10.1162/003355304772839588.
 * </ol>
 */
public final class TwoWayFixedEffects {

    private static final int MOST_SWEEPS = 10_000;
    private static final double SETTLED = 1e-13;

    /** Long data; the panel need not be balanced. */
    public record Data(int[] unit, int[] time, double[] outcome, List<String> terms, double[][] columns) {
        public Data {
            Checks.sameLength(unit.length, time.length, outcome.length);
            Checks.sameLength(terms.size(), columns.length);
            Checks.finite("outcome", outcome);
            terms = List.copyOf(terms);
        }
    }

    /** @param periods whether periods have effects too */
    public record Options(boolean periods, ClusterCorrection correction, double level) {
        public static final Options DEFAULT = new Options(true, ClusterCorrection.CLUSTERS_AND_TERMS, 0.95);
    }

    /**
     * @param classical covariance for independent errors of equal variance, n − k − units − periods + 1 degrees of freedom
     * @param robust over units
     */
    public record Fit(
            List<String> terms,
            double[] coefficients,
            Matrix classical,
            Matrix robust,
            int units,
            int periods,
            int rows,
            double level) {
        public Fit {
            terms = List.copyOf(terms);
        }

        public Estimate estimate(String term) {
            int i = terms.indexOf(term);
            return Estimate.normal(coefficients[i], Math.sqrt(robust.at(i, i)), level);
        }
    }

    private TwoWayFixedEffects() {}

    public static Fit fit(Data data, Options options) {
        return fit(data, data.unit(), options);
    }

    public static Fit fit(Data data, int[] clusters, Options options) {
        int[][] groupings = options.periods()
                ? new int[][] {codes(data.unit()), codes(data.time())}
                : new int[][] {codes(data.unit())};
        double[] y = centred(data.outcome(), groupings);
        double[][] x =
                Arrays.stream(data.columns()).map(c -> centred(c, groupings)).toArray(double[][]::new);
        for (int j = 0; j < x.length; j++) {
            requireVariation(data.terms().get(j), data.columns()[j], x[j]);
        }
        DesignMatrix design = DesignMatrix.of(data.terms(), x);
        LinearFit fit = LinearRegression.withDefaults().fit(design, y);
        int units = largest(groupings[0]) + 1;
        int periods = options.periods() ? largest(groupings[1]) + 1 : 1;
        int df = y.length - x.length - units - periods + 1;
        Matrix classical = fit.covariance().times((double) fit.residualDegreesOfFreedom() / df);
        Matrix robust = RobustCovariance.clustered(design, fit, clusters, options.correction());
        return new Fit(data.terms(), fit.coefficients(), classical, robust, units, periods, y.length, options.level());
    }

    private static void requireVariation(String term, double[] before, double[] after) {
        double scale = Arrays.stream(before).map(Math::abs).max().orElse(0);
        if (Arrays.stream(after).map(Math::abs).max().orElse(0) <= 1e-10 * scale) {
            throw SteelyardException.of(
                    NumericError.COLLINEAR,
                    Place.field(term),
                    Text.of(
                            "该项在单位内（或扣除时期后）不变，无法与固定效应区分",
                            "the term does not vary within units once periods are taken out"),
                    Text.of("从模型中去掉该项", "leave the term out"));
        }
    }

    private static int[] codes(int[] values) {
        Map<Integer, Integer> code = new TreeMap<>();
        Arrays.stream(values).sorted().distinct().forEach(v -> code.put(v, code.size()));
        return Arrays.stream(values).map(v -> code.getOrDefault(v, 0)).toArray();
    }

    private static int largest(int[] codes) {
        return Arrays.stream(codes).max().orElse(-1);
    }

    private static double[] centred(double[] values, int[][] groupings) {
        double[] v = values.clone();
        double scale = Arrays.stream(v).map(Math::abs).max().orElse(0);
        for (int sweep = 0; sweep < MOST_SWEEPS; sweep++) {
            double moved = 0;
            for (int[] grouping : groupings) {
                moved = Math.max(moved, subtractMeans(v, grouping));
            }
            if (moved <= SETTLED * scale || groupings.length == 1) {
                return v;
            }
        }
        throw SteelyardException.of(
                NumericError.NOT_CONVERGED,
                Place.field("fixed effects"),
                Text.of("固定效应的迭代未收敛", "taking out the fixed effects did not converge"),
                Text.of("检查单位与时期是否连通", "see whether units and periods are connected"));
    }

    private static double subtractMeans(double[] v, int[] code) {
        int groups = largest(code) + 1;
        double[] sum = new double[groups];
        int[] count = new int[groups];
        for (int i = 0; i < v.length; i++) {
            sum[code[i]] += v[i];
            count[code[i]]++;
        }
        double moved = 0;
        for (int g = 0; g < groups; g++) {
            sum[g] /= Math.max(1, count[g]);
            moved = Math.max(moved, Math.abs(sum[g]));
        }
        for (int i = 0; i < v.length; i++) {
            v[i] -= sum[code[i]];
        }
        return moved;
    }

    /** Coefficient of a treatment that a unit keeps once adopted. */
    public static Fit ofPanel(Panel panel, Options options) {
        return fit(longData(panel, List.of("treated"), new int[] {0}), options);
    }

    /**
     * An event study: effects by periods since treatment, relative to the period before it.
     *
     * @param exposures e ≠ −1 in order; @param preTest that all before treatment are zero
     */
    public record EventStudy(int[] exposures, List<Estimate> effects, ChiSquared preTest, Fit fit) {
        public EventStudy {
            effects = List.copyOf(effects);
        }
    }

    /** Leads and lags beyond the window are binned into its ends. With effects that differ between cohorts the coefficients mix (Sun and Abraham,
     * doi:10.1016/j.jeconom.2020.09.006): prefer {@link Aggregation#byExposure}. */
    public static EventStudy eventStudy(Panel panel, int leads, int lags, Options options) {
        int[] exposures = java.util.stream.IntStream.rangeClosed(-leads, lags)
                .filter(e -> e != -1)
                .toArray();
        List<String> names =
                Arrays.stream(exposures).mapToObj(e -> "exposure " + e).toList();
        Fit fit = fit(exposureData(panel, exposures, names), options);
        List<Estimate> effects = names.stream().map(fit::estimate).toList();
        int[] pre = java.util.stream.IntStream.range(0, exposures.length)
                .filter(k -> exposures[k] < 0)
                .toArray();
        ChiSquared test = ChiSquared.of(0, 0);
        if (pre.length > 0) {
            double[] b =
                    Arrays.stream(pre).mapToDouble(k -> fit.coefficients()[k]).toArray();
            double[] s = PositiveDefinite.solve(fit.robust().select(pre), b, "leads");
            double w = 0;
            for (int i = 0; i < b.length; i++) {
                w += b[i] * s[i];
            }
            test = ChiSquared.of(w, b.length);
        }
        return new EventStudy(exposures, effects, test, fit);
    }

    private static Data exposureData(Panel panel, int[] exposures, List<String> names) {
        return longData(panel, names, exposures);
    }

    /** One row per unit and period; a single column marks treated periods, several mark exposures. */
    private static Data longData(Panel panel, List<String> names, int[] exposures) {
        int periods = panel.times().length;
        int n = panel.units().length * periods;
        int[] unit = new int[n];
        int[] time = new int[n];
        double[] y = new double[n];
        List<double[]> columns = new ArrayList<>();
        names.forEach(k -> columns.add(new double[n]));
        int low = Arrays.stream(exposures).min().orElse(0);
        int high = Arrays.stream(exposures).max().orElse(0);
        for (int i = 0; i < n; i++) {
            int u = i / periods;
            unit[i] = u;
            time[i] = panel.times()[i % periods];
            y[i] = panel.outcome()[u][i % periods];
            int first = panel.firstTreated()[u];
            if (first == Panel.NEVER) {
                continue;
            }
            if (names.size() == 1) {
                columns.getFirst()[i] = time[i] >= first ? 1 : 0;
            } else {
                int exposure = Math.max(low, Math.min(high, time[i] - first));
                int at = Arrays.binarySearch(exposures, exposure);
                if (at >= 0) {
                    columns.get(at)[i] = 1;
                }
            }
        }
        return new Data(unit, time, y, names, columns.toArray(double[][]::new));
    }
}
