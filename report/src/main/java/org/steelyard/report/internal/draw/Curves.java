package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.report.chart.Series;
import org.steelyard.report.internal.scene.Ink;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Stroke;

/** Lines, steps and bands in the coordinates of a frame; values that are not finite interrupt them. */
final class Curves {

    static final Stroke FAINT = Stroke.solid(Theme.MUTED.fade(0.45), 0.8);

    private Curves() {}

    static Range xRange(List<Series> series) {
        return series.stream().map(s -> Range.of(s.x())).reduce(Range.EMPTY, Range::with);
    }

    static Range yRange(List<Series> series) {
        return series.stream()
                .map(s -> Range.of(s.y()).with(Range.of(s.lower())).with(Range.of(s.upper())))
                .reduce(Range.EMPTY, Range::with);
    }

    /** Bands first, so that no band covers a line. */
    static void draw(Sketch sketch, Frame frame, List<Series> series) {
        for (int i = 0; i < series.size(); i++) {
            Series s = series.get(i);
            if (s.lower().length > 0) {
                band(sketch, frame, s, Theme.series(i).fade(0.14));
            }
        }
        for (Series s : series) {
            if (s.form() == Series.Form.FAINT) {
                line(sketch, frame, s, FAINT);
            }
        }
        for (int i = 0; i < series.size(); i++) {
            switch (series.get(i).form()) {
                case LINE -> line(sketch, frame, series.get(i), Theme.line(i));
                case POINTS -> points(sketch, frame, series.get(i), Theme.series(i));
                case FAINT -> {}
            }
        }
    }

    private static void points(Sketch sketch, Frame frame, Series s, Ink ink) {
        for (int i = 0; i < s.x().length; i++) {
            if (Double.isFinite(s.x()[i]) && Double.isFinite(s.y()[i])) {
                Marker.DISC.draw(sketch, frame.x().at(s.x()[i]), frame.y().at(s.y()[i]), ink);
            }
        }
    }

    static void line(Sketch sketch, Frame frame, Series s, Stroke stroke) {
        List<double[]> run = new ArrayList<>();
        for (int i = 0; i < s.x().length; i++) {
            if (Double.isFinite(s.x()[i]) && Double.isFinite(s.y()[i])) {
                run.add(new double[] {frame.x().at(s.x()[i]), frame.y().at(s.y()[i])});
            } else {
                flush(sketch, run, stroke);
            }
        }
        flush(sketch, run, stroke);
    }

    private static void flush(Sketch sketch, List<double[]> run, Stroke stroke) {
        if (run.size() > 1) {
            sketch.add(new Item.Line(column(run, 0), column(run, 1), stroke));
        } else if (run.size() == 1) {
            Marker.DISC.draw(sketch, run.getFirst()[0], run.getFirst()[1], stroke.ink());
        }
        run.clear();
    }

    static void band(Sketch sketch, Frame frame, Series s, Ink ink) {
        List<double[]> run = new ArrayList<>();
        for (int i = 0; i < s.x().length; i++) {
            if (Double.isFinite(s.lower()[i]) && Double.isFinite(s.upper()[i]) && Double.isFinite(s.x()[i])) {
                run.add(new double[] {
                    frame.x().at(s.x()[i]),
                    frame.y().at(s.lower()[i]),
                    frame.y().at(s.upper()[i])
                });
            } else {
                flushBand(sketch, run, ink);
            }
        }
        flushBand(sketch, run, ink);
    }

    private static void flushBand(Sketch sketch, List<double[]> run, Ink ink) {
        int n = run.size();
        if (n > 1) {
            double[] x = new double[2 * n];
            double[] y = new double[2 * n];
            for (int i = 0; i < n; i++) {
                x[i] = run.get(i)[0];
                y[i] = run.get(i)[2];
                x[2 * n - 1 - i] = run.get(i)[0];
                y[2 * n - 1 - i] = run.get(i)[1];
            }
            sketch.polygon(x, y, ink);
        }
        run.clear();
    }

    private static double[] column(List<double[]> rows, int i) {
        return rows.stream().mapToDouble(row -> row[i]).toArray();
    }

    /** A step function as a line: every value holds until the next time, the last one until {@code end} where that is finite. */
    static Series steps(Series s, double end) {
        int n = 0;
        while (n < s.x().length && s.x()[n] <= end) {
            n++;
        }
        if (n == 0) {
            return Series.of(s.name(), new double[0], new double[0]);
        }
        double[] x = new double[2 * n];
        for (int i = 0; i < n; i++) {
            x[2 * i] = s.x()[i];
            x[2 * i + 1] = i + 1 < n ? s.x()[i + 1] : last(s, end);
        }
        boolean banded = s.lower().length > 0;
        return new Series(
                s.name(),
                x,
                doubled(s.y(), n),
                banded ? doubled(s.lower(), n) : new double[0],
                banded ? doubled(s.upper(), n) : new double[0]);
    }

    private static double last(Series s, double end) {
        return Double.isFinite(end) ? end : s.x()[s.x().length - 1];
    }

    private static double[] doubled(double[] values, int n) {
        double[] twice = new double[2 * n];
        for (int i = 0; i < n; i++) {
            twice[2 * i] = values[i];
            twice[2 * i + 1] = values[i];
        }
        return twice;
    }
}
