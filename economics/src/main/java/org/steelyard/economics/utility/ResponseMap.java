package org.steelyard.economics.utility;

/**
 * Response mapping between versions of EQ-5D, dimension by dimension: the chance of each level of the target given the level answered, and the expected value over all target states.
 *
 * <p>U(s) = Σ_t Π_d P_d(t_d | s_d) u(t), the non-parametric crosswalk of van Hout and colleagues, Value Health 2012;15:708–715, doi:10.1016/j.jval.2012.02.008. The probabilities are data of the user, with their source.
 *
 * @param probabilities by dimension, level answered, level of the target; rows sum to one
 */
public record ResponseMap(double[][][] probabilities, ValueSet target) {

    public ResponseMap {
        boolean good = probabilities.length == target.decrements().length;
        for (int d = 0; good && d < probabilities.length; d++) {
            for (double[] row : probabilities[d]) {
                double sum = 0;
                for (double p : row) {
                    good &= p >= 0;
                    sum += p;
                }
                good &= row.length == target.decrements()[d].length && Math.abs(sum - 1) < 1e-6;
            }
        }
        if (!good) {
            throw new IllegalArgumentException("for each dimension and level a row of probabilities that sums to one");
        }
    }

    public double utility(String state) {
        if (state.length() != probabilities.length) {
            throw new IllegalArgumentException("a state has " + probabilities.length + " digits");
        }
        return expected(state, 0, new StringBuilder());
    }

    private double expected(String state, int dimension, StringBuilder chosen) {
        if (dimension == state.length()) {
            return target.utility(chosen.toString());
        }
        int level = state.charAt(dimension) - '0';
        if (level < 1 || level > probabilities[dimension].length) {
            throw new IllegalArgumentException("levels are 1 to " + probabilities[dimension].length);
        }
        double sum = 0;
        double[] row = probabilities[dimension][level - 1];
        for (int t = 0; t < row.length; t++) {
            if (row[t] > 0) {
                chosen.append(t + 1);
                sum += row[t] * expected(state, dimension + 1, chosen);
                chosen.setLength(dimension);
            }
        }
        return sum;
    }
}
