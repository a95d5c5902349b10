package org.steelyard.stats.resampling;

import java.util.Arrays;
import org.steelyard.kernel.PercentileLimits;
import org.steelyard.kernel.Text;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.Scale;
import org.steelyard.stats.internal.Quantiles;
import org.steelyard.stats.internal.Sums;

/**
 * Bootstrap replicates of one or more statistics, in order of the replicate's number.
 *
 * @param values one row per replicate that gave an estimate
 * @param failed replicates that gave none
 */
public record Replicates(double[][] values, int failed) {

    /** Replicates of one statistic. */
    public double[] of(int statistic) {
        return Arrays.stream(values).mapToDouble(row -> row[statistic]).toArray();
    }

    public double standardError(int statistic) {
        return Math.sqrt(Sums.variance(of(statistic)));
    }

    /**
     * Percentile interval: with α = (1 − level)/2 the limits are the order statistics (B + 1)α and (B + 1)(1 − α) of the B replicates, and
     * between two of them interpolated on the scale of normal quantiles [1, § 5.3; 2]. As {@code boot.ci} of R has them; quantiles of type 7
     * lie further in and cover less than they say.
     *
     * <p>[1] Davison and Hinkley, Bootstrap Methods and their Application, Cambridge University Press 1997, doi:10.1017/CBO9780511802843. [2] Package
     * boot of R, {@code boot.ci}. It differs where (B + 1)α is below 1: R warns and takes the outermost replicate, here that is refused.
     *
     * @throws org.steelyard.kernel.SteelyardException {@link EstimationError#RESAMPLING_FAILED} when fewer replicates than 1/α − 1 gave an estimate
     */
    public double[] percentile(int statistic, double level) {
        double tail = (1 - level) / 2;
        requireEnough(level);
        double[] sorted = sorted(statistic);
        return new double[] {Quantiles.ofReplicates(sorted, tail), Quantiles.ofReplicates(sorted, 1 - tail)};
    }

    private void requireEnough(double level) {
        long least = PercentileLimits.leastReplicates(level);
        if (values.length >= least) {
            return;
        }
        throw EstimationError.RESAMPLING_FAILED.at(
                "bootstrap",
                Text.of(
                        "自助法仅有 " + values.length + " 次有效重抽样，水平为 " + level + " 的百分位区间至少需要 " + least + " 次",
                        "the bootstrap has " + values.length + " usable replicates; a percentile interval of level "
                                + level + " needs at least " + least),
                Text.of("增加自助抽样次数，或降低置信水平", "ask for more bootstrap replicates, or for a lower level of confidence"));
    }

    /** Central interval of simulated draws, quantiles of type 7: it describes the draws, and promises no coverage to a sampled statistic. */
    public double[] central(int statistic, double level) {
        double[] sorted = sorted(statistic);
        double tail = (1 - level) / 2;
        return new double[] {Quantiles.ofSorted(sorted, tail), Quantiles.ofSorted(sorted, 1 - tail)};
    }

    private double[] sorted(int statistic) {
        double[] sorted = of(statistic);
        Arrays.sort(sorted);
        return sorted;
    }

    /** The full-sample value with the replicates' standard error and a normal interval. */
    public Estimate normal(int statistic, double value, double level) {
        return Estimate.normal(value, standardError(statistic), level);
    }

    /**
     * The full-sample value with a percentile interval; standard error on {@code scale}; p-value of the normal test, so that it agrees
     * with a Wald test and not always with the interval.
     */
    public Estimate percentile(int statistic, Scale scale, double value, double level) {
        double[] transformed = Arrays.stream(of(statistic)).map(scale::forward).toArray();
        Estimate wald = Estimate.wald(
                scale, scale.forward(value), Math.sqrt(Sums.variance(transformed)), level, Double.POSITIVE_INFINITY);
        double[] limits = percentile(statistic, level);
        return new Estimate(scale, value, wald.se(), limits[0], limits[1], level, wald.p(), wald.df());
    }
}
