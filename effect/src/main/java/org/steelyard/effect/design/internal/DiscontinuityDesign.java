package org.steelyard.effect.design.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.steelyard.effect.DesignResult.Line;
import org.steelyard.effect.DesignResult.Point;
import org.steelyard.effect.DesignResult.Row;
import org.steelyard.effect.design.DesignLimits;
import org.steelyard.effect.internal.Failure;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.protocol.DesignMethod;
import org.steelyard.protocol.DesignMethod.TreatedSide;
import org.steelyard.stats.Estimate;
import org.steelyard.stats.discontinuity.DensityTest;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity.Fit;
import org.steelyard.stats.discontinuity.RegressionDiscontinuity.Options;

/** Regression discontinuity, sharp and fuzzy. Where treatment lies below the threshold, the axis is turned for the estimate. */
record DiscontinuityDesign(Finding found, DesignLimits limits) {

    /** People behind a point of the figure: few enough to show the shape, many enough to hide the person. */
    private static final int SMALLEST_BIN = 20;

    private static final int MOST_BINS = 15;

    void run(DesignMethod.RegressionDiscontinuity m, Rows table) {
        List<String> needed = new ArrayList<>(List.of(m.running(), found.variable()));
        m.received().ifPresent(needed::add);
        Rows rows = table.complete(needed);
        double sign = m.treatedSide() == TreatedSide.ABOVE ? 1 : -1;
        double[] x = Arrays.stream(rows.numbers(m.running())).map(v -> sign * v).toArray();
        double[] y = rows.numbers(found.variable());
        double h = m.bandwidth().orElseGet(() -> bandwidth(x, y, sign * m.cutoff()));
        Options options = new Options(sign * m.cutoff(), OptionalDouble.of(h), found.level());
        Fit fit = fit(m, rows, x, y, options);
        found.used(rows.size());
        estimates(m, fit);
        Options same = options.withBandwidth(fit.bandwidth());
        density(x, same.cutoff());
        m.received().ifPresent(r -> firstStage(rows.numbers(r), x, same));
        placebo(m, rows, same);
        bandwidths(m, rows, x, y, same);
        picture(m, rows, fit.bandwidth());
    }

    /**
     * Imbens and Kalyanaraman's bandwidth with both variables in standard deviations: the least curvature that their program allows is an
     * absolute number, and the choice would otherwise depend on the units of measurement.
     */
    private static double bandwidth(double[] x, double[] y, double cutoff) {
        double sx = spread(x);
        double sy = spread(y);
        double[] xs = Arrays.stream(x).map(v -> (v - cutoff) / sx).toArray();
        double[] ys = Arrays.stream(y).map(v -> v / sy).toArray();
        return sx * RegressionDiscontinuity.sharp(xs, ys, Options.at(0)).bandwidth();
    }

    private static double spread(double[] v) {
        double mean = Arrays.stream(v).average().orElse(0);
        double sum = Arrays.stream(v).map(x -> (x - mean) * (x - mean)).sum();
        return sum > 0 ? Math.sqrt(sum / (v.length - 1)) : 1;
    }

    private static Fit fit(DesignMethod.RegressionDiscontinuity m, Rows rows, double[] x, double[] y, Options options) {
        return m.received().isPresent()
                ? RegressionDiscontinuity.fuzzy(x, y, rows.numbers(m.received().get()), options)
                : RegressionDiscontinuity.sharp(x, y, options);
    }

    private void estimates(DesignMethod.RegressionDiscontinuity m, Fit fit) {
        boolean fuzzy = m.received().isPresent();
        int n = fit.below() + fit.above();
        Finding.Sizes sizes = new Finding.Sizes(n, fit.above(), -1);
        String width = "bandwidth " + Finding.number(fit.bandwidth())
                + (m.bandwidth().isPresent() ? " as planned" : " after Imbens and Kalyanaraman, in standard deviations")
                + ", triangular kernel, HC1";
        found.method(
                (fuzzy ? "fuzzy" : "sharp") + " regression discontinuity at " + Finding.number(m.cutoff()),
                fuzzy ? "effect in those whom the threshold moves to treatment" : "effect at the threshold",
                "at the threshold");
        found.add("discontinuity", fit.robust(), sizes, "bias-corrected: local quadratic; " + width);
        found.add("discontinuity-conventional", fit.conventional(), sizes, "local linear; " + width);
    }

    private void density(double[] x, double cutoff) {
        try {
            DensityTest test = DensityTest.of(x, cutoff, OptionalDouble.empty(), found.level());
            double p = test.logDifference().p();
            found.atLeast(
                    "density",
                    p,
                    limits.densityP(),
                    Text.of(
                            "驱动变量密度在阈值处连续性的 McCrary 检验 P=" + Finding.number(p),
                            "McCrary test of the running variable's density at the threshold: p=" + Finding.number(p)));
        } catch (SteelyardException e) {
            Failure.passOn(e);
            found.check(
                    "density",
                    Double.NaN,
                    limits.densityP(),
                    false,
                    Text.of("密度检验无法进行：阈值一侧取值范围过窄", "the density cannot be tested: too narrow a range on one side"));
        }
    }

