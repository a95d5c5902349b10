package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.linear.DesignMatrix;
import org.steelyard.stats.linear.Matrix;
import org.steelyard.stats.linear.Numerics;
import org.steelyard.stats.regression.LinearFit;
import org.steelyard.stats.regression.LinearRegression;
import org.steelyard.stats.regression.RobustCovariance;

/**
 * Marginal structural models of a treatment that varies over time, fitted by inverse probability weighting.
 *
 * <p><b>Estimand.</b> {@link #hazard}: log odds ratio of the discrete hazard for being treated now, P(Y_k^ā = 1 | Y_{k−1}^ā = 0, V) with
 * logit = g(k) + ψ a_k + V'β. {@link #mean}: E[Y^ā | V] = β₀ + ψ Σ_k a_k + V'β for an outcome at the end of follow-up. <b>Assumptions</b>: those
 * of {@link PeriodWeights}, and the shape of the structural model. Covariates in the structural model must be those of the weights'
 * numerator, so fixed at baseline. <b>Variance</b>: robust over persons; for means with the weights' models stacked where they are given, else with weights taken as
 * known, which for estimated weights is conservative.
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
            if (Arrays.stream(columns).anyMatch(c -> c < 0)) {
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
     * Weights as given: conservative where they were estimated.
     *
     * @param outcomePerPerson at the end of follow-up, in order of persons; NaN for those censored before, who are left out
     * @param weights per row; a person's last row counts
     */
    public static MeanEffect mean(PersonPeriods data, double[] weights, double[] outcomePerPerson, double level) {
        Ends ends = Ends.of(data, weights, outcomePerPerson);
        Matrix v = RobustCovariance.hc0(ends.design(), ends.fit());
        return ends.effect(v, level);
    }

    /**
     * Weights and their models together: person i moves ψ by what the weighted fit gives him and by what he does to the models' coefficients, whose derivative of a weight is the weight times the
     * score of the person's own rows (Robins, Rotnitzky and Zhao, J Am Stat Assoc 1995;90:106-121, doi:10.1080/01621459.1995.10476493).
     */
    public static MeanEffect mean(PersonPeriods data, PeriodWeights weights, double[] outcomePerPerson, double level) {
        Ends ends = Ends.of(data, weights.cumulative(data, Double.POSITIVE_INFINITY), outcomePerPerson);
        double[][] influence = new double[2][];
        for (int j = 0; j < 2; j++) {
            influence[j] = ends.influence(j);
            double[] own = influence[j].clone();
            for (PeriodWeights.Estimated model : weights.models()) {
                through(model, data, own, influence[j]);
            }
        }
        double[][] v = new double[2][2];
        for (int a = 0; a < 2; a++) {
            for (int b = 0; b < 2; b++) {
                v[a][b] = Sums.dot(influence[a], influence[b]);
            }
        }
        return ends.effect(Matrix.of(v), level);
    }

    /** Adds each person's influence through one model of the weights; {@code own} is that with the weights known. */
    private static void through(PeriodWeights.Estimated model, PersonPeriods data, double[] own, double[] sum) {
        int[] starts = data.starts();
        double[] score = model.fit().scoreResiduals();
        int[] person = new int[score.length];
        double[] moved = new double[score.length];
        for (int k = 0; k < score.length; k++) {
            int row = model.rows()[k];
            int at = Arrays.binarySearch(starts, row);
            person[k] = at >= 0 ? at : -at - 2;
            boolean counts = !model.next() || row + 1 < starts[person[k] + 1];
            moved[k] = counts ? (model.numerator() ? 1 : -1) * own[person[k]] * score[k] : 0;
        }
        double[] gradient = model.design().transposeTimes(moved, Numerics.standard());
        double[] by = model.design().times(model.fit().bread().times(gradient));
        for (int k = 0; k < score.length; k++) {
            sum[person[k]] += by[k] * score[k];
        }
    }

    /** Persons at the end of follow-up, and the weighted line through them. */
    private record Ends(int persons, int[] kept, double[] weight, DesignMatrix design, LinearFit fit) {

        static Ends of(PersonPeriods data, double[] weights, double[] outcomePerPerson) {
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
            DesignMatrix design =
                    DesignMatrix.withIntercept(List.of("periods treated"), new double[][] {periodsTreated});
            return new Ends(
                    outcomePerPerson.length,
                    kept,
                    w,
                    design,
                    LinearRegression.withDefaults().fit(design, y, w));
        }

        /** Of each person on a coefficient, the weights known. */
        double[] influence(int coefficient) {
            double[] unit = new double[design.columns()];
            unit[coefficient] = 1;
            double[] leverage = design.times(fit.bread().times(unit));
            double[] residual = fit.scoreResiduals();
            double[] out = new double[persons];
            for (int k = 0; k < kept.length; k++) {
                out[kept[k]] = leverage[k] * residual[k];
            }
            return out;
        }

        MeanEffect effect(Matrix covariance, double level) {
            Estimate perPeriod = Estimate.normal(fit.coefficients()[1], Math.sqrt(covariance.at(1, 1)), level);
            return new MeanEffect(perPeriod, fit, covariance, PeriodWeights.summary(weight));
        }
    }
}
