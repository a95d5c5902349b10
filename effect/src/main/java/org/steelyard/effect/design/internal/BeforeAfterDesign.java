package org.steelyard.effect.design.internal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod.BeforeAfter;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.equivalence.TwoMeans;

/** Before against after. Nothing stands for what would have happened anyway, and the diagnostics say so. */
record BeforeAfterDesign(Finding found) {

    void run(BeforeAfter m, Rows table) {
        String y = found.variable();
        if (m.exposure().isPresent()) {
            rates(table.complete(List.of(m.after(), y, m.exposure().get())), m, y);
        } else if (m.unit().isPresent()) {
            paired(table.complete(List.of(m.after(), y, m.unit().get())), m, y);
        } else {
            means(table.complete(List.of(m.after(), y)), m, y);
        }
        found.check(
                "no-control",
                0,
                1,
                false,
                Text.of(
                        "前后比较没有对照：长期趋势、季节与均值回归都会混入估计",
                        "before–after without a control: trend, season and regression to the mean are part of the estimate"));
    }

    private void rates(Rows rows, BeforeAfter m, String y) {
        Rows after = rows.where(m.after(), true);
        Rows before = rows.where(m.after(), false);
        long[] counts = {whole(after.numbers(y), y), whole(before.numbers(y), y)};
        double[] time = {
            Arrays.stream(after.numbers(m.exposure().orElseThrow())).sum(),
            Arrays.stream(before.numbers(m.exposure().orElseThrow())).sum()
        };
        found.used(rows.size()).method("rate ratio with exact limits", "association", "rows");
        found.add(
                "rate-ratio",
                org.steelyard.stats.timeseries.BeforeAfter.rateRatio(counts, time, found.level()),
                new Finding.Sizes(rows.size(), after.size(), Math.toIntExact(counts[0] + counts[1])),
                "after over before; Clopper-Pearson limits of the conditional binomial");
    }

    private static long whole(double[] values, String name) {
        double sum = Arrays.stream(values).sum();
        DesignError.requireSetting(
                Arrays.stream(values).allMatch(v -> v >= 0 && v == Math.rint(v)),
                name,
                "非负整数计数",
                "whole counts of 0 or more");
        return (long) sum;
    }

    private void paired(Rows rows, BeforeAfter m, String y) {
        Map<Integer, double[]> units = new LinkedHashMap<>();
        int[] unit = rows.codes(m.unit().orElseThrow());
        boolean[] after = rows.flags(m.after());
        double[] value = rows.numbers(y);
        for (int i = 0; i < unit.length; i++) {
            double[] pair = units.computeIfAbsent(unit[i], u -> new double[] {Double.NaN, Double.NaN});
            int at = after[i] ? 1 : 0;
            if (!Double.isNaN(pair[at])) {
                throw DesignError.ROWS_OUT_OF_ORDER.at(
                        m.unit().orElseThrow(),
                        Text.of("同一单位在同一时段有多行", "a unit has several rows in one period"),
                        Text.of("每个单位前后各一行", "give each unit one row before and one after"));
            }
            pair[at] = value[i];
        }
        double[][] full =
                units.values().stream().filter(p -> !Double.isNaN(p[0] + p[1])).toArray(double[][]::new);
        requireTwo(full.length, m.unit().orElseThrow());
        double[] second = Arrays.stream(full).mapToDouble(p -> p[1]).toArray();
        double[] first = Arrays.stream(full).mapToDouble(p -> p[0]).toArray();
        found.used(2 * full.length).method("paired difference of means, t interval", "association", "units");
        found.add(
                "mean-difference",
                TwoMeans.paired(second, first, found.level()),
                new Finding.Sizes(full.length, full.length, -1),
                "after minus before, within units measured both times");
    }

    private void means(Rows rows, BeforeAfter m, String y) {
        double[] after = rows.where(m.after(), true).numbers(y);
        double[] before = rows.where(m.after(), false).numbers(y);
        requireTwo(Math.min(after.length, before.length), m.after());
        found.used(rows.size()).method("difference of means, Welch's t interval", "association", "rows");
        found.add(
                "mean-difference",
                TwoMeans.welch(after, before, found.level()),
                new Finding.Sizes(rows.size(), after.length, -1),
                "after minus before");
    }

    private static void requireTwo(int n, String field) {
        if (n < 2) {
            throw DesignError.TOO_FEW_POINTS.at(
                    field,
                    Text.of("变化前后各至少需要两个取值", "at least two values before and after are needed"),
                    Text.of("检查 after 的定义", "check the definition of after"));
        }
    }
}
