package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod.InterruptedTimeSeries;
import org.steelyard.protocol.DesignMethod.SeriesModel;
import org.steelyard.stats.DesignError;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.inference.ChiSquared;
import org.steelyard.stats.timeseries.Autocorrelation;
import org.steelyard.stats.timeseries.InterruptedSeries;
import org.steelyard.stats.timeseries.SegmentedRegression;

/** Interrupted time series. */
record SeriesDesign(Finding found, DesignLimits limits) {

    void run(InterruptedTimeSeries m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.time(), m.after(), found.variable()));
        List.of(m.seasonTime(), m.exposure(), m.control(), m.controlExposure()).forEach(v -> v.ifPresent(needed::add));
        Rows rows = table.gapless(needed).sortedBy(m.time());
        found.used(rows.size());
        double[] y = rows.numbers(found.variable());
        int change = change(rows, m);
        InterruptedSeries series = series(m, rows, y, change);
        int lag = m.lag().orElse((int) Math.floor(4 * Math.pow(y.length / 100.0, 2.0 / 9)));
        SegmentedRegression.Fit fit = fit(m, rows, series, lag);
        estimates(m, fit, y, lag);
        checks(m, fit, y.length, change);
        picture(rows, m, fit, y);
    }

    private int change(Rows rows, InterruptedTimeSeries m) {
        double[] time = rows.numbers(m.time());
        boolean[] after = rows.flags(m.after());
        int change = 0;
        while (change < after.length && !after[change]) {
            change++;
        }
        for (int i = 1; i < time.length; i++) {
            boolean back = i > change && !after[i];
            if (time[i] == time[i - 1] || back) {
                throw DesignError.ROWS_OUT_OF_ORDER.at(
                        back ? m.after() : m.time(),
                        Text.of(
                                back ? "变化之后又回到变化之前，只能有一次变化" : "同一时点有多行，每个时点须恰有一行",
                                back
                                        ? "the series goes back to before the change; there can be one change only"
                                        : "a point in time has several rows; it must have one"),
                        Text.of("先按时点汇总，或改正 after 的定义", "sum up by point in time, or correct the definition of after"));
            }
        }
        return change;
    }

    private static InterruptedSeries series(InterruptedTimeSeries m, Rows rows, double[] y, int change) {
        double[] time = rows.numbers(m.time());
        double origin = change < time.length ? time[change] : 0;
        return new InterruptedSeries(
                y,
                time,
                change,
                m.slope(),
                origin,
                m.harmonics(),
                m.period(),
                m.seasonTime().map(rows::numbers),
                m.control().map(rows::numbers));
    }

    private static SegmentedRegression.Fit fit(InterruptedTimeSeries m, Rows rows, InterruptedSeries series, int lag) {
        return switch (m.model()) {
            case NEWEY_WEST -> SegmentedRegression.neweyWest(series, lag);
            case PRAIS_WINSTEN -> SegmentedRegression.praisWinsten(series);
            case RESTRICTED_LIKELIHOOD -> SegmentedRegression.restrictedLikelihood(series);
            case LEAST_SQUARES -> SegmentedRegression.leastSquares(series);
            case POISSON -> SegmentedRegression.poisson(series, exposure(m, rows), m.overdispersion());
        };
    }

    private static Optional<double[]> exposure(InterruptedTimeSeries m, Rows rows) {
        if (m.exposure().isEmpty()) {
            return Optional.empty();
        }
        double[] own = rows.numbers(m.exposure().get());
        double[] all = m.controlExposure()
                .map(c -> {
                    double[] both = Arrays.copyOf(own, 2 * own.length);
                    System.arraycopy(rows.numbers(c), 0, both, own.length, own.length);
                    return both;
                })
                .orElse(own);
        DesignError.requireSetting(
                Arrays.stream(all).allMatch(v -> v > 0), m.exposure().get(), "人时或人口数大于 0", "person-time above 0");
        return Optional.of(all);
    }

    private void estimates(InterruptedTimeSeries m, SegmentedRegression.Fit fit, double[] y, int lag) {
        boolean counts = m.model() == SeriesModel.POISSON;
        int change = fit.series().change();
        found.method(
                words(m, lag, fit),
                m.control().isPresent()
                        ? "change beyond that of the control series"
                        : "change against the continued trend before it",
                "series");
        int events = counts ? (int) Math.round(Arrays.stream(y).sum()) : -1;
        Finding.Sizes sizes = new Finding.Sizes(y.length, y.length - change, events);
        String where = "read at the first point after the change";
        found.add(counts ? "level-rate-ratio" : "level-change", fit.level(found.level()), sizes, where);
        if (m.slope()) {
            found.add(
                    counts ? "slope-rate-ratio" : "slope-change", fit.slope(found.level()), sizes, "per unit of time");
            Estimate end = fit.effectAt(y.length - 1, found.level());
            found.add(counts ? "end-rate-ratio" : "end-change", end, sizes, "read at the last point");
        }
    }

    private static String words(InterruptedTimeSeries m, int lag, SegmentedRegression.Fit fit) {
        String seasons = m.harmonics() > 0
                ? ", " + m.harmonics() + " pairs of harmonics, " + Finding.number(m.period()) + " points a cycle"
                : "";
        String control = m.control().isPresent() ? ", with a control series" : "";
        String model = switch (m.model()) {
            case NEWEY_WEST -> "least squares, Newey-West errors of lag " + lag;
            case PRAIS_WINSTEN -> "Prais-Winsten, rho " + Finding.number(fit.correlation());
            case RESTRICTED_LIKELIHOOD ->
                "first-order autocorrelation by restricted likelihood, rho " + Finding.number(fit.correlation());
            case LEAST_SQUARES -> "least squares";
            case POISSON -> "Poisson" + (m.overdispersion() ? " with dispersion" : "");
        };
        return "interrupted time series, segmented regression: " + model + seasons + control;
    }

    private void checks(InterruptedTimeSeries m, SegmentedRegression.Fit fit, int n, int change) {
        int shorter = Math.min(change, n - change);
        found.atLeast(
                "points-each-side",
                shorter,
                limits.pointsEachSide(),
                Text.of(
                        "变化前 " + change + " 个时点，变化后 " + (n - change) + " 个时点",
                        change + " points before the change, " + (n - change) + " after"));
        double[] own = Arrays.copyOf(fit.residuals(), n);
        int order = Math.max(1, Math.min(12, n / 5));
        ChiSquared left = Autocorrelation.breuschGodfrey(own, new double[0][], order);
        Text message = Text.of(
                "残差自相关的 Breusch–Godfrey 检验（" + order + " 阶）P=" + Finding.number(left.p()),
                "Breusch–Godfrey test of autocorrelation left in the residuals, order " + order + ": p="
                        + Finding.number(left.p()));
        if (m.model() == SeriesModel.NEWEY_WEST) {
            found.inform("autocorrelation", left.p(), message);
        } else {
            found.atLeast("autocorrelation", left.p(), limits.autocorrelationP(), message);
        }
        double watson = Autocorrelation.durbinWatson(own);
        found.inform(
                "durbin-watson",
                watson,
                Text.of("Durbin–Watson 统计量 " + Finding.number(watson), "Durbin–Watson " + Finding.number(watson)));
        if (m.model() == SeriesModel.POISSON) {
            found.inform(
                    "dispersion",
                    fit.dispersion(),
                    Text.of(
                            "计数的离散系数 " + Finding.number(fit.dispersion()),
                            "dispersion of the counts " + Finding.number(fit.dispersion())));
        }
    }

    private void picture(Rows rows, InterruptedTimeSeries m, SegmentedRegression.Fit fit, double[] y) {
        double[] time = rows.numbers(m.time());
        int n = y.length;
        int change = fit.series().change();
        double[] without = new double[n];
        for (int i = 0; i < n; i++) {
            without[i] = i < change ? Double.NaN : fit.counterfactual()[i];
        }
        List<Line> lines = new ArrayList<>(List.of(
                new Line("observed", time, y),
                new Line("fitted", time, Arrays.copyOf(fit.fitted(), n)),
                new Line("counterfactual", time, without)));
        m.control().ifPresent(c -> lines.add(new Line("control-series", time, rows.numbers(c))));
        double between = (time[change] + time[change - 1]) / 2;
        found.picture("series", lines, List.of(), List.of(between));
    }
}
