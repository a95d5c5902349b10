package org.steelyard.report.internal.draw;

import java.util.Optional;
import org.steelyard.report.chart.CostEffectivenessPlane;
import org.steelyard.report.chart.CostEffectivenessPlane.Threshold;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** The cost-effectiveness plane. */
final class PlaneDrawing {

    private static final int MOST_DRAWS = 1500;
    private static final int ELLIPSE_POINTS = 96;
    /** 0.95 quantile of the chi-squared distribution with two degrees of freedom: -2 ln 0.05. */
    private static final double CHI_SQUARED_95 = -2 * Math.log(0.05);

    private static final Ink CLOUD = Theme.series(0).fade(0.28);

    private PlaneDrawing() {}

    static Scene draw(CostEffectivenessPlane chart) {
        Sketch sketch = new Sketch();
        Optional<double[][]> ellipse = chart.ellipseLabel().isBlank() ? Optional.empty() : ellipse(chart);
        Frame frame = Frame.draw(
                sketch, spec(chart, ellipse).top(legend(chart, ellipse).draw(sketch, Theme.PAD)));
        Sketch inside = new Sketch();
        zeroLines(inside, frame);
        thresholds(inside, frame, chart);
        cloud(inside, frame, chart);
        ellipse.ifPresent(e -> inside.add(new Item.Polygon(
                map(e[0], frame.x()), map(e[1], frame.y()), Optional.empty(), Optional.of(ellipseStroke()))));
        base(inside, frame, chart.base());
        sketch.clipped(frame.plot(), inside);
        return sketch.finish(frame.bottom() + Theme.PAD);
    }

    private static Legend legend(CostEffectivenessPlane chart, Optional<double[][]> ellipse) {
        Legend legend = new Legend()
                .marker(chart.cloudLabel(), Marker.DISC, CLOUD.fade(0.5))
                .marker(chart.base().label(), Marker.DIAMOND, Theme.series(1));
        if (ellipse.isPresent()) {
            legend.line(chart.ellipseLabel(), ellipseStroke());
        }
        for (int i = 0; i < chart.thresholds().size(); i++) {
            legend.line(chart.thresholds().get(i).label(), LineDrawing.reference(i));
        }
        return legend;
    }

    private static Stroke ellipseStroke() {
        return Stroke.solid(Theme.series(0), 1.6);
    }

    private static Frame.Spec spec(CostEffectivenessPlane chart, Optional<double[][]> ellipse) {
        Range x = Range.of(chart.deltaEffect()).with(0).with(chart.base().effect());
        Range y = Range.of(chart.deltaCost()).with(0).with(chart.base().cost());
        Range allX = ellipse.map(e -> x.with(Range.of(e[0]))).orElse(x);
        Range allY = ellipse.map(e -> y.with(Range.of(e[1]))).orElse(y);
        return Frame.Spec.of(chart.effect(), allX, chart.cost(), allY).height(340);
    }

    private static void zeroLines(Sketch sketch, Frame frame) {
        Plot plot = frame.plot();
        Stroke stroke = Stroke.solid(Theme.AXIS, 1.4);
        sketch.line(frame.x().within(0), plot.y(), frame.x().within(0), plot.bottom(), stroke);
        sketch.line(plot.x(), frame.y().within(0), plot.right(), frame.y().within(0), stroke);
    }

    private static void thresholds(Sketch sketch, Frame frame, CostEffectivenessPlane chart) {
        Range x = frame.x().range();
        for (int i = 0; i < chart.thresholds().size(); i++) {
            Threshold t = chart.thresholds().get(i);
            sketch.line(
                    frame.x().at(x.low()),
                    frame.y().at(t.slope() * x.low()),
                    frame.x().at(x.high()),
                    frame.y().at(t.slope() * x.high()),
                    LineDrawing.reference(i));
        }
    }

    /** Draws are exchangeable, so that every k-th is as fair a sample as a random one, and always the same. */
    private static void cloud(Sketch sketch, Frame frame, CostEffectivenessPlane chart) {
        int n = chart.deltaEffect().length;
        int stride = Math.max(1, (n + MOST_DRAWS - 1) / MOST_DRAWS);
        for (int i = 0; i < n; i += stride) {
            double effect = chart.deltaEffect()[i];
            double cost = chart.deltaCost()[i];
            if (Double.isFinite(effect) && Double.isFinite(cost)) {
                sketch.add(new Item.Disc(
                        frame.x().at(effect), frame.y().at(cost), 2.2, Optional.of(CLOUD), Optional.empty()));
            }
        }
    }

    private static void base(Sketch sketch, Frame frame, CostEffectivenessPlane.Point base) {
        if (Double.isFinite(base.effect()) && Double.isFinite(base.cost())) {
            double x = frame.x().at(base.effect());
            double y = frame.y().at(base.cost());
            sketch.add(new Item.Disc(x, y, 8, Optional.of(Theme.WHITE.fade(0.9)), Optional.empty()));
            Marker.DIAMOND.draw(sketch, x, y, Theme.series(1));
        }
    }

    /** Boundary of the bivariate normal region of 95%, from the Cholesky factor of the covariance of the draws. */
    private static Optional<double[][]> ellipse(CostEffectivenessPlane chart) {
        Moments m = Moments.of(chart.deltaEffect(), chart.deltaCost());
        if (m.n() < 3 || !(m.varX() > 0) || !(m.varY() > 0)) {
            return Optional.empty();
        }
        double r = m.covariance() / Math.sqrt(m.varX() * m.varY());
        double[][] points = new double[2][ELLIPSE_POINTS];
        for (int i = 0; i < ELLIPSE_POINTS; i++) {
            double angle = 2 * Math.PI * i / ELLIPSE_POINTS;
            double u = Math.sqrt(CHI_SQUARED_95) * StrictMath.cos(angle);
            double v = Math.sqrt(CHI_SQUARED_95) * StrictMath.sin(angle);
            points[0][i] = m.meanX() + Math.sqrt(m.varX()) * u;
            points[1][i] = m.meanY() + Math.sqrt(m.varY()) * (r * u + Math.sqrt(Math.max(0, 1 - r * r)) * v);
        }
        return Optional.of(points);
    }

    private record Moments(int n, double meanX, double meanY, double varX, double varY, double covariance) {

        static Moments of(double[] x, double[] y) {
            int n = 0;
            double sumX = 0;
            double sumY = 0;
            for (int i = 0; i < x.length; i++) {
                if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                    n++;
                    sumX += x[i];
                    sumY += y[i];
                }
            }
            return n < 2 ? new Moments(n, 0, 0, 0, 0, 0) : centred(x, y, n, new double[] {sumX / n, sumY / n});
        }

        private static Moments centred(double[] x, double[] y, int n, double[] mean) {
            double xx = 0;
            double yy = 0;
            double xy = 0;
            for (int i = 0; i < x.length; i++) {
                if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                    xx += (x[i] - mean[0]) * (x[i] - mean[0]);
                    yy += (y[i] - mean[1]) * (y[i] - mean[1]);
                    xy += (x[i] - mean[0]) * (y[i] - mean[1]);
                }
            }
            return new Moments(n, mean[0], mean[1], xx / (n - 1), yy / (n - 1), xy / (n - 1));
        }
    }

    private static double[] map(double[] values, Scale scale) {
        double[] at = new double[values.length];
        for (int i = 0; i < at.length; i++) {
            at[i] = scale.at(values[i]);
        }
        return at;
    }
}
