package org.steelyard.report.internal.draw;

import java.util.List;
import java.util.stream.IntStream;
import org.steelyard.report.chart.StateDiagram;
import org.steelyard.report.chart.StateDiagram.Passage;
import org.steelyard.report.chart.StateDiagram.State;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** States on an ellipse, the first on top; there and back are two bent arrows, staying is a loop on the outer side. */
final class StatesDrawing {

    private static final double HALF_WIDTH = 66;
    private static final double HALF_HEIGHT = 22;
    private static final double LOOP = 34;
    private static final double BEND = 18;
    private static final int STEPS = 120;
    private static final Stroke ARROW = Stroke.solid(Theme.MUTED, 1.2);

    private final StateDiagram chart;
    private final Sketch sketch = new Sketch();
    private final double across;
    private final double up;
    private final double middle;

    private StatesDrawing(StateDiagram chart) {
        this.chart = chart;
        across = Theme.WIDTH / 2 - Theme.PAD - HALF_WIDTH - LOOP;
        up = Math.max(80, 28.0 * chart.states().size());
        boolean loop = chart.passages().stream().anyMatch(p -> p.from() == p.to());
        middle = Theme.PAD + (loop ? LOOP : 0) + HALF_HEIGHT + up;
    }

    static Scene draw(StateDiagram chart) {
        return new StatesDrawing(chart).scene();
    }

    private Scene scene() {
        chart.passages().forEach(this::passage);
        for (int i = 0; i < chart.states().size(); i++) {
            state(chart.states().get(i), x(i), y(i));
        }
        double lowest = IntStream.range(0, chart.states().size())
                .mapToDouble(this::y)
                .max()
                .orElse(middle);
        boolean loop = chart.passages().stream().anyMatch(p -> p.from() == p.to() && y(p.from()) > middle + 1);
        return sketch.finish(lowest + HALF_HEIGHT + (loop ? LOOP : 0) + Theme.PAD);
    }

    private double angle(int i) {
        return 2 * Math.PI * i / chart.states().size() - Math.PI / 2;
    }

    private double x(int i) {
        return Theme.WIDTH / 2 + across * Math.cos(angle(i));
    }

    private double y(int i) {
        return middle + up * Math.sin(angle(i));
    }

    private void state(State state, double x, double y) {
        sketch.add(new Item.Box(
                x - HALF_WIDTH,
                y - HALF_HEIGHT,
                2 * HALF_WIDTH,
                2 * HALF_HEIGHT,
                Item.Style.framed(
                        16,
                        state.last() ? Theme.GRID : Theme.WHITE,
                        Stroke.solid(Theme.series(0), state.last() ? 1 : 1.6))));
        List<String> lines = Prose.wrap(state.name(), 2 * HALF_WIDTH - 12, Theme.NOTE);
        sketch.centred(x, y, Anchor.MIDDLE, lines, Theme.NOTE);
    }

    private void passage(Passage p) {
        if (p.from() == p.to()) {
            loop(p.from());
            return;
        }
        double dx = x(p.to()) - x(p.from());
        double dy = y(p.to()) - y(p.from());
        double length = Math.hypot(dx, dy);
        curve(
                new double[] {x(p.from()), y(p.from())},
                new double[] {
                    (x(p.from()) + x(p.to())) / 2 - dy / length * 2 * BEND,
                    (y(p.from()) + y(p.to())) / 2 + dx / length * 2 * BEND
                },
                new double[] {x(p.to()), y(p.to())});
    }

    /** On the side away from the middle of the drawing. */
    private void loop(int i) {
        boolean below = y(i) > middle + 1;
        double edge = below ? y(i) + HALF_HEIGHT : y(i) - HALF_HEIGHT;
        double out = below ? LOOP - 6 : 6 - LOOP;
        double[] xs = new double[STEPS + 1];
        double[] ys = new double[STEPS + 1];
        for (int k = 0; k <= STEPS; k++) {
            double t = Math.PI * k / STEPS;
            xs[k] = x(i) - 16 * Math.cos(t);
            ys[k] = edge + out * Math.sin(t);
        }
        arrow(xs, ys, STEPS);
    }

    /** A bent line from middle to middle of two boxes, of which the part between the boxes is drawn. */
    private void curve(double[] a, double[] bend, double[] b) {
        double[] xs = new double[STEPS + 1];
        double[] ys = new double[STEPS + 1];
        int kept = 0;
        for (int k = 0; k <= STEPS; k++) {
            double t = (double) k / STEPS;
            double x = (1 - t) * (1 - t) * a[0] + 2 * t * (1 - t) * bend[0] + t * t * b[0];
            double y = (1 - t) * (1 - t) * a[1] + 2 * t * (1 - t) * bend[1] + t * t * b[1];
            if (!inside(x - a[0], y - a[1]) && !inside(x - b[0], y - b[1])) {
                xs[kept] = x;
                ys[kept++] = y;
            }
        }
        if (kept > 1) {
            double[] end = border(xs[kept - 1], ys[kept - 1], b);
            xs[kept] = end[0];
            ys[kept] = end[1];
            arrow(xs, ys, kept);
        }
    }

    private static boolean inside(double dx, double dy) {
        return Math.abs(dx) <= HALF_WIDTH && Math.abs(dy) <= HALF_HEIGHT;
    }

    /** Where the line from a point to the middle of a box meets its border. */
    private static double[] border(double x, double y, double[] middle) {
        double t = Math.min(
                HALF_WIDTH / Math.max(1e-9, Math.abs(x - middle[0])),
                HALF_HEIGHT / Math.max(1e-9, Math.abs(y - middle[1])));
        return new double[] {middle[0] + (x - middle[0]) * t, middle[1] + (y - middle[1]) * t};
    }

    /** @param last index of the point at which the arrow ends */
    private void arrow(double[] xs, double[] ys, int last) {
        double[] x = java.util.Arrays.copyOf(xs, last + 1);
        double[] y = java.util.Arrays.copyOf(ys, last + 1);
        sketch.add(new Item.Line(x, y, ARROW));
        double angle = Math.atan2(y[last] - y[last - 1], x[last] - x[last - 1]);
        sketch.polygon(
                new double[] {x[last], x[last] - 8 * Math.cos(angle - 0.45), x[last] - 8 * Math.cos(angle + 0.45)},
                new double[] {y[last], y[last] - 8 * Math.sin(angle - 0.45), y[last] - 8 * Math.sin(angle + 0.45)},
                Theme.MUTED);
    }
}
