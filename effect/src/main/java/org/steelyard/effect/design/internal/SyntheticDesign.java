package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.cohort.Column;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.Scale;
import org.steelyard.stats.panel.SyntheticControl;

/** One treated unit beside a weighted mean of others. */
record SyntheticDesign(Finding found, DesignLimits limits) {

    private static final double USED = 1e-8;

    /** A balanced panel, units and times in order of their values. */
    private record Grid(
            double[] times, double[][] outcome, String[] names, int treated, int before, double[][] extra) {}

    void run(DesignMethod.SyntheticControl m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.unit(), m.time(), m.treated(), found.variable()));
        Rows rows = table.gapless(needed).sortedBy(m.unit(), m.time());
        found.used(rows.size());
        Grid grid = grid(m, rows);
        SyntheticControl.Data data =
                new SyntheticControl.Data(grid.outcome(), grid.before(), grid.extra(), new double[0], m.standardise());
        SyntheticControl.Inference inference = SyntheticControl.infer(data, grid.treated());
        SyntheticControl.Fit fit = inference.fit();
        estimates(m, grid, inference);
        checks(grid, fit, inference.placebos().size());
        weights(grid, fit, data);
        pictures(grid, inference);
    }

    private Grid grid(DesignMethod.SyntheticControl m, Rows rows) {
        int[] unit = rows.codes(m.unit());
        double[] time = rows.numbers(m.time());
        double[] times = Arrays.stream(time).distinct().sorted().toArray();
        int units = Arrays.stream(unit).max().orElse(-1) + 1;
        double[][] outcome = new double[units][times.length];
        Arrays.stream(outcome).forEach(row -> Arrays.fill(row, Double.NaN));
        boolean[][] treated = new boolean[units][times.length];
        double[] y = rows.numbers(found.variable());
        boolean[] flags = rows.flags(m.treated());
        String[] names = new String[units];
        for (int i = 0; i < y.length; i++) {
            int t = Arrays.binarySearch(times, time[i]);
            outcome[unit[i]][t] = y[i];
            treated[unit[i]][t] = flags[i];
            names[unit[i]] = name(rows, m.unit(), i, unit[i]);
        }
        requireBalance(
                m,
                y.length == units * times.length
                        && Arrays.stream(outcome)
                                .flatMapToDouble(Arrays::stream)
                                .noneMatch(Double::isNaN));
        int own = own(m, treated);
        int before = before(m, treated[own]);
        return new Grid(times, outcome, names, own, before, extra(m, rows, unit, times[before]));
    }

    /** The level of a category; identifiers have no names here. */
    private static String name(Rows rows, String variable, int i, int code) {
        return rows.table().column(variable) instanceof Column.Category c
                ? c.levels().get(c.codes()[rows.index()[i]])
                : "#" + (code + 1);
    }

    private static void requireBalance(DesignMethod.SyntheticControl m, boolean holds) {
        if (!holds) {
            throw DesignError.UNBALANCED_PANEL.at(
                    m.unit(),
                    Text.of("每个单位每个时期须恰有一行", "every unit needs one row in every period"),
                    Text.of("补齐或去掉缺时期的单位", "complete the units that lack periods, or leave them out"));
        }
    }

    private static int own(DesignMethod.SyntheticControl m, boolean[][] treated) {
        int[] ever = IntStream.range(0, treated.length)
                .filter(u -> PanelDesigns.count(treated[u]) > 0)
                .toArray();
        if (ever.length != 1) {
            throw DesignError.NO_COMPARISON.at(
                    m.treated(),
                    Text.of(
                            "合成控制要求恰有一个受处理单位，现有 " + ever.length + " 个",
                            "synthetic control needs exactly one treated unit; there are " + ever.length),
                    Text.of("每次分析一个受处理单位，其余受处理单位排除", "analyse one treated unit at a time and exclude the others"));
        }
        return ever[0];
    }

    private static int before(DesignMethod.SyntheticControl m, boolean[] treated) {
        int before = 0;
        while (!treated[before]) {
            before++;
        }
        for (int t = before; t < treated.length; t++) {
            if (!treated[t]) {
                throw DesignError.ROWS_OUT_OF_ORDER.at(
                        m.treated(),
                        Text.of("处理一经开始须持续到最后", "treatment, once begun, must last to the end"),
                        Text.of("改正 treated 的定义", "correct the definition of treated"));
            }
        }
        return before;
    }

    private static double[][] extra(DesignMethod.SyntheticControl m, Rows rows, int[] unit, double start) {
        double[] time = rows.numbers(m.time());
        int units = Arrays.stream(unit).max().orElse(-1) + 1;
        double[][] out = new double[m.predictors().size()][units];
        for (int p = 0; p < out.length; p++) {
            double[] values = rows.numbers(m.predictors().get(p));
            int[] n = new int[units];
            for (int i = 0; i < values.length; i++) {
                if (time[i] < start && !Double.isNaN(values[i])) {
                    out[p][unit[i]] += values[i];
                    n[unit[i]]++;
                }
            }
            for (int u = 0; u < units; u++) {
                if (n[u] == 0) {
                    throw DesignError.TOO_FEW_POINTS.at(
                            m.predictors().get(p),
                            Text.of("某单位在处理前没有该预测变量的取值", "a unit has no value of this predictor before treatment"),
                            Text.of("去掉该预测变量或该单位", "leave out the predictor or the unit"));
                }
                out[p][u] /= n[u];
            }
        }
        return out;
    }

    private void estimates(DesignMethod.SyntheticControl m, Grid grid, SyntheticControl.Inference inference) {
        double nan = Double.NaN;
        int donors = inference.placebos().size();
        found.method(
                "synthetic control of " + donors + " donors, placebo test in space",
                "effect on the treated unit",
                "treated unit");
        found.add(
                "att",
                new Estimate(
                        Scale.IDENTITY,
                        inference.fit().meanEffect(),
                        nan,
                        nan,
                        nan,
                        found.level(),
                        inference.p(),
                        Double.POSITIVE_INFINITY),
                new Finding.Sizes(grid.outcome().length, 1, -1),
                "mean gap after treatment; p is the rank of the ratio of prediction errors after and before among placebos, predictors "
                        + (m.standardise() ? "standardised" : "as they are") + ", equal importance");
    }

    private void checks(Grid grid, SyntheticControl.Fit fit, int donors) {
        double size = Arrays.stream(grid.outcome()[grid.treated()], 0, grid.before())
                .map(Math::abs)
                .average()
                .orElse(Double.NaN);
        double share = fit.errorBefore() / size;
        found.atMost(
                "synthetic-fit",
                share,
                limits.syntheticFit(),
                Text.of(
                        "处理前预测误差为结局平均水平的 " + Finding.number(share),
                        "the error before treatment is " + Finding.number(share) + " of the mean outcome"));
        found.atMost(
                "placebo-resolution",
                1.0 / (donors + 1),
                limits.placeboP(),
                Text.of(
                        donors + " 个安慰剂所能达到的最小 P 值为 " + Finding.number(1.0 / (donors + 1)),
                        donors + " placebos can give a p of " + Finding.number(1.0 / (donors + 1)) + " at best"));
        found.inform(
                "donors-used",
                fit.donorsUsed(),
                Text.of("权重为正的对照单位 " + fit.donorsUsed() + " 个", fit.donorsUsed() + " donors have a positive weight"));
        found.atLeast(
                "points-before",
                grid.before(),
                limits.pointsEachSide(),
                Text.of("处理前 " + grid.before() + " 个时期", grid.before() + " periods before treatment"));
    }

    /** Weights of donors, and the effect when each donor with weight is left out. */
    private void weights(Grid grid, SyntheticControl.Fit fit, SyntheticControl.Data data) {
        List<Row> rows = new ArrayList<>();
        for (int u = 0; u < fit.weights().length; u++) {
            if (fit.weights()[u] > USED) {
                double without = grid.outcome().length > 3 ? without(data, grid.treated(), u) : Double.NaN;
                rows.add(new Row(grid.names()[u], new double[] {fit.weights()[u], without}));
            }
        }
        rows.sort((a, b) -> Double.compare(b.values()[0], a.values()[0]));
        found.sheet("donors", rows);
    }

    private static double without(SyntheticControl.Data data, int treated, int donor) {
        int[] kept = IntStream.range(0, data.outcome().length)
                .filter(u -> u != donor)
                .toArray();
        double[][] outcome =
                Arrays.stream(kept).mapToObj(u -> data.outcome()[u]).toArray(double[][]::new);
        double[][] extra = Arrays.stream(data.extra())
                .map(x -> Arrays.stream(kept).mapToDouble(u -> x[u]).toArray())
                .toArray(double[][]::new);
        int own = donor < treated ? treated - 1 : treated;
        return SyntheticControl.fit(
                        new SyntheticControl.Data(outcome, data.before(), extra, data.importance(), data.standardise()),
                        own)
                .meanEffect();
    }

    private void pictures(Grid grid, SyntheticControl.Inference inference) {
        double[] t = grid.times();
        SyntheticControl.Fit fit = inference.fit();
        double start = (t[grid.before()] + t[grid.before() - 1]) / 2;
        found.picture(
                "path",
                List.of(
                        new Line("observed", t, grid.outcome()[grid.treated()]),
                        new Line("synthetic", t, fit.synthetic())),
                List.of(),
                List.of(start));
        List<Line> gaps = new ArrayList<>(List.of(new Line("treated", t, fit.gaps())));
        inference.placebos().forEach(p -> gaps.add(new Line("placebo", t, p.gaps())));
        found.picture("placebos", gaps, List.of(), List.of(start));
    }
}