    private void firstStage(double[] received, double[] x, Options same) {
        Estimate jump = RegressionDiscontinuity.sharp(x, received, same).conventional();
        double f = Math.pow(jump.value() / jump.se(), 2);
        found.atLeast(
                "first-stage-f",
                f,
                limits.firstStageF(),
                Text.of(
                        "阈值处接受处理的跳跃为 " + Finding.number(jump.value()) + "，F=" + Finding.number(f),
                        "treatment jumps by " + Finding.number(jump.value()) + " at the threshold, F="
                                + Finding.number(f)));
    }

    private void placebo(DesignMethod.RegressionDiscontinuity m, Rows rows, Options same) {
        List<Row> table = new ArrayList<>();
        double smallest = 1;
        double sign = m.treatedSide() == TreatedSide.ABOVE ? 1 : -1;
        for (String name : m.placebo()) {
            Rows with = rows.complete(List.of(name));
            double[] x =
                    Arrays.stream(with.numbers(m.running())).map(v -> sign * v).toArray();
            Estimate e =
                    RegressionDiscontinuity.sharp(x, with.numbers(name), same).conventional();
            table.add(new Row(name, new double[] {e.value(), e.lower(), e.upper(), e.p()}));
            smallest = Math.min(smallest, e.p());
        }
        if (!table.isEmpty()) {
            found.sheet("placebo-jumps", table);
            double p = Math.min(1, smallest * table.size());
            found.atLeast(
                    "placebo-jump",
                    p,
                    limits.placeboJumpP(),
                    Text.of(
                            table.size() + " 个基线变量在阈值处跳跃的最小校正 P=" + Finding.number(p),
                            "smallest Bonferroni p of jumps in " + table.size() + " baseline variables: "
                                    + Finding.number(p)));
        }
    }

    private void bandwidths(DesignMethod.RegressionDiscontinuity m, Rows rows, double[] x, double[] y, Options same) {
        double h = same.bandwidth().orElseThrow();
        List<Row> table = new ArrayList<>();
        for (double share : new double[] {0.5, 0.75, 1, 1.5, 2}) {
            try {
                Fit fit = fit(m, rows, x, y, same.withBandwidth(share * h));
                table.add(new Row(Finding.number(share), new double[] {
                    share * h,
                    fit.robust().value(),
                    fit.robust().lower(),
                    fit.robust().upper(),
                    fit.below() + fit.above()
                }));
            } catch (SteelyardException e) {
                Failure.passOn(e);
                table.add(new Row(
                        Finding.number(share),
                        new double[] {share * h, Double.NaN, Double.NaN, Double.NaN, Double.NaN}));
            }
        }
        found.sheet("bandwidths", table);
    }

    private void picture(DesignMethod.RegressionDiscontinuity m, Rows rows, double h) {
        double[] x = rows.numbers(m.running());
        double[] y = rows.numbers(found.variable());
        double c = m.cutoff();
        boolean above = m.treatedSide() == TreatedSide.ABOVE;
        int[] order = IntStream.range(0, x.length)
                .filter(i -> Math.abs(x[i] - c) <= 2 * h)
                .boxed()
                .sorted((a, b) -> Double.compare(x[a], x[b]))
                .mapToInt(i -> i)
                .toArray();
        int[] low =
                Arrays.stream(order).filter(i -> above ? x[i] < c : x[i] <= c).toArray();
        int[] high =
                Arrays.stream(order).filter(i -> above ? x[i] >= c : x[i] > c).toArray();
        List<Point> points = new ArrayList<>();
        bins(points, x, y, low);
        bins(points, x, y, high);
        found.picture(
                "discontinuity",
                List.of(line("below", x, y, low, c, -h), line("above", x, y, high, c, h)),
                points,
                List.of(c));
    }

    private static void bins(List<Point> points, double[] x, double[] y, int[] side) {
        int bins = Math.max(1, Math.min(MOST_BINS, side.length / SMALLEST_BIN));
        if (side.length < SMALLEST_BIN) {
            return;
        }
        for (int b = 0; b < bins; b++) {
            int from = (int) ((long) b * side.length / bins);
            int to = (int) ((long) (b + 1) * side.length / bins);
            double sx = 0;
            double sy = 0;
            for (int k = from; k < to; k++) {
                sx += x[side[k]];
                sy += y[side[k]];
            }
            int n = to - from;
            points.add(new Point("", sx / n, sy / n, Double.NaN, Double.NaN, n));
        }
    }

    /** The local line on one side, as the conventional estimate fits it. */
    private static Line line(String name, double[] x, double[] y, int[] side, double c, double h) {
        double[] s = new double[5];
        for (int i : side) {
            double d = x[i] - c;
            double w = 1 - Math.abs(d / h);
            if (w > 0) {
                s[0] += w;
                s[1] += w * d;
                s[2] += w * d * d;
                s[3] += w * y[i];
                s[4] += w * d * y[i];
            }
        }
        double slope = (s[0] * s[4] - s[1] * s[3]) / (s[0] * s[2] - s[1] * s[1]);
        double level = (s[3] - slope * s[1]) / s[0];
        double[] ends = h < 0 ? new double[] {c + h, c} : new double[] {c, c + h};
        return new Line(name, ends, new double[] {level + slope * (ends[0] - c), level + slope * (ends[1] - c)});
    }
}
