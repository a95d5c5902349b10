package org.steelyard.stats.matching;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Text;
import org.steelyard.stats.EstimationError;
import org.steelyard.stats.internal.Checks;

/**
 * Exact and coarsened exact matching: people of both arms with equal values, or values in equal bins, form a set.
 *
 * <p>No model and no distance: what is balanced is decided beforehand, by how covariates are cut; who finds no partner drops out and changes the estimand, so count them. Weights:
 * {@link MatchedSets#weightsForTreated} (as R's {@code cem}) or {@link MatchedSets#weightsForEverybody}.
 *
 * <p>Iacus, King and Porro, Polit Anal 2012;20:1-24, doi:10.1093/pan/mpr013.
 */
public final class ExactMatching {

    private ExactMatching() {}

    /** @param columns values that must be equal, one array per covariate */
    public static MatchedSets on(double[][] columns, boolean[] treated) {
        Checks.bothArms(treated, 1);
        Map<List<Double>, int[]> seen = new HashMap<>();
        int[] number = new int[treated.length];
        for (int i = 0; i < treated.length; i++) {
            int row = i;
            List<Double> key = Arrays.stream(columns).map(c -> c[row] + 0.0).toList();
            int next = seen.size();
            int[] group = seen.computeIfAbsent(key, k -> new int[] {next, 0, 0});
            number[i] = group[0];
            group[treated[i] ? 2 : 1]++;
        }
        int[] sets = new int[seen.size()];
        Arrays.fill(sets, -1);
        int count = 0;
        int[][] groups = new int[seen.size()][];
        seen.values().forEach(g -> groups[g[0]] = g);
        for (int[] g : groups) {
            if (g[1] > 0 && g[2] > 0) {
                sets[g[0]] = count++;
            }
        }
        GreedyMatching.requireSome(count);
        return new MatchedSets(Arrays.stream(number).map(k -> sets[k]).toArray(), count, Double.NaN).checked(treated);
    }

    /**
     * @param cuts for each covariate the lower ends of its bins but the first, increasing: a value belongs to the bin whose lower end it has reached; empty to match exactly
     */
    public static MatchedSets coarsened(double[][] columns, double[][] cuts, boolean[] treated) {
        if (cuts.length != columns.length) {
            throw EstimationError.OUT_OF_BOUNDS.at(
                    "cuts",
                    Text.of("每个协变量需要一组切点", "every covariate needs a list of cut points"),
                    Text.of("给出每个协变量的切点（可为空）", "give cut points for every covariate; the list may be empty"));
        }
        double[][] binned = new double[columns.length][];
        for (int j = 0; j < columns.length; j++) {
            double[] ends = cuts[j];
            binned[j] = ends.length == 0
                    ? columns[j]
                    : Arrays.stream(columns[j]).map(v -> bin(ends, v)).toArray();
        }
        return on(binned, treated);
    }

    private static double bin(double[] ends, double value) {
        int at = Arrays.binarySearch(ends, value);
        return at >= 0 ? at + 1 : -at - 1;
    }

    /** Sturges' number of bins of equal width, ⌈log₂ n + 1⌉, over the range of a covariate: cem's default. */
    public static double[] sturges(double[] column) {
        int bins = (int) Math.ceil(Math.log(column.length) / Math.log(2) + 1);
        double low = Arrays.stream(column).min().orElse(0);
        double high = Arrays.stream(column).max().orElse(0);
        double[] ends = new double[bins - 1];
        Arrays.setAll(ends, k -> low + (high - low) * (k + 1) / bins);
        return ends;
    }
}
