package org.steelyard.stats.emulation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.internal.Checks;

/**
 * Follow-up in equal periods: one row per person and period, the rows of a person together and in order, without a gap.
 *
 * @param person any integers; equal ones stand together
 * @param period counted in any unit that grows by 1
 * @param treated whether treated in the period
 * @param outcome whether the outcome happened in the period; then it is the person's last row
 * @param eligible whether the person could enter a trial that starts in the period
 * @param censored whether the person, free of the outcome, was not seen after this row
 * @param terms names of the covariates
 * @param covariates one array per term: the value known at the start of the period, before treatment
 */
public record PersonPeriods(
        int[] person,
        int[] period,
        boolean[] treated,
        boolean[] outcome,
        boolean[] eligible,
        boolean[] censored,
        List<String> terms,
        double[][] covariates) {

    private static final int MOST_PROBLEMS = 20;

    public PersonPeriods {
        int n = person.length;
        Checks.sameLength(n, period.length, treated.length, outcome.length, eligible.length, censored.length);
        Checks.sameLength(terms.size(), covariates.length);
        for (int j = 0; j < covariates.length; j++) {
            Checks.sameLength(n, covariates[j].length);
            Checks.finite(terms.get(j), covariates[j]);
        }
        terms = List.copyOf(terms);
        checkOrder(person, period, outcome);
    }

    private static void checkOrder(int[] person, int[] period, boolean[] outcome) {
        Problems problems = new Problems();
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < person.length && problems.list().size() < MOST_PROBLEMS; i++) {
            boolean first = i == 0 || person[i] != person[i - 1];
            if (first ? !seen.add(person[i]) : period[i] != period[i - 1] + 1) {
                problems.add(
                        DesignError.ROWS_OUT_OF_ORDER,
                        new Place("", i + 1L, "period"),
                        Text.of(
                                "同一人的行须相邻，时期须逐一递增、不得缺漏",
                                "rows of a person must stand together, each period one after the last"),
                        Text.of("按人和时期排序并补齐缺漏时期", "sort by person and period and fill the periods that lack"));
            }
            if (!first && outcome[i - 1]) {
                problems.add(
                        DesignError.ROWS_AFTER_OUTCOME,
                        new Place("", i + 1L, "outcome"),
                        Text.of("结局发生之后仍有该人的行", "the person has rows after the outcome"),
                        Text.of("结局所在的时期应为该人的最后一行", "end a person's rows with the period of the outcome"));
            }
        }
        problems.throwIfAny();
    }

    public int rows() {
        return person.length;
    }

    /** First row of every person, and the number of rows at the end. */
    public int[] starts() {
        return IntStream.concat(
                        IntStream.range(0, rows()).filter(i -> i == 0 || person[i] != person[i - 1]),
                        IntStream.of(rows()))
                .toArray();
    }
}
