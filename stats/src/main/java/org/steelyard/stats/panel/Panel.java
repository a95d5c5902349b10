package org.steelyard.stats.panel;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;

/**
 * A balanced panel of units that adopt a treatment once, or never, and keep it.
 *
 * @param units their numbers, in order
 * @param times the periods, in order; any integers, gaps allowed
 * @param outcome {@code outcome[unit][period]}
 * @param firstTreated first treated period of each unit, {@link #NEVER} for none
 * @param terms names of covariates fixed over time
 * @param covariates one array per term, a value per unit
 */
public record Panel(
        int[] units, int[] times, double[][] outcome, int[] firstTreated, List<String> terms, double[][] covariates) {

    /** The first treated period of a unit that is never treated. */
    public static final int NEVER = Integer.MAX_VALUE;

    public Panel {
        terms = List.copyOf(terms);
        Checks.sameLength(units.length, outcome.length, firstTreated.length);
        Checks.sameLength(terms.size(), covariates.length);
        for (double[] row : outcome) {
            Checks.sameLength(times.length, row.length);
            Checks.finite("outcome", row);
        }
        for (int j = 0; j < covariates.length; j++) {
            Checks.sameLength(units.length, covariates[j].length);
            Checks.finite(terms.get(j), covariates[j]);
        }
    }

    /** Long data: one row per unit and period. */
    public record Rows(int[] unit, int[] time, double[] outcome, int[] firstTreated) {
        public Rows {
            Checks.sameLength(unit.length, time.length, outcome.length, firstTreated.length);
        }
    }

    /** Fails when a unit lacks a period, has one twice, or changes its first treated period. Covariates are taken from a unit's first row. */
    public static Panel of(Rows rows, List<String> terms, double[][] columns) {
        int[] times = Arrays.stream(rows.time()).distinct().sorted().toArray();
        Map<Integer, int[]> where = new TreeMap<>();
        for (int i = 0; i < rows.unit().length; i++) {
            int[] at = where.computeIfAbsent(rows.unit()[i], u -> filled(times.length));
            int t = Arrays.binarySearch(times, rows.time()[i]);
            if (at[t] >= 0 || changes(rows, at, i)) {
                throw unbalanced(i);
            }
            at[t] = i;
        }
        int n = where.size();
        double[][] outcome = new double[n][times.length];
        int[] first = new int[n];
        double[][] covariates = new double[columns.length][n];
        int u = 0;
        for (int[] at : where.values()) {
            for (int t = 0; t < times.length; t++) {
                if (at[t] < 0) {
                    throw unbalanced(Arrays.stream(at).max().orElse(0));
                }
                outcome[u][t] = rows.outcome()[at[t]];
            }
            first[u] = rows.firstTreated()[at[0]];
            for (int j = 0; j < columns.length; j++) {
                covariates[j][u] = columns[j][at[0]];
            }
            u++;
        }
        int[] units = where.keySet().stream().mapToInt(k -> k).toArray();
        return new Panel(units, times, outcome, first, terms, covariates);
    }

    private static int[] filled(int n) {
        int[] none = new int[n];
        Arrays.fill(none, -1);
        return none;
    }

    private static boolean changes(Rows rows, int[] at, int row) {
        return Arrays.stream(at).anyMatch(i -> i >= 0 && rows.firstTreated()[i] != rows.firstTreated()[row]);
    }

    private static SteelyardException unbalanced(int row) {
        return SteelyardException.of(
                DesignError.UNBALANCED_PANEL,
                new Place("", row + 1L, "unit"),
                Text.of(
                        "面板须平衡：每个单位每个时期恰有一行，且首次处理时期不变",
                        "the panel must be balanced: one row per unit and period, one first treated period per unit"),
                Text.of("补齐或去掉缺时期的单位", "complete the units that lack periods, or leave them out"));
    }

    /** First treated periods that occur, in order, never-treated left out. */
    public int[] groups() {
        return Arrays.stream(firstTreated)
                .filter(g -> g != NEVER)
                .distinct()
                .sorted()
                .toArray();
    }

    /** Share of all units that adopt in a period. */
    public double share(int group) {
        return (double) Arrays.stream(firstTreated).filter(g -> g == group).count() / units.length;
    }
}
