package org.steelyard.stats.inequality;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inequality.internal.RankedSample;
import org.steelyard.stats.internal.Checks;

/**
 * The concentration index: how far a variable h is concentrated among the well off (positive) or the worse off (negative).
 *
 * <p><b>Formula</b>: C = 2 cov(h, R)/μ with R the weighted fractional rank, tied people sharing their middle rank [1].
 * Generalised index μC; for a variable bounded by [a, b], Erreygers' 4μC/(b − a) [2] and Wagstaff's μC(b − a)/((b − μ)(μ − a)) [3].
 *
 * <p><b>Variance</b>: {@link Variance#INFLUENCE} (default) is the linearised one of [1], for people i: (h/μ)(2R − 1 − C) + 1 − C −
 * 2q, q the middle height of the concentration curve at i; it allows for the ranks being those of a sample, for unequal weights and
 * unequal variances, and carries into the corrected indices together with the mean's own error. {@link Variance#CONVENIENT} is the least-squares
 * error of the slope of 2σ²_R h/μ on R, {@link Variance#DELTA} that of h on R carried through C by the delta method [4]; both take the
 * corrected indices as fixed multiples of C, as the R package rineq does (whose variances are (n/(n − 1))² times ours, because it scales by the
 * ranks' sample variance). Weights enter these two as analytic weights.
 *
 * <p><b>Edges</b>: a mean of 0 or less is an error; one distinct rank gives 0 with standard error 0 for {@code CONVENIENT} and {@code DELTA}.
 *
 * <ol>
 *   <li>Kakwani, Wagstaff and van Doorslaer, J Econom 1997;77:87-103, doi:10.1016/S0304-4076(96)01807-6.
 *   <li>Erreygers, J Health Econ 2009;28:504-515, doi:10.1016/j.jhealeco.2008.02.003.
 *   <li>Wagstaff, Health Econ 2005;14:429-432, doi:10.1002/hec.953.
 *   <li>O'Donnell, van Doorslaer, Wagstaff and Lindelow, Analyzing Health Equity Using Household Survey Data, World Bank 2008,
 *       doi:10.1596/978-0-8213-6933-3, ch. 8.
 * </ol>
 */
public final class ConcentrationIndex {

    /** How the standard error is made. */
    public enum Variance {
        INFLUENCE,
        CONVENIENT,
        DELTA
    }

    /** Least and greatest value that the health variable can take (not the observed ones). */
    public record Bounds(double lower, double upper) {}

    /**
     * @param bounds empty when the variable is unbounded, which leaves the corrected indices out
     * @param curvePoints at most so many pieces of the curve are returned
     */
    public record Options(Variance variance, Optional<Bounds> bounds, double level, int curvePoints) {

        public static Options of(double level) {
            return new Options(Variance.INFLUENCE, Optional.empty(), level, 100);
        }

        public Options bounded(double lower, double upper) {
            return new Options(variance, Optional.of(new Bounds(lower, upper)), level, curvePoints);
        }

        public Options with(Variance newVariance) {
            return new Options(newVariance, bounds, level, curvePoints);
        }
    }

    /**
     * @param population cumulative share of people from the worst off, from 0 to 1
     * @param cumulative share of the health variable held by them
     */
    public record Curve(double[] population, double[] cumulative) {}

    public record Result(
            Estimate index,
            Estimate generalised,
            Optional<Estimate> erreygers,
            Optional<Estimate> wagstaff,
            double mean,
            Curve curve) {}

    private ConcentrationIndex() {}

    public static Result of(double[] health, double[] ranking, Options options) {
        double[] ones = new double[health.length];
        Arrays.fill(ones, 1);
        return of(health, ranking, ones, options);
    }

    /** @param ranking for instance income; larger is better off */
    public static Result of(double[] health, double[] ranking, double[] weight, Options options) {
        Checks.sameLength(health.length, ranking.length, weight.length);
        Checks.finite("health", health);
        Checks.finite("ranking", ranking);
        Checks.nonNegative("weight", weight);
        RankedSample sample = RankedSample.of(health, ranking, weight);
        if (!(sample.mean() > 0)) {
            throw EstimationError.ZERO_MEAN.at(
                    "health",
                    Text.of("变量均值须大于 0，集中指数才有定义", "the mean must be above 0 for a concentration index to exist"),
                    Text.of("检查变量取值方向或单位", "check the direction or the unit of the variable"));
        }
        options.bounds().ifPresent(b -> checkBounds(b, health));
        return new Indices(sample, options).result();
    }

    private static void checkBounds(Bounds bounds, double[] health) {
        for (double h : health) {
            if (!(h >= bounds.lower() && h <= bounds.upper())) {
                throw EstimationError.OUT_OF_BOUNDS.at(
                        "health",
                        Text.of(
                                "有取值超出声明的上下界 [" + bounds.lower() + ", " + bounds.upper() + "]",
                                "a value lies outside the declared bounds [" + bounds.lower() + ", " + bounds.upper()
                                        + "]"),
                        Text.of("更正上下界或清洗数据", "correct the bounds or clean the data"));
            }
        }
    }

    /** Turns a value and either its influences or one standard error into estimates. */
    private record Indices(RankedSample sample, Options options) {

        Result result() {
            double c = sample.index();
            double mean = sample.mean();
            return new Result(
                    scaled(1, 0),
                    scaled(mean, c),
                    options.bounds.map(b -> scaled(4 * mean / (b.upper - b.lower), 4 * c / (b.upper - b.lower))),
                    options.bounds.filter(b -> mean > b.lower && mean < b.upper).map(this::wagstaff),
                    mean,
                    sample.curve(options.curvePoints));
        }

        private Estimate wagstaff(Bounds b) {
            double mean = sample.mean();
            double width = b.upper - b.lower;
            double factor = mean * width / ((b.upper - mean) * (mean - b.lower));
            double slope = width * (mean * mean - b.lower * b.upper) / Math.pow((b.upper - mean) * (mean - b.lower), 2);
            return scaled(factor, slope * sample.index());
        }

        /** {@code factor}·C, whose derivative by the mean is {@code byMean}. */
        private Estimate scaled(double factor, double byMean) {
            double se = switch (options.variance) {
                case INFLUENCE -> sample.influenceError(factor, byMean);
                case CONVENIENT -> factor * sample.convenientError();
                case DELTA -> factor * sample.deltaError();
            };
            return Estimate.normal(factor * sample.index(), se, options.level);
        }
    }
}
