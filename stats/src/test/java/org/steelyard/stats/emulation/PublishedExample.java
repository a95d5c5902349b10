package org.steelyard.stats.emulation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.steelyard.stats.internal.SortOrder;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.Shared;

/** The published example of sequential trials, its covariates as numbers. */
final class PublishedExample {

    private PublishedExample() {}

    static PersonPeriods read() {
        Csv csv = Shared.csv("data/target_trial/trial_example.csv");
        List<String> terms = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        for (String name : List.of("catvarA", "catvarB", "catvarC", "nvarA", "nvarB", "nvarC")) {
            terms.add(name);
            columns.add(csv.numbers(name));
        }
        double[] key = csv.numbers("id");
        double[] period = csv.numbers("period");
        Arrays.setAll(key, i -> key[i] * 10_000 + period[i]);
        int[] order = SortOrder.ascending(key);
        return new PersonPeriods(
                Tables.integers(sorted(csv.numbers("id"), order)),
                Tables.integers(sorted(period, order)),
                Tables.flags(sorted(csv.numbers("treatment"), order)),
                Tables.flags(sorted(csv.numbers("outcome"), order)),
                Tables.flags(sorted(csv.numbers("eligible"), order)),
                new boolean[csv.rows()],
                terms,
                columns.stream().map(c -> sorted(c, order)).toArray(double[][]::new));
    }

    private static double[] sorted(double[] values, int[] order) {
        return Arrays.stream(order).mapToDouble(i -> values[i]).toArray();
    }
}
