package org.steelyard.stats.multiplicity;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;

/**
 * Sequentially rejective testing by a graph: hypotheses hold shares of α and pass them on when they are rejected.
 *
 * <p><b>Algorithm</b> [1]: reject any hypothesis with p ≤ its α; its α goes to the others in proportion to the edges; edges are renewed, g_lk ← (g_lk + g_lj g_jk)/(1 − g_lj g_jl); repeat. The result does not
 * depend on the order of rejections. Family-wise error α under any dependence (weighted Bonferroni closure). Fixed sequence, fallback, Holm and parallel or serial gatekeeping are graphs:
 * {@link #fixedSequence}, {@link #fallback}, {@link #holm}.
 *
 * <p>[1] Bretz et al., Stat Med 2009;28:586-604, doi:10.1002/sim.3495.
 *
 * @param weights share of α of each hypothesis, sum at most 1
 * @param edges {@code edges[i][j]} the share of i's α that goes to j; rows sum to at most 1, diagonal 0
 */
public record Gatekeeping(double[] weights, double[][] edges) {

    /** @param rejected in order of the hypotheses; @param adjusted smallest α at which each would be; @param order in which they fell */
    public record Result(boolean[] rejected, double[] adjusted, List<Integer> order) {
        public Result {
            order = List.copyOf(order);
        }
    }

    private static final double ROUNDING = 1e-9;

    public Gatekeeping {
        boolean good = weights.length > 0 && edges.length == weights.length;
        double total = 0;
        for (int i = 0; i < weights.length && good; i++) {
            total += weights[i];
            double row = 0;
            good = weights[i] >= 0 && edges[i].length == weights.length && edges[i][i] == 0;
            for (int j = 0; j < weights.length && good; j++) {
                row += edges[i][j];
                good = edges[i][j] >= 0;
            }
            good = good && row <= 1 + ROUNDING;
        }
        if (!good || total > 1 + ROUNDING) {
            throw DesignError.INVALID_SETTING.at(
                    "graph",
                    Text.of(
                            "检验图无效：权重与每行边之和不得超过 1，对角线为 0",
                            "the graph is not valid: weights and the edges of each row sum to at most 1, the diagonal is 0"),
                    Text.of("检查权重与边", "check weights and edges"));
        }
    }

    public static Gatekeeping fixedSequence(int hypotheses) {
        double[] w = new double[hypotheses];
        w[0] = 1;
        return fallback(w);
    }

    /** In order; what a rejected hypothesis had goes to the next. */
    public static Gatekeeping fallback(double[] weights) {
        double[][] g = new double[weights.length][weights.length];
        for (int i = 0; i + 1 < weights.length; i++) {
            g[i][i + 1] = 1;
        }
        return new Gatekeeping(weights.clone(), g);
    }

    public static Gatekeeping holm(int hypotheses) {
        double[] w = new double[hypotheses];
        double[][] g = new double[hypotheses][hypotheses];
        for (int i = 0; i < hypotheses; i++) {
            w[i] = 1.0 / hypotheses;
            for (int j = 0; j < hypotheses; j++) {
                g[i][j] = i == j ? 0 : 1.0 / (hypotheses - 1);
            }
        }
        return new Gatekeeping(w, g);
    }

    /** Adjusted p-values do not need α; a hypothesis is rejected when its own is at most α. */
    public Result test(double[] p, double alpha) {
        Checks.sameLength(weights.length, p.length);
        DesignError.requireSetting(alpha > 0 && alpha < 1, "alpha", "0 与 1 之间", "between 0 and 1");
        double[] w = weights.clone();
        double[][] g = java.util.Arrays.stream(edges).map(double[]::clone).toArray(double[][]::new);
        boolean[] gone = new boolean[p.length];
        double[] adjusted = new double[p.length];
        boolean[] rejected = new boolean[p.length];
        List<Integer> order = new ArrayList<>();
        double running = 0;
        for (int step = 0; step < p.length; step++) {
            int next = smallest(p, w, gone);
            double needed = w[next] > 0 ? p[next] / w[next] : p[next] == 0 ? 0 : Double.POSITIVE_INFINITY;
            running = Math.max(running, Math.min(1, needed));
            adjusted[next] = running;
            rejected[next] = running <= alpha;
            if (rejected[next]) {
                order.add(next);
            }
            gone[next] = true;
            remove(next, w, g, gone);
        }
        return new Result(rejected, adjusted, order);
    }

    /** The one that needs the least α. */
    private static int smallest(double[] p, double[] w, boolean[] gone) {
        int best = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < p.length; i++) {
            double ratio = w[i] > 0 ? p[i] / w[i] : Double.POSITIVE_INFINITY;
            if (!gone[i] && (best < 0 || ratio < least)) {
                best = i;
                least = ratio;
            }
        }
        return best;
    }

    private static void remove(int j, double[] w, double[][] g, boolean[] gone) {
        int n = w.length;
        for (int l = 0; l < n; l++) {
            if (!gone[l]) {
                w[l] += w[j] * g[j][l];
            }
        }
        double[][] old = java.util.Arrays.stream(g).map(double[]::clone).toArray(double[][]::new);
        for (int l = 0; l < n; l++) {
            for (int k = 0; k < n; k++) {
                double loop = old[l][j] * old[j][l];
                boolean lives = !gone[l] && !gone[k] && l != k && loop < 1;
                g[l][k] = lives ? (old[l][k] + old[l][j] * old[j][k]) / (1 - loop) : 0;
            }
        }
    }
}
