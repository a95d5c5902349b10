package org.steelyard.disclosure;

import java.util.Arrays;

/** What of a survival curve may be drawn. */
public final class RiskSets {

    private RiskSets() {}

    /**
     * How many leading points of a step curve may be drawn: up to the first whose risk set is too small. A step taken by
     * few people shows when one of them had the event.
     *
     * @param numberAtRisk just before each point, not increasing
     * @return a number of points, 0 when the first is too small already
     */
    public static int drawable(int[] numberAtRisk, SmallCells rule) {
        int points = 0;
        while (points < numberAtRisk.length && numberAtRisk[points] > rule.limit()) {
            points++;
        }
        return points;
    }

    /**
     * Which points of a step curve may be given as numbers. The steps of a curve give back when each person had the event; so
     * each point that stays stands for more events than the limit since the one before it, while more people than the limit are at risk.
     *
     * @param events people with the event up to and including each point, not decreasing
     * @param numberAtRisk just before each point, not increasing
     * @return indices, increasing; none where the whole curve has too few events
     */
    public static int[] tellable(int[] events, int[] numberAtRisk, SmallCells rule) {
        int points = Math.min(events.length, drawable(numberAtRisk, rule));
        int[] kept = new int[points];
        int n = 0;
        int told = 0;
        for (int i = 0; i < points; i++) {
            if (events[i] - told > rule.limit()) {
                told = events[i];
                kept[n++] = i;
            }
        }
        return Arrays.copyOf(kept, n);
    }

    /** Numbers at risk, each shown or hidden. Nobody at risk is shown as 0. */
    public static ReleasedCount[] release(int[] atRisk, SmallCells rule) {
        ReleasedCount[] out = new ReleasedCount[atRisk.length];
        for (int i = 0; i < atRisk.length; i++) {
            out[i] = rule.isSmall(atRisk[i])
                    ? new ReleasedCount.Hidden(rule.limit())
                    : new ReleasedCount.Shown(atRisk[i]);
        }
        return out;
    }
}
