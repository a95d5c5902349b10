package org.steelyard.economics;

/**
 * How membership at the cycle points 0, 1, …, n is turned into time spent over n cycles: a weight for each point, in
 * cycles. Two programs that both call theirs "half-cycle correction" may differ here, so each rule has a name.
 *
 * <p>With S(t) = exp(−0.1 t) over 20 yearly cycles (exact 8.6466) the rules give 9.0862 (beginning), 8.2215 (end),
 * 8.6539 (trapezoid, and the life-table method, which is the same sum), 8.64665 (Simpson).
 *
 * <p>References: [1] Naimark, Kabboul, Krahn. Med Decis Making 2013;33:961–970, doi:10.1177/0272989X13501558. [2]
 * Elbasha, Chhatwal. PharmacoEconomics 2016;34:13–22, doi:10.1007/s40273-015-0337-0.
 */
public enum CountingRule {
    /** Membership at the start of the cycle counts for the whole cycle. */
    BEGINNING,
    /** Membership at the end of the cycle counts for the whole cycle. */
    END,
    /** Mean of start and end of each cycle; weights ½, 1, …, 1, ½. Used by the partitioned-survival model. */
    TRAPEZOID,
    /** Simpson's rule, weights ⅓, 4⅓, 2⅓, …, ⅓; the number of cycles must be even. */
    SIMPSON;

    /**
     * @param cycles n, at least 1
     * @return n + 1 weights, in cycles
     */
    public double[] weights(int cycles) {
        if (cycles < 1) {
            throw new IllegalArgumentException("at least one cycle");
        }
        if (this == SIMPSON && cycles % 2 == 1) {
            throw new IllegalArgumentException("Simpson's rule needs an even number of cycles");
        }
        double[] weights = new double[cycles + 1];
        for (int k = 0; k <= cycles; k++) {
            weights[k] = weight(k, cycles);
        }
        return weights;
    }

    private double weight(int k, int cycles) {
        boolean edge = k == 0 || k == cycles;
        return switch (this) {
            case BEGINNING -> k < cycles ? 1 : 0;
            case END -> k > 0 ? 1 : 0;
            case TRAPEZOID -> edge ? 0.5 : 1;
            case SIMPSON -> edge ? 1.0 / 3 : (k % 2 == 1 ? 4.0 / 3 : 2.0 / 3);
        };
    }
}
