package org.steelyard.stats.matching;

import java.util.Arrays;
import java.util.Optional;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.internal.Sums;
import org.steelyard.stats.matching.internal.ControlPool;

/**
 * Greedy nearest-neighbour matching, one control to one treated person, on the logit of the propensity score.
 *
 * <p><b>Estimand</b>: the effect in the treated who found a pair. <b>Algorithm</b>: treated people are taken one by one in the
 * chosen order; each takes the unused control whose logit is nearest, if within the caliper. Equal distances (as
 * computed in double precision) go to the control that comes first in the data. The result is that of the plain search over all
 * controls; it is found by sorting and by skipping used controls, in O(n log n).
 *
 * <p><b>Caliper</b>: a number of standard deviations (divisor n − 1) of the logit over everybody; 0.2 is Austin's advice [1]. A pair
 * at exactly the caliper is allowed.
 *
 * <p><b>Differs from R</b>: MatchIt 4.5.1 to 4.5.3 does not honour the caliper (its issue 163), so it is not a reference here.
 *
 * <p>[1] Austin, Pharm Stat 2011;10:150-161, doi:10.1002/pst.433.
 */
public final class NearestNeighbourMatching {

    /** Who chooses first. Equal scores keep the order of the data. */
    public enum Order {
        DESCENDING,
        ASCENDING,
        DATA
    }

    private final Optional<Double> caliper;
    private final Order order;
    private final boolean replacement;

    private NearestNeighbourMatching(Optional<Double> caliper, Order order, boolean replacement) {
        this.caliper = caliper;
        this.order = order;
        this.replacement = replacement;
    }

    /** No caliper, treated in descending score, without replacement. */
    public static NearestNeighbourMatching withDefaults() {
        return new NearestNeighbourMatching(Optional.empty(), Order.DESCENDING, false);
    }

    /** @param standardDeviations of the logit, above 0; empty for no caliper */
    public NearestNeighbourMatching withCaliper(Optional<Double> standardDeviations) {
        if (standardDeviations.isPresent() && !(standardDeviations.get() > 0)) {
            throw EstimationError.OUT_OF_BOUNDS.at(
                    "caliper",
                    Text.of("卡钳值须大于 0", "a caliper must be above 0"),
                    Text.of("通常取 0.2 个标准差", "0.2 standard deviations is usual"));
        }
        return new NearestNeighbourMatching(standardDeviations, order, replacement);
    }

    public NearestNeighbourMatching withOrder(Order newOrder) {
        return new NearestNeighbourMatching(caliper, newOrder, replacement);
    }

    public NearestNeighbourMatching withReplacement(boolean newReplacement) {
        return new NearestNeighbourMatching(caliper, order, newReplacement);
    }

    /** @param score propensity score of each person, strictly between 0 and 1 */
    public MatchedPairs match(double[] score, boolean[] treated) {
        Checks.sameLength(score.length, treated.length);
        Checks.openUnitInterval("score", score);
        double[] logit = new double[score.length];
        Arrays.setAll(logit, i -> Math.log(score[i] / (1 - score[i])));
        return matchOnLogit(logit, treated);
    }

    /** As {@link #match} for the logits (or any other distance scale on a line) themselves. */
    public MatchedPairs matchOnLogit(double[] logit, boolean[] treated) {
        Checks.sameLength(logit.length, treated.length);
        Checks.finite("logit", logit);
        Checks.bothArms(treated, 1);
        double width = caliper.map(c -> c * Math.sqrt(Sums.variance(logit))).orElse(Double.POSITIVE_INFINITY);
        MatchedPairs pairs = pair(logit, treated, width);
        checkInvariants(pairs, treated);
        if (pairs.pairs() == 0) {
            throw EstimationError.NO_PAIR.at(
                    "caliper",
                    Text.of("卡钳范围内没有任何配对", "no pair lies within the caliper"),
                    Text.of(
                            "放宽卡钳值，或检查两组倾向性评分是否重叠",
                            "widen the caliper, or see whether the scores of the arms overlap"));
        }
        return pairs;
    }

    private MatchedPairs pair(double[] logit, boolean[] treated, double width) {
        int[] queue = treatedInOrder(logit, treated);
        ControlPool pool = ControlPool.of(logit, treated);
        int[] first = new int[queue.length];
        int[] second = new int[queue.length];
        double[] distance = new double[queue.length];
        int k = 0;
        for (int t : queue) {
            int c = pool.nearest(logit[t]);
            if (c < 0) {
                break;
            }
            double d = Math.abs(logit[c] - logit[t]);
            if (d <= width) {
                first[k] = t;
                second[k] = c;
                distance[k++] = d;
                if (!replacement) {
                    pool.takeLast();
                }
            }
        }
        return new MatchedPairs(
                Arrays.copyOf(first, k),
                Arrays.copyOf(second, k),
                Arrays.copyOf(distance, k),
                width,
                queue.length - k,
                logit.length);
    }

    private int[] treatedInOrder(double[] logit, boolean[] treated) {
        int[] all = switch (order) {
            case DESCENDING -> SortOrder.descending(logit);
            case ASCENDING -> SortOrder.ascending(logit);
            case DATA -> java.util.stream.IntStream.range(0, logit.length).toArray();
        };
        return Arrays.stream(all).filter(i -> treated[i]).toArray();
    }

    /** A pair beyond the caliper or a control used twice would be silent and wrong; other programs have had both. */
    private void checkInvariants(MatchedPairs pairs, boolean[] treated) {
        boolean[] used = new boolean[treated.length];
        for (int k = 0; k < pairs.pairs(); k++) {
            int t = pairs.treated()[k];
            int c = pairs.control()[k];
            boolean arms = treated[t] && !treated[c];
            boolean once = !used[t] && (replacement || !used[c]);
            if (!arms || !once || !(pairs.distance()[k] <= pairs.caliper())) {
                throw new IllegalStateException("matching broke its own rules at pair " + k);
            }
            used[t] = true;
            used[c] = true;
        }
    }
}
