package org.steelyard.stats.inequality.internal;

import java.util.Arrays;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.inequality.ConcentrationIndex;
import org.steelyard.stats.internal.SortOrder;

/**
 * People with weights that add up to 1, their fractional ranks and the concentration curve.
 *
 * @param rank fractional rank of each person, ties at their middle
 * @param height of the concentration curve at each person, ties at their middle
 * @param groupPopulation cumulative share of people after each group of tied people, starting with 0
 * @param groupHealth cumulative share of health after each group, starting with 0
 */
public record RankedSample(
        double[] health,
        double[] weight,
        double[] rank,
        double[] height,
        double[] groupPopulation,
        double[] groupHealth,
        double mean,
        double index) {

    public static RankedSample of(double[] health, double[] ranking, double[] weight) {
        double total = 0;
        for (double w : weight) {
            total += w;
        }
        if (!(total > 0)) {
            throw EstimationError.EMPTY_ARM.at(
                    "weight",
                    Text.of("没有权重为正的人", "nobody has a positive weight"),
                    Text.of("检查权重与纳入标准", "check the weights and eligibility"));
        }
        double[] share = new double[weight.length];
        double mean = 0;
        for (int i = 0; i < share.length; i++) {
            share[i] = weight[i] / total;
            mean += share[i] * health[i];
        }
        return ranked(health, ranking, share, mean);
    }

    private static RankedSample ranked(double[] health, double[] ranking, double[] share, double mean) {
        int n = health.length;
        int[] order = SortOrder.ascending(ranking);
        double[] rank = new double[n];
        double[] height = new double[n];
        double[] population = new double[n + 1];
        double[] cumulative = new double[n + 1];
        int groups = 0;
        int start = 0;
        while (start < n) {
            int end = start;
            double people = 0;
            double held = 0;
            while (end < n && ranking[order[end]] == ranking[order[start]]) {
                people += share[order[end]];
                held += share[order[end]] * health[order[end]];
                end++;
            }
            for (int k = start; k < end; k++) {
                rank[order[k]] = population[groups] + people / 2;
                height[order[k]] = cumulative[groups] + held / 2;
            }
            groups++;
            population[groups] = population[groups - 1] + people;
            cumulative[groups] = cumulative[groups - 1] + held;
            start = end;
        }
        for (int i = 0; i < n; i++) {
            height[i] /= mean;
        }
        double[] groupHealth = Arrays.copyOf(cumulative, groups + 1);
        for (int g = 0; g <= groups; g++) {
            groupHealth[g] /= mean;
        }
        double[] groupPopulation = Arrays.copyOf(population, groups + 1);
        double index = 2 * covariance(health, rank, share, mean) / mean;
        return new RankedSample(health, share, rank, height, groupPopulation, groupHealth, mean, index);
    }

    private static double covariance(double[] health, double[] rank, double[] share, double mean) {
        double sum = 0;
        for (int i = 0; i < health.length; i++) {
            sum += share[i] * (health[i] - mean) * (rank[i] - 0.5);
        }
        return sum;
    }

    /** Standard error of {@code factor}·C where the factor moves with the mean: {@code byMean} is C times its derivative. */
    public double influenceError(double factor, double byMean) {
        double sum = 0;
        for (int i = 0; i < health.length; i++) {
            double onIndex = health[i] / mean * (2 * rank[i] - 1 - index) + 1 - index - 2 * height[i];
            double influence = weight[i] * (factor * onIndex + byMean * (health[i] - mean));
            sum += influence * influence;
        }
        return Math.sqrt(sum);
    }

    /** Error of the slope of 2σ²h/μ on the rank. */
    public double convenientError() {
        double spread = rankVariance();
        double scale = 2 * spread / mean;
        return spread == 0 ? 0 : scale * Math.sqrt(residualVariance() / (spread * health.length));
    }

    /** Error of C = 2σ²β/(α + β/2) from the regression h = α + βR. */
    public double deltaError() {
        double spread = rankVariance();
        if (spread == 0) {
            return 0;
        }
        double slope = covariance(health, rank, weight, mean) / spread;
        double residual = residualVariance() / health.length;
        double byMean = -2 * spread * slope / (mean * mean);
        double bySlope = 2 * spread / mean;
        return Math.sqrt(residual * (byMean * byMean + bySlope * bySlope / spread));
    }

    private double rankVariance() {
        double sum = 0;
        for (int i = 0; i < rank.length; i++) {
            sum += weight[i] * (rank[i] - 0.5) * (rank[i] - 0.5);
        }
        return sum;
    }

    /** Weighted residual variance of h on R, with n − 2 degrees of freedom. */
    private double residualVariance() {
        double slope = covariance(health, rank, weight, mean) / rankVariance();
        double sum = 0;
        for (int i = 0; i < rank.length; i++) {
            double r = health[i] - mean - slope * (rank[i] - 0.5);
            sum += weight[i] * r * r;
        }
        return sum * rank.length / (rank.length - 2.0);
    }

    /** The curve at every group, or at evenly spaced shares of people when there are more groups than {@code points}. */
    public ConcentrationIndex.Curve curve(int points) {
        if (groupPopulation.length <= points + 1) {
            return new ConcentrationIndex.Curve(groupPopulation, groupHealth);
        }
        double[] population = new double[points + 1];
        double[] cumulative = new double[points + 1];
        int g = 1;
        for (int k = 1; k < points; k++) {
            double p = (double) k / points;
            while (groupPopulation[g] < p) {
                g++;
            }
            double within = (p - groupPopulation[g - 1]) / (groupPopulation[g] - groupPopulation[g - 1]);
            population[k] = p;
            cumulative[k] = groupHealth[g - 1] + within * (groupHealth[g] - groupHealth[g - 1]);
        }
        population[points] = 1;
        cumulative[points] = 1;
        return new ConcentrationIndex.Curve(population, cumulative);
    }
}
