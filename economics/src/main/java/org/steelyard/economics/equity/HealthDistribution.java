package org.steelyard.economics.equity;

/**
 * Health of groups, from the most to the least deprived.
 *
 * <p>Equally distributed equivalent (Atkinson) EDE(ε) = (Σ w h^(1−ε))^(1/(1−ε)), geometric mean at ε = 1; Atkinson index 1 − EDE/μ; Kolm index K(α) = ln(Σ w e^(α(μ−h)))/α; slope index of inequality: weighted
 * least-squares slope on the ridit; concentration index 2 Cov(h, ridit)/μ; Gini Σ w w |h − h′|/(2μ). Equity weight of a group: marginal social value of its health, h^(−ε), scaled to mean 1.
 *
 * <p>References: Cookson, Griffin, Norheim, Culyer. Distributional Cost-Effectiveness Analysis. Oxford 2020. Asaria, Griffin, Cookson. Med Decis Making 2016;36:8–19, doi:10.1177/0272989X15583266.
 *
 * @param health above 0, by group
 * @param weights share of people by group; scaled to sum to one
 */
public record HealthDistribution(double[] health, double[] weights) {

    public HealthDistribution {
        boolean good = health.length > 0 && health.length == weights.length;
        double sum = 0;
        for (int i = 0; good && i < health.length; i++) {
            good = health[i] > 0 && weights[i] >= 0;
            sum += weights[i];
        }
        if (!good || !(sum > 0)) {
            throw new IllegalArgumentException("health above 0 and a weight for each group");
        }
        weights = weights.clone();
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= sum;
        }
    }

    public double mean() {
        double sum = 0;
        for (int i = 0; i < health.length; i++) {
            sum += weights[i] * health[i];
        }
        return sum;
    }

    /** Health that, were it everybody's, would be as good as the distribution, at this aversion to relative inequality. */
    public double equallyDistributed(double aversion) {
        if (aversion == 0) {
            return mean();
        }
        double sum = 0;
        boolean one = Math.abs(aversion - 1) < 1e-12;
        for (int i = 0; i < health.length; i++) {
            sum += weights[i] * (one ? StrictMath.log(health[i]) : StrictMath.pow(health[i], 1 - aversion));
        }
        return one ? StrictMath.exp(sum) : StrictMath.pow(sum, 1 / (1 - aversion));
    }

    public double atkinson(double aversion) {
        return 1 - equallyDistributed(aversion) / mean();
    }

    /** At this aversion to absolute inequality. */
    public double kolm(double aversion) {
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < health.length; i++) {
            sum += weights[i] * StrictMath.exp(aversion * (mean - health[i]));
        }
        return StrictMath.log(sum) / aversion;
    }

    public double gini() {
        double sum = 0;
        for (int i = 0; i < health.length; i++) {
            for (int j = 0; j < health.length; j++) {
                sum += weights[i] * weights[j] * Math.abs(health[i] - health[j]);
            }
        }
        return sum / (2 * mean());
    }

    /** Rank of the middle of each group. */
    private double[] ridits() {
        double[] out = new double[health.length];
        double below = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = below + weights[i] / 2;
            below += weights[i];
        }
        return out;
    }

    private double withRank(double[] x) {
        double[] rank = ridits();
        double mean = mean();
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += weights[i] * (x[i] - mean) * (rank[i] - 0.5);
        }
        return sum;
    }

    public double concentrationIndex() {
        return 2 * withRank(health) / mean();
    }

    /** Difference in health between the best and the worst off on the line through all groups. */
    public double slopeIndex() {
        double[] rank = ridits();
        double variance = 0;
        for (int i = 0; i < rank.length; i++) {
            variance += weights[i] * (rank[i] - 0.5) * (rank[i] - 0.5);
        }
        return withRank(health) / variance;
    }

    public double relativeIndex() {
        return slopeIndex() / mean();
    }

    /** Marginal social value of health by group, mean one over people. */
    public double[] equityWeights(double aversion) {
        double[] out = new double[health.length];
        double mean = 0;
        for (int i = 0; i < out.length; i++) {
            out[i] = StrictMath.pow(health[i], -aversion);
            mean += weights[i] * out[i];
        }
        for (int i = 0; i < out.length; i++) {
            out[i] /= mean;
        }
        return out;
    }

    /** After a programme: net health benefit by group added, opportunity cost already taken off. */
    public HealthDistribution after(double[] netBenefit) {
        double[] out = health.clone();
        for (int i = 0; i < out.length; i++) {
            out[i] += netBenefit[i];
        }
        return new HealthDistribution(out, weights);
    }
}
