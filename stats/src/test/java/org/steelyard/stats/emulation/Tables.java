package org.steelyard.stats.emulation;

import java.util.Arrays;
import java.util.List;
import org.steelyard.stats.testing.Csv;
import org.steelyard.stats.testing.SimulatedTables;

/** Person-periods and cohorts that several tests use. */
final class Tables {

    private Tables() {}

    static PersonPeriods simulated() {
        return periods(SimulatedTables.csv("periods.csv"), List.of("v", "b", "l"));
    }

    static PersonPeriods periods(Csv csv, List<String> terms) {
        return new PersonPeriods(
                integers(csv.numbers("id")),
                integers(csv.numbers("period")),
                flags(csv.numbers("treatment")),
                flags(csv.numbers("outcome")),
                flags(csv.numbers("eligible")),
                flags(csv.numbers("censored")),
                terms,
                terms.stream().map(csv::numbers).toArray(double[][]::new));
    }

    static CloneCensorWeight.Cohort clones() {
        Csv csv = SimulatedTables.csv("clones.csv");
        double[] start = csv.numbers("start");
        for (int i = 0; i < start.length; i++) {
            start[i] = Double.isNaN(start[i]) ? Double.POSITIVE_INFINITY : start[i];
        }
        return new CloneCensorWeight.Cohort(
                csv.numbers("time"), flags(csv.numbers("event")), start, List.of("x1", "x2"), new double[][] {
                    csv.numbers("x1"), csv.numbers("x2")
                });
    }

    static int[] integers(double[] values) {
        return Arrays.stream(values).mapToInt(v -> (int) v).toArray();
    }

    static boolean[] flags(double[] values) {
        boolean[] flags = new boolean[values.length];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = values[i] == 1;
        }
        return flags;
    }
}
