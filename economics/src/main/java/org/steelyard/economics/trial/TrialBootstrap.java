package org.steelyard.economics.trial;

import java.util.Arrays;
import org.steelyard.kernel.Seed;
import org.steelyard.stats.resampling.Bootstrap;
import org.steelyard.stats.resampling.Replicates;

/**
 * Bootstrap of differences in mean cost and effect: people are drawn with replacement within arms, cost and effect of a person together, so that their correlation stays.
 *
 * <p>Estimand: joint sampling distribution of (ΔC, ΔE). Assumption: people are independent. Intervals are percentiles (type 7). Acceptability at λ is the share of replicates with λΔE − ΔC above 0.
 *
 * <p>Reference: Briggs, Wonderling, Mooney. Health Econ 1997;6:327–340, doi:10.1002/(SICI)1099-1050(199707)6:4&lt;327::AID-HEC282&gt;3.0.CO;2-W.
 *
 * @param replicates ΔC and ΔE of each
 */
public record TrialBootstrap(Replicates replicates) {

    /** Shares of replicates in the quadrants of the plane. */
    public record Quadrants(double dearerBetter, double dearerWorse, double cheaperBetter, double cheaperWorse) {}

    public static TrialBootstrap of(TrialComparison.Arm treated, TrialComparison.Arm control, int draws, Seed seed) {
        int first = treated.cost().length;
        int n = first + control.cost().length;
        boolean[] arm = new boolean[n];
        Arrays.fill(arm, 0, first, true);
        return new TrialBootstrap(Bootstrap.run(
                n, Bootstrap.Plan.of(draws, seed, 1).within(arm), units -> {
                    double[] sums = new double[2];
                    for (int u : units) {
                        boolean in = u < first;
                        TrialComparison.Arm of = in ? treated : control;
                        double weight = in ? 1.0 / first : -1.0 / (n - first);
                        sums[0] += weight * of.cost()[in ? u : u - first];
                        sums[1] += weight * of.effect()[in ? u : u - first];
                    }
                    return sums;
                }));
    }

    public double[] cost() {
        return replicates.of(0);
    }

    public double[] effect() {
        return replicates.of(1);
    }

    public double acceptability(double threshold) {
        return share(r -> threshold * r[1] - r[0] > 0);
    }

    public Quadrants quadrants() {
        return new Quadrants(
                share(r -> r[0] > 0 && r[1] > 0),
                share(r -> r[0] > 0 && r[1] <= 0),
                share(r -> r[0] <= 0 && r[1] > 0),
                share(r -> r[0] <= 0 && r[1] <= 0));
    }

    private double share(java.util.function.Predicate<double[]> when) {
        double[][] all = replicates.values();
        return Arrays.stream(all).filter(when).count() / (double) all.length;
    }
}
