package org.steelyard.disclosure;

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
