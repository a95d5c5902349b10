package org.steelyard.report.internal.draw;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.steelyard.report.chart.TreeDiagram;
import org.steelyard.report.chart.TreeDiagram.Node;
import org.steelyard.report.internal.scene.Item;
import org.steelyard.report.internal.scene.Item.Anchor;
import org.steelyard.report.internal.scene.Scene;
import org.steelyard.report.internal.scene.Stroke;

/** Squares decide, discs are chance, triangles end; each branch has its label above its line. */
final class TreeDrawing {

    private static final double SIZE = 6;
    private static final Stroke LINE = Stroke.solid(Theme.AXIS, 1.1);

    private final Sketch sketch = new Sketch();
    private final double column;
    private double bottom = Theme.PAD + 6;

    private TreeDrawing(TreeDiagram chart) {
        column = (Theme.WIDTH - 2 * Theme.PAD - 2 * SIZE)
                / Math.max(1, chart.root().depth() - 1);
    }

    static Scene draw(TreeDiagram chart) {
        TreeDrawing drawing = new TreeDrawing(chart);
        drawing.node(chart.root(), Theme.PAD + SIZE);
        return drawing.sketch.finish(drawing.bottom + Theme.PAD);
    }

    /** Gives the height of the node's middle. */
    private double node(Node node, double x) {
        double y;
        if (node.branches().isEmpty()) {
            double space = label(node).size() * Theme.leading(Theme.NOTE) + 12;
            y = bottom + space - 4;
            bottom += Math.max(24, space);
        } else {
            List<Double> ends = new ArrayList<>();
            for (Node branch : node.branches()) {
                ends.add(node(branch, x + column));
            }
            y = (ends.getFirst() + ends.getLast()) / 2;
            for (int i = 0; i < ends.size(); i++) {
                branch(node.branches().get(i), x, y, ends.get(i));
            }
        }
        symbol(node, x, y);
        return y;
    }

    private List<String> label(Node node) {
        String text = node.note().isEmpty() ? node.label() : node.label() + " (" + node.note() + ")";
        return Prose.wrap(text, Math.max(60, column - 40), Theme.NOTE);
    }

    private void branch(Node below, double x, double y, double end) {
        sketch.add(new Item.Line(new double[] {x + SIZE, x + 20, x + column - SIZE}, new double[] {y, end, end}, LINE));
        List<String> lines = label(below);
        sketch.lines(x + 24, end - 3 - lines.size() * Theme.leading(Theme.NOTE), Anchor.START, lines, Theme.NOTE);
    }

    private void symbol(Node node, double x, double y) {
        switch (node.kind()) {
            case DECISION -> sketch.rectangle(x - SIZE, y - SIZE, 2 * SIZE, 2 * SIZE, Theme.series(0));
            case CHANCE ->
                sketch.add(new Item.Disc(
                        x, y, SIZE, Optional.of(Theme.WHITE), Optional.of(Stroke.solid(Theme.series(2), 2))));
            case END ->
                sketch.polygon(
                        new double[] {x - SIZE, x + SIZE, x + SIZE},
                        new double[] {y, y - SIZE, y + SIZE},
                        Theme.series(1));
        }
    }
}
