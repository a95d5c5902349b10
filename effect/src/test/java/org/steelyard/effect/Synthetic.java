package org.steelyard.effect;

import java.util.List;
import java.util.random.RandomGenerator;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.kernel.Seed;

/** Cohorts with confounding by age, sex and hospital level, and Chinese names as in real dictionaries. */
final class Synthetic {

    static final String[] COVARIATES = {"年龄", "女性", "医院等级"};

    private Synthetic() {}

    /** Covariates complete. */
    static AnalysisTable of(int n, long seed) {
        return of(n, seed, 0);
    }

    /** @param holes probability that a covariate is missing, for age and hospital level, more often in the old */
    static AnalysisTable of(int n, long seed, double holes) {
        RandomGenerator random = new Seed(seed).child("synthetic").generator();
        double[] age = new double[n];
        byte[] female = new byte[n];
        int[] hospital = new int[n];
        boolean[] treated = new boolean[n];
        boolean[] dead = new boolean[n];
        double[] cost = new double[n];
        double[] time = new double[n];
        boolean[] event = new boolean[n];
        double[] ageSeen = new double[n];
        int[] hospitalSeen = new int[n];
        for (int i = 0; i < n; i++) {
            age[i] = Math.round(60 + 10 * random.nextGaussian());
            female[i] = (byte) (random.nextDouble() < 0.5 ? 1 : 0);
            hospital[i] = random.nextInt(3);
            double x = 0.05 * (age[i] - 60) + 0.4 * female[i] - 0.3 * hospital[i];
            treated[i] = random.nextDouble() < expit(x);
            dead[i] = random.nextDouble()
                    < expit(-0.8 + 0.04 * (age[i] - 60) - 0.5 * (treated[i] ? 1 : 0) + 0.2 * hospital[i]);
            cost[i] = 100 + 2 * (age[i] - 60) + 10 * (treated[i] ? 1 : 0) + 20 * random.nextGaussian();
            double rate = 0.002 * Math.exp(0.03 * (age[i] - 60) - 0.4 * (treated[i] ? 1 : 0));
            double death = -Math.log(1 - random.nextDouble()) / rate;
            double censor = 365 + 1000 * random.nextDouble();
            time[i] = Math.ceil(Math.min(death, censor));
            event[i] = death <= censor;
            ageSeen[i] = random.nextDouble() < holes * (age[i] > 60 ? 1.5 : 0.5) ? Double.NaN : age[i];
            hospitalSeen[i] = random.nextDouble() < holes ? -1 : hospital[i];
        }
        return Plans.table(
                Plans.binary(Plans.TREATED, treated),
                new Column.Numeric("年龄", ageSeen),
                new Column.Binary("女性", female),
                new Column.Category("医院等级", List.of("一级", "二级", "三级"), hospitalSeen),
                Plans.binary("死亡", dead),
                new Column.Numeric("费用", cost),
                new Column.Numeric("生存-time", time),
                Plans.binary("生存-event", event));
    }

    private static double expit(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    /** The same table with one column changed or added. */
    static AnalysisTable with(AnalysisTable table, Column column) {
        List<Column> columns = new java.util.ArrayList<>(table.columns().stream()
                .filter(c -> !c.name().equals(column.name()))
                .toList());
        columns.add(column);
        return new AnalysisTable(table.name(), table.sourceRows(), columns);
    }
}
