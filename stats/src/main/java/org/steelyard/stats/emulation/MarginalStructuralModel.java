package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;

/**
 * Marginal structural models of a treatment that varies over time, fitted by inverse probability weighting.
 *
 * <p><b>Estimand.</b> {@link #hazard}: log odds ratio of the discrete hazard for being treated now, P(Y_k^ā = 1 | Y_{k−1}^ā = 0, V) with
 * logit = g(k) + ψ a_k + V'β. {@link #mean}: E[Y^ā | V] = β₀ + ψ Σ_k a_k + V'β for an outcome at the end of follow-up. <b>Assumptions</b>: those
 * of {@link PeriodWeights}, and the shape of the structural model. Covariates in the structural model must be those of the weights'
 * numerator, so fixed at baseline. <b>Variance</b>: robust over persons, weights taken as known (conservative for estimated weights).
 *
 * <p>Hernán, Brumback, Robins, Epidemiology 2000;11:561-570, doi:10.1097/00001648-200009000-00012; Robins, Hernán, Brumback, Epidemiology
 * 2000;11:550-560, doi:10.1097/00001648-200009000-00011.
 */
public final class MarginalStructuralModel {

    private static final int PARTS = 64;

    /** Weights at the rows or persons analysed, and the estimate. */
    public record MeanEffect(Estimate perPeriod, LinearFit fit, Matrix covariance, PeriodWeights.Summary weights) {}

    private MarginalStructuralModel() {}

    /**
     * @param weights per row, see {@link PeriodWeights#cumulative}
     * @param baseline covariates of the structural model
     * @param periodDegree powers of the period in g
     */
    public static PooledLogisticFit hazard(
            PersonPeriods data, double[] weights, List<String> baseline, int periodDegree) {
        Checks.sameLength(data.rows(), weights.length);
        Checks.nonNegative("weights", weights);
        return PooledLogistic.fit(new Rows(data, weights, baseline, periodDegree), 1);
    }

    private static final class Rows implements RowStream {
        private final PersonPeriods data;
        private final double[] weights;
        private final int[] columns;
        private final int degree;
        private final int[] starts;
        private final List<String> terms;

        Rows(PersonPeriods data, double[] weights, List<String> baseline, int degree) {
            this.data = data;
            this.weights = weights;
            this.degree = degree;
            this.columns = baseline.stream().mapToInt(data.terms()::indexOf).toArray();
            if (java.util.Arrays.stream(columns).anyMatch(c -> c < 0)) {
                throw new IllegalArgumentException("no such covariate among " + baseline);
            }
            this.starts = data.starts();
            List<String> names = new ArrayList<>(List.of(DesignMatrix.INTERCEPT, "treated"));
            IntStream.rangeClosed(1, degree).forEach(d -> names.add(d == 1 ? "period" : "period^" + d));
            names.addAll(baseline);
            this.terms = List.copyOf(names);
        }

        @Override
        public List<String> terms() {
            return terms;
        }

        @Override
        public int parts() {
            return Math.min(PARTS, starts.length - 1);
        }

        @Override
        public void forEach(int part, Sink sink) {
            int from = starts[(int) ((long) part * (starts.length - 1) / parts())];
            int to = starts[(int) ((long) (part + 1) * (starts.length - 1) / parts())];
            double[] x = new double[terms.size()];
            for (int i = from; i < to; i++) {
                int at = 0;
                x[at++] = 1;
                x[at++] = data.treated()[i] ? 1 : 0;
                double power = 1;
                for (int d = 1; d <= degree; d++) {
                    power *= data.period()[i];
                    x[at++] = power;
                }
                for (int column : columns) {
                    x[at++] = data.covariates()[column][i];
                }
                sink.row(x, data.outcome()[i], weights[i], data.person()[i]);
            }
        }
    }

    /**
     * @param outcomePerPerson at the end of follow-up, in order of persons; NaN for those censored before, who are left out
     * @param weights per row; a person's last row counts
     */
    public static MeanEffect mean(PersonPeriods data, double[] weights, double[] outcomePerPerson, double level) {
        int[] starts = data.starts();
        Checks.sameLength(starts.length - 1, outcomePerPerson.length);
        int[] kept = IntStream.range(0, outcomePerPerson.length)
                .filter(i -> !Double.isNaN(outcomePerPerson[i]))
                .toArray();
        double[] y = new double[kept.length];
        double[] w = new double[kept.length];
        double[] periodsTreated = new double[kept.length];
        for (int k = 0; k < kept.length; k++) {
            y[k] = outcomePerPerson[kept[k]];
            w[k] = weights[starts[kept[k] + 1] - 1];
            for (int i = starts[kept[k]]; i < starts[kept[k] + 1]; i++) {
                periodsTreated[k] += data.treated()[i] ? 1 : 0;
            }
        }
        DesignMatrix design = DesignMatrix.withIntercept(List.of("periods treated"), new double[][] {periodsTreated});
        LinearFit fit = LinearRegression.withDefaults().fit(design, y, w);
        Matrix v = RobustCovariance.hc0(design, fit);
        Estimate effect = Estimate.normal(fit.coefficients()[1], Math.sqrt(v.at(1, 1)), level);
        return new MeanEffect(effect, fit, v, PeriodWeights.summary(w));
    }
}
