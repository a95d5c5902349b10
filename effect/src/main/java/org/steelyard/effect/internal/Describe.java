package org.steelyard.effect.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.steelyard.cohort.AnalysisTable;
import org.steelyard.cohort.Column;
import org.steelyard.effect.EffectResults.BaselineRow;
import org.steelyard.effect.EffectResults.Missingness;
import org.steelyard.effect.EffectResults.Summary;

/** The descriptive table: every variable in all people and in both arms, from the people who have a value. */
final class Describe {

    private Describe() {}

    static List<Missingness> missingness(AnalysisTable table) {
        List<Missingness> out = new ArrayList<>();
        for (Column column : table.columns()) {
            int missing = 0;
            for (int i = 0; i < column.rows(); i++) {
                missing += column.isMissing(i) ? 1 : 0;
            }
            out.add(new Missingness(column.name(), missing, column.rows()));
        }
        return out;
    }

    /** @param arm 1 treated, 0 control, negative missing */
    static List<BaselineRow> baseline(AnalysisTable table, List<String> variables, byte[] arm) {
        List<BaselineRow> out = new ArrayList<>();
        for (String variable : variables) {
            switch (table.column(variable)) {
                case Column.Numeric c -> out.add(row(variable, "", c.values(), arm, false));
                case Column.Binary c ->
                    out.add(row(variable, "true", indicator(c.rows(), c, i -> c.values()[i] == 1), arm, true));
                case Column.Category c -> {
                    for (int k = 0; k < c.levels().size(); k++) {
                        int level = k;
                        double[] is = indicator(c.rows(), c, i -> c.codes()[i] == level);
                        out.add(row(variable, c.levels().get(k), is, arm, true));
                    }
                }
            }
        }
        return out;
    }

    private static double[] indicator(int n, Column column, IntPredicate is) {
        double[] out = new double[n];
        for (int i = 0; i < n; i++) {
            out[i] = column.isMissing(i) ? Double.NaN : is.test(i) ? 1 : 0;
        }
        return out;
    }

    private static BaselineRow row(String variable, String level, double[] values, byte[] arm, boolean share) {
        double[] treated = where(values, arm, 1);
        double[] control = where(values, arm, 0);
        double smd = difference(treated, control);
        return new BaselineRow(
                variable,
                level,
                summary(where(values, arm, -1), share),
                summary(treated, share),
                summary(control, share),
                smd);
    }

    /** Values present in one arm, or in both when {@code which} is negative. */
    private static double[] where(double[] values, byte[] arm, int which) {
        double[] out = new double[values.length];
        int n = 0;
        for (int i = 0; i < values.length; i++) {
            boolean in = which < 0 ? arm[i] >= 0 : arm[i] == which;
            if (in && !Double.isNaN(values[i])) {
                out[n++] = values[i];
            }
        }
        return Arrays.copyOf(out, n);
    }

    private static Summary summary(double[] x, boolean share) {
        double[] sorted = x.clone();
        Arrays.sort(sorted);
        double mean = mean(x);
        int count = share ? (int) Math.round(mean * x.length) : x.length;
        return new Summary(
                x.length == 0 ? 0 : count,
                x.length,
                mean,
                Math.sqrt(variance(x)),
                quantile(sorted, 0.5),
                quantile(sorted, 0.25),
                quantile(sorted, 0.75));
    }

    private static double difference(double[] treated, double[] control) {
        double gap = mean(treated) - mean(control);
        double spread = Math.sqrt((variance(treated) + variance(control)) / 2);
        return spread > 0 ? gap / spread : gap == 0 ? 0 : Double.NaN;
    }

    static double mean(double[] x) {
        double sum = 0;
        for (double v : x) {
            sum += v;
        }
        return x.length == 0 ? Double.NaN : sum / x.length;
    }

    /** With denominator n - 1. */
    static double variance(double[] x) {
        double mean = mean(x);
        double sum = 0;
        for (double v : x) {
            sum += (v - mean) * (v - mean);
        }
        return x.length < 2 ? Double.NaN : sum / (x.length - 1);
    }

    /** Hyndman and Fan's type 7, the default of R (doi:10.1080/00031305.1996.10473566). */
    static double quantile(double[] sorted, double p) {
        if (sorted.length == 0) {
            return Double.NaN;
        }
        double h = (sorted.length - 1) * p;
        int low = (int) Math.floor(h);
        int high = Math.min(low + 1, sorted.length - 1);
        return sorted[low] + (h - low) * (sorted[high] - sorted[low]);
    }
}
