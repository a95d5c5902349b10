package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.Defect;
import org.steelyard.simulator.Truth;
import org.steelyard.simulator.internal.TruthSums.Measure;

/** Turns sums into means. */
final class TruthMaker {

    private static final double FEN = 100;

    private TruthMaker() {}

    static Truth make(World world, TruthSums sums, List<Planted> planted) {
        long all = sums.people(0) + sums.people(1);
        return new Truth(
                sums.indexStays(),
                all,
                sums.people(1),
                effects(sums, new int[] {0, 1}),
                effects(sums, new int[] {1}),
                observed(sums),
                faults(planted),
                batch(world));
    }

    private static Truth.Effects effects(TruthSums sums, int[] decided) {
        Map<String, Truth.Arms> measures = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            measures.put(
                    name(measure), new Truth.Arms(mean(sums, decided, 0, measure), mean(sums, decided, 1, measure)));
        }
        double people = people(sums, decided);
        double[][] expected = new double[2][2];
        for (int group : decided) {
            for (int arm = 0; arm < 2; arm++) {
                expected[0][arm] += sums.risk(group, arm) / people;
                expected[1][arm] += sums.restrictedMean(group, arm) / people;
            }
        }
        return new Truth.Effects(
                measures,
                new Truth.Arms(expected[0][0], expected[0][1]),
                new Truth.Arms(expected[1][0], expected[1][1]));
    }

    private static double people(TruthSums sums, int[] decided) {
        double people = 0;
        for (int group : decided) {
            people += sums.people(group);
        }
        return people;
    }

    private static double mean(TruthSums sums, int[] decided, int arm, Measure measure) {
        long sum = 0;
        for (int group : decided) {
            sum += sums.sum(group, arm, measure);
        }
        return sum / people(sums, decided) / unit(measure);
    }

    private static Map<String, Truth.Arms> observed(TruthSums sums) {
        Map<String, Truth.Arms> measures = new LinkedHashMap<>();
        for (Measure measure : Measure.values()) {
            measures.put(
                    name(measure),
                    new Truth.Arms(
                            sums.observed(0, measure) / (double) sums.people(0) / unit(measure),
                            sums.observed(1, measure) / (double) sums.people(1) / unit(measure)));
        }
        return measures;
    }

    private static double unit(Measure measure) {
        return switch (measure) {
            case STAY_COST, COST_SETTLED, COST_SERVED -> FEN;
            case DEATHS, DAYS_ALIVE, STAY_DAYS, READMISSIONS -> 1;
        };
    }

    private static String name(Measure measure) {
        return switch (measure) {
            case DEATHS -> "deaths";
            case DAYS_ALIVE -> "daysAlive";
            case STAY_DAYS -> "stayDays";
            case STAY_COST -> "stayCost";
            case COST_SETTLED -> "costSettled";
            case COST_SERVED -> "costServed";
            case READMISSIONS -> "readmissions";
        };
    }

    private static List<Truth.Fault> faults(List<Planted> planted) {
        Map<Defect, List<Planted>> byDefect = new EnumMap<>(Defect.class);
        planted.forEach(one ->
                byDefect.computeIfAbsent(one.defect(), key -> new ArrayList<>()).add(one));
        List<Truth.Fault> faults = new ArrayList<>();
        byDefect.forEach((defect, rows) -> faults.add(new Truth.Fault(
                defect,
                rows.getFirst().table().table(),
                rows.stream().map(Planted::key).toList(),
                rows.stream().map(Planted::row).toList())));
        return faults;
    }

    private static List<Truth.BatchFault> batch(World world) {
        BatchDefects batch = world.batch();
        List<Truth.BatchFault> faults = new ArrayList<>();
        if (!batch.planted()) {
            return faults;
        }
        for (Defect defect : Defect.values()) {
            if (defect.scope() == Defect.Scope.BATCH && world.config().run().plants(defect)) {
                String code =
                        world.config().institutions().get(batch.site(defect)).code();
                String month = defect == Defect.MISSING_MONTH
                        ? batch.month() / 100 + "-" + String.format(java.util.Locale.ROOT, "%02d", batch.month() % 100)
                        : "";
                faults.add(new Truth.BatchFault(defect, code, month));
            }
        }
        return faults;
    }
}
