package org.steelyard.stats.panel;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.panel.internal.NearestInHull;

/**
 * Synthetic control: the untreated course of one treated unit as a weighted mean of units that were not treated.
 *
 * <p><b>Estimand.</b> The effect on the treated unit in each period after treatment. <b>Assumptions</b>: the weights that reproduce the unit's past reproduce
 * its untreated future (factor model with a long past); donors are not affected; the unit lies within (near) the convex hull of donors.
 *
 * <p><b>Formula</b> [1]: weights w ≥ 0, Σ w = 1 that minimise Σ_m v_m (x_1m − Σ_j w_j x_jm)² over predictors: the outcome in each period before treatment
 * and, if given, further predictors, each divided by its standard deviation over units when {@code standardise} is set. v is given or equal. The
 * quadratic problem is solved exactly (nearest point of a polytope, Wolfe [2]), with optimality checked.
 *
 * <p><b>Inference</b>: placebo in space: every donor is treated in turn (the treated unit is not a donor of theirs); p is the rank of the ratio of
 * root mean squared prediction errors after and before [1], at least 1 / (donors + 1). <b>Diagnostics</b>: error before treatment
 * beside the outcome's size; number of donors of positive weight. <b>Differs</b> from R's Synth: v is not searched for, which avoids its instability.
 *
 * <ol>
 *   <li>Abadie, Diamond, Hainmueller, J Am Stat Assoc 2010;105:493-505, doi:10.1198/jasa.2009.ap08746.
 *   <li>Wolfe, Math Program 1976;11:128-149, doi:10.1007/BF01580381.
 * </ol>
 */
public final class SyntheticControl {

    /**
     * @param outcome {@code outcome[unit][period]}
     * @param before number of periods before treatment, from the first
     * @param extra further predictors {@code extra[predictor][unit]}
     * @param importance of each predictor (outcomes before treatment, then extra); empty for equal
     */
    public record Data(double[][] outcome, int before, double[][] extra, double[] importance, boolean standardise) {
        public Data {
            int predictors = before + extra.length;
            if (importance.length != 0) {
                Checks.sameLength(predictors, importance.length);
                Checks.nonNegative("importance", importance);
            }
            for (double[] row : outcome) {
                Checks.sameLength(outcome[0].length, row.length);
                Checks.finite("outcome", row);
            }
            if (outcome.length < 3 || before < 2 || before >= outcome[0].length) {
                throw DesignError.TOO_FEW_POINTS.at(
                        "outcome",
                        Text.of(
                                "至少需要两个对照单位、处理前两个时期与处理后一个时期",
                                "at least two donors, two periods before treatment and one after are needed"),
                        Text.of("增加单位或时期", "add units or periods"));
            }
        }

        public static Data of(double[][] outcome, int before) {
            return new Data(outcome, before, new double[0][], new double[0], false);
        }
    }

    /**
     * @param weights per unit, 0 for the treated one
     * @param synthetic course of the weighted mean
     * @param gaps outcome minus synthetic, all periods
     */
    public record Fit(
            int treated,
            double[] weights,
            double[] synthetic,
            double[] gaps,
            double errorBefore,
            double errorAfter,
            double meanEffect) {

        /** Root mean squared error after over that before. */
        public double ratio() {
            return errorAfter / errorBefore;
        }

        public int donorsUsed() {
            return (int) Arrays.stream(weights).filter(w -> w > 1e-8).count();
        }
    }

    /** @param placebos fits with a donor in the place of the treated; @param p share of units whose ratio is at least the treated one's */
    public record Inference(Fit fit, List<Fit> placebos, double p) {
        public Inference {
            placebos = List.copyOf(placebos);
        }
    }

    private SyntheticControl() {}

    public static Fit fit(Data data, int treated) {
        int[] donors = IntStream.range(0, data.outcome().length)
                .filter(u -> u != treated)
                .toArray();
        return fit(data, treated, donors);
    }

    public static Inference infer(Data data, int treated) {
        Fit own = fit(data, treated);
        int[] donors = IntStream.range(0, data.outcome().length)
                .filter(u -> u != treated)
                .toArray();
        List<Fit> placebos = Arrays.stream(donors)
                .mapToObj(d ->
                        fit(data, d, Arrays.stream(donors).filter(u -> u != d).toArray()))
                .toList();
        long atLeast = placebos.stream().filter(f -> f.ratio() >= own.ratio()).count();
        return new Inference(own, placebos, (atLeast + 1.0) / (placebos.size() + 1.0));
    }

    private static Fit fit(Data data, int treated, int[] donors) {
        double[] scale = scales(data);
        double[][] points = new double[donors.length][scale.length];
        for (int j = 0; j < donors.length; j++) {
            for (int m = 0; m < scale.length; m++) {
                points[j][m] = scale[m] * (predictor(data, donors[j], m) - predictor(data, treated, m));
            }
        }
        double[] own = NearestInHull.weights(points);
        double[] weights = new double[data.outcome().length];
        for (int j = 0; j < donors.length; j++) {
            weights[donors[j]] = own[j];
        }
        return summarise(data, treated, weights);
    }

    private static double predictor(Data data, int unit, int m) {
        return m < data.before() ? data.outcome()[unit][m] : data.extra()[m - data.before()][unit];
    }

    private static double[] scales(Data data) {
        double[] scale = new double[data.before() + data.extra().length];
        for (int m = 0; m < scale.length; m++) {
            int at = m;
            double[] values = IntStream.range(0, data.outcome().length)
                    .mapToDouble(u -> predictor(data, u, at))
                    .toArray();
            double sd = Math.sqrt(org.steelyard.stats.internal.Sums.variance(values));
            double importance = data.importance().length == 0 ? 1 : data.importance()[m];
            scale[m] = Math.sqrt(importance) / (data.standardise() && sd > 0 ? sd : 1);
        }
        return scale;
    }

    private static Fit summarise(Data data, int treated, double[] weights) {
        int periods = data.outcome()[0].length;
        double[] synthetic = new double[periods];
        double[] gaps = new double[periods];
        double before = 0;
        double after = 0;
        double effect = 0;
        for (int t = 0; t < periods; t++) {
            for (int u = 0; u < weights.length; u++) {
                synthetic[t] += weights[u] * data.outcome()[u][t];
            }
            gaps[t] = data.outcome()[treated][t] - synthetic[t];
            if (t < data.before()) {
                before += gaps[t] * gaps[t] / data.before();
            } else {
                after += gaps[t] * gaps[t] / (periods - data.before());
                effect += gaps[t] / (periods - data.before());
            }
        }
        return new Fit(treated, weights, synthetic, gaps, Math.sqrt(before), Math.sqrt(after), effect);
    }
}
