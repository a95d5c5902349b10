package org.steelyard.stats.causal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.matching.MatchedSets;

/**
 * Weighted means of both arms of matched sets, with a variance that knows how the sets are made.
 *
 * <p><b>Formula</b>: Hájek means with the sets' weights, ω_s a set's share of them. A set with one treated person or one control (pairs, one to k, full matching) is one
 * observation: its influence is ω_s(Ȳ_s − μ) on both means, divided by √(1 − ω_s) for the leverage of heavy sets [1]; for pairs the difference then has the paired standard error.
 * A set with two or more of each (exact and coarsened matching) is a stratum: within it each arm varies as s²/n, and the persons of the target population, drawn independently,
 * vary between strata as Σ n_s(Ȳ_s − μ)²/N² [2]. Sets and weights are taken as given.
 *
 * <p><b>Why</b>: with a handful of large strata the sum of squares over strata as clusters covers 88 % instead of 95 %.
 *
 * <ol>
 *   <li>Abadie and Spiess, J Am Stat Assoc 2022;117:983-995, doi:10.1080/01621459.2020.1840383; MacKinnon and White, J Econom 1985;29:305-325, doi:10.1016/0304-4076(85)90158-7 (HC2).
 *   <li>Pashley and Miratrix, J Educ Behav Stat 2021;46:271-296, doi:10.3102/1076998620946272.
 * </ol>
 */
public final class MatchedSetMeans {

    private MatchedSetMeans() {}

    /** @param weight as {@link MatchedSets} gives them; 0 for people in no set */
    public static PotentialMeans estimate(double[] outcome, boolean[] treated, MatchedSets sets, double[] weight) {
        Checks.sameLength(outcome.length, treated.length, weight.length, sets.set().length);
        Checks.finite("outcome", outcome);
        Side one = new Side(sets.sets());
        Side zero = new Side(sets.sets());
        for (int i = 0; i < outcome.length; i++) {
            int s = sets.set()[i];
            if (s >= 0) {
                (treated[i] ? one : zero).add(s, outcome[i], weight[i]);
            }
        }
        requireSpread(one, zero);
        Influences influences = new Influences();
        for (int s = 0; s < sets.sets(); s++) {
            if (one.count[s] > 1 && zero.count[s] > 1) {
                influences.add(one.within(s), 0);
                influences.add(0, zero.within(s));
                double people = Math.max(1, one.target(s, zero));
                influences.add(one.between(s) / Math.sqrt(people), zero.between(s) / Math.sqrt(people));
            } else {
                double left = Math.sqrt(1 - Math.max(one.share(s), zero.share(s)));
                influences.add(one.between(s) / left, zero.between(s) / left);
            }
        }
        return PotentialMeans.ofInfluence(one.mean(), zero.mean(), influences.all(), 1);
    }

    /** One set is enough when its arms can vary within it. */
    private static void requireSpread(Side one, Side zero) {
        if (one.count.length == 0 || one.count.length == 1 && Math.min(one.count[0], zero.count[0]) < 2) {
            throw EstimationError.EMPTY_ARM.at(
                    "sets",
                    Text.of("匹配集不足 2 个，无法估计标准误", "fewer than 2 matched sets give no standard error"),
                    Text.of("放宽匹配条件，或改用加权方法", "loosen the matching, or use weighting"));
        }
    }

    private static final class Influences {
        private final List<double[]> both = new ArrayList<>();

        void add(double treated, double control) {
            both.add(new double[] {treated, control});
        }

        PotentialMeans.Influence all() {
            return new PotentialMeans.Influence(
                    both.stream().mapToDouble(b -> b[0]).toArray(),
                    both.stream().mapToDouble(b -> b[1]).toArray());
        }
    }

    /** Sums of one arm by set. */
    private static final class Side {
        private final int[] count;
        private final double[] weight;
        private final double[] sum;
        private final double[] squares;

        Side(int sets) {
            count = new int[sets];
            weight = new double[sets];
            sum = new double[sets];
            squares = new double[sets];
        }

        /** Within a set and arm all weights are equal. */
        void add(int set, double value, double w) {
            count[set]++;
            weight[set] += w;
            double before = count[set] > 1 ? sum[set] / (count[set] - 1) : 0;
            sum[set] += value;
            squares[set] += count[set] > 1 ? (value - before) * (value - sum[set] / count[set]) : 0;
        }

        double total() {
            return Arrays.stream(weight).sum();
        }

        double share(int set) {
            return weight[set] / total();
        }

        double mean() {
            double mean = 0;
            for (int s = 0; s < count.length; s++) {
                mean += weight[s] * sum[s] / Math.max(1, count[s]);
            }
            return mean / total();
        }

        /** Share times the standard error of the set's mean. */
        double within(int set) {
            return share(set) * Math.sqrt(squares[set] / (count[set] - 1) / count[set]);
        }

        double between(int set) {
            return share(set) * (sum[set] / Math.max(1, count[set]) - mean());
        }

        /** People of the target population in a set: weights of the treated are 1 each for the treated, and sum to the set's size for everybody. */
        double target(int set, Side other) {
            return Math.max(weight[set], other.weight[set]) > count[set] * 1.0000001
                    ? count[set] + (double) other.count[set]
                    : count[set];
        }
    }
}
