package org.steelyard.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Lang;

/** The model drawn: a tree from left to right, or states on a circle with their passages. */
final class ModelDiagram {

    private static final int ROW = 30;
    private static final int COLUMN = 190;
    private static final int EDGE = 20;
    private static final int RADIUS = 46;
    private static final int DEEPEST = 40;

    private final ModelSpec spec;
    private final Lang lang;
    private final StringBuilder body = new StringBuilder();
    private int width = 2 * EDGE;
    private int rows;

    private ModelDiagram(ModelSpec spec, Lang lang) {
        this.spec = spec;
        this.lang = lang;
    }

    static String svg(ModelSpec spec, Lang lang) {
        ModelDiagram d = new ModelDiagram(spec, lang);
        int height;
        if (spec.tree().isPresent()) {
            d.node(spec.tree().get().root(), "", 0);
            height = d.rows * ROW + 2 * EDGE;
        } else {
            height = d.states();
        }
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + d.width + " " + height
                + "\" font-family=\"Noto Sans SC, sans-serif\" font-size=\"12\">\n<title>"
                + text(spec.header().title().in(lang))
                + "</title>\n<defs><marker id=\"tip\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto-start-reverse\">"
                + "<path d=\"M0 0L10 5L0 10z\" fill=\"#44546a\"/></marker></defs>\n" + d.body + "</svg>\n";
    }

    private static String text(String s) {
        return s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    private static String at(double v) {
        return String.format(Locale.ROOT, "%.1f", v);
    }

    /** Draws the part below a node; gives the height of the node's middle. */
    private double node(ModelSpec.Node node, String name, int depth) {
        double x = EDGE + (double) depth * COLUMN;
        width = Math.max(width, (depth + 2) * COLUMN);
        Map<String, ModelSpec.Node> branches = node.branches();
        ModelSpec.Node shown = node;
        if (!node.then().isEmpty()
                && depth < DEEPEST
                && spec.tree().orElseThrow().nodes().containsKey(node.then())) {
            shown = spec.tree().orElseThrow().nodes().get(node.then());
            branches = shown.branches();
        }
        double y;
        if (branches.isEmpty()) {
            y = EDGE + ROW * (rows++ + 0.5);
        } else {
            List<Double> ends = new ArrayList<>();
            branches.forEach((branch, below) -> ends.add(node(below, branch, depth + 1)));
            y = (ends.getFirst() + ends.getLast()) / 2;
            for (double end : ends) {
                body.append("<path d=\"M")
                        .append(at(x + 8))
                        .append(' ')
                        .append(at(y))
                        .append("L")
                        .append(at(x + 24))
                        .append(' ')
                        .append(at(end))
                        .append("L")
                        .append(at(x + COLUMN - 8))
                        .append(' ')
                        .append(at(end))
                        .append("\" fill=\"none\" stroke=\"#44546a\"/>\n");
            }
        }
        symbol(shown.kind(), x, y);
        label(node, name, x, y);
        return y;
    }

    private void symbol(ModelSpec.NodeKind kind, double x, double y) {
        switch (kind) {
            case DECISION ->
                body.append("<rect x=\"")
                        .append(at(x - 8))
                        .append("\" y=\"")
                        .append(at(y - 8))
                        .append("\" width=\"16\" height=\"16\" fill=\"#2e75b6\"/>\n");
            case CHANCE ->
                body.append("<circle cx=\"")
                        .append(at(x))
                        .append("\" cy=\"")
                        .append(at(y))
                        .append("\" r=\"8\" fill=\"#70ad47\"/>\n");
            case END ->
                body.append("<path d=\"M")
                        .append(at(x - 8))
                        .append(' ')
                        .append(at(y))
                        .append("l14 -8v16z\" fill=\"#c55a11\"/>\n");
        }
    }

    private void label(ModelSpec.Node node, String name, double x, double y) {
        String p = node.probability().text();
        String said = node.label().in(lang).equals(node.label().zh())
                        && !node.label().isBlank()
                        && !name.isEmpty()
                        && node.label().zh().equals(name)
                ? name
                : name.isEmpty() ? "" : node.label().in(lang);
        if (!said.isEmpty()) {
            body.append("<text x=\"")
                    .append(at(x - COLUMN + 34))
                    .append("\" y=\"")
                    .append(at(y - 5))
                    .append("\">")
                    .append(text(said))
                    .append(p.isEmpty() ? "" : " <tspan fill=\"#7f7f7f\">" + text(p) + "</tspan>")
                    .append("</text>\n");
        }
    }

    private int states() {
        List<ModelSpec.State> states = List.copyOf(spec.states().values());
        int n = states.size();
        double circle = Math.max(130, n * 34.0);
        double centre = circle + RADIUS + 2 * EDGE;
        width = (int) (2 * centre);
        double[][] places = new double[n][2];
        for (int i = 0; i < n; i++) {
            double angle = -Math.PI / 2 + 2 * Math.PI * i / n;
            places[i][0] = centre + circle * Math.cos(angle);
            places[i][1] = centre + circle * Math.sin(angle);
        }
        List<String> ids = List.copyOf(spec.states().keySet());
        spec.transitions()
                .forEach((from, targets) ->
                        targets.keySet().forEach(to -> arrow(ids.indexOf(from), ids.indexOf(to), places)));
        spec.events()
                .from()
                .forEach((from, events) ->
                        events.values().forEach(e -> arrow(ids.indexOf(from), ids.indexOf(e.to()), places)));
        for (int i = 0; i < n; i++) {
            String fill = states.get(i).absorbing() ? "#d9d9d9" : "#deebf7";
            body.append("<ellipse cx=\"")
                    .append(at(places[i][0]))
                    .append("\" cy=\"")
                    .append(at(places[i][1]))
                    .append("\" rx=\"")
                    .append(RADIUS)
                    .append("\" ry=\"24\" fill=\"")
                    .append(fill)
                    .append("\" stroke=\"#44546a\"/>\n<text text-anchor=\"middle\" x=\"")
                    .append(at(places[i][0]))
                    .append("\" y=\"")
                    .append(at(places[i][1] + 4))
                    .append("\">")
                    .append(text(states.get(i).label().in(lang)))
                    .append("</text>\n");
        }
        return (int) (2 * centre);
    }

    private void arrow(int from, int to, double[][] places) {
        if (from < 0 || to < 0) {
            return;
        }
        double[] a = places[from];
        double[] b = places[to];
        if (from == to) {
            body.append("<path d=\"M")
                    .append(at(a[0] - 14))
                    .append(' ')
                    .append(at(a[1] - 23))
                    .append("c-14 -34 42 -34 28 0\" fill=\"none\" stroke=\"#44546a\" marker-end=\"url(#tip)\"/>\n");
            return;
        }
        double dx = b[0] - a[0];
        double dy = b[1] - a[1];
        double length = Math.hypot(dx, dy);
        double bend = 16;
        double mx = (a[0] + b[0]) / 2 - dy / length * bend;
        double my = (a[1] + b[1]) / 2 + dx / length * bend;
        double[] start = edge(a, mx, my);
        double[] end = edge(b, mx, my);
        body.append("<path d=\"M")
                .append(at(start[0]))
                .append(' ')
                .append(at(start[1]))
                .append("Q")
                .append(at(mx))
                .append(' ')
                .append(at(my))
                .append(' ')
                .append(at(end[0]))
                .append(' ')
                .append(at(end[1]))
                .append("\" fill=\"none\" stroke=\"#44546a\" marker-end=\"url(#tip)\"/>\n");
    }

    /** Where the line to a point leaves the ellipse. */
    private static double[] edge(double[] centre, double x, double y) {
        double dx = x - centre[0];
        double dy = y - centre[1];
        double t = 1 / Math.hypot(dx / RADIUS, dy / 24);
        return new double[] {centre[0] + t * dx, centre[1] + t * dy};
    }
}
