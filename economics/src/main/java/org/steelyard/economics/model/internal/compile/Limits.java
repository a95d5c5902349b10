package org.steelyard.economics.model.internal.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;
import org.steelyard.kernel.Text;

/** What parts of curves may be: a shape below 0 makes a curve of survival rise. Judged in the base case, where the part does not change with time. */
public final class Limits {

    private enum Range {
        POSITIVE,
        NOT_NEGATIVE,
        SHARE
    }

    private static final Map<String, Range> RANGES = Map.ofEntries(
            Map.entry("scale", Range.POSITIVE),
            Map.entry("sdlog", Range.POSITIVE),
            Map.entry("sigma", Range.POSITIVE),
            Map.entry("P", Range.NOT_NEGATIVE),
            Map.entry("rates", Range.NOT_NEGATIVE),
            Map.entry("af", Range.POSITIVE),
            Map.entry("rate", Range.NOT_NEGATIVE),
            Map.entry("lambda", Range.NOT_NEGATIVE),
            Map.entry("hr", Range.NOT_NEGATIVE),
            Map.entry("cure", Range.SHARE),
            Map.entry("cureNonMixture", Range.SHARE));

    private record Part(int node, String path, String name, Range range) {}

    private final List<Part> parts = new ArrayList<>();

    /** The shape of a Gompertz curve alone may have either sign. */
    void add(String family, String name, int node, String path) {
        Range range = name.equals("shape") && !family.equals("gompertz") ? Range.POSITIVE : RANGES.get(name);
        if (range != null) {
            parts.add(new Part(node, path, name, range));
        }
    }

    /** @param inputs nodes of the parameters @param base their values */
    public void check(Graph graph, int[] inputs, double[] base, Findings findings) {
        List<Part> fixed = parts.stream()
                .filter(p -> (graph.depends(p.node) & ~Graph.DRAW) == 0)
                .toList();
        int[] needed = graph.needed(fixed.stream().map(Part::node).toList());
        Lanes lanes = new Lanes(graph, 1, Graph.DRAW, needed);
        for (int i = 0; i < inputs.length; i++) {
            if (lanes.holds(inputs[i])) {
                lanes.set(inputs[i], base[i]);
            }
        }
        lanes.compute(needed);
        for (Part p : fixed) {
            if (!within(lanes.at(p.node, 0), p.range)) {
                findings.add(
                        ModelError.BAD_CURVE,
                        p.path,
                        Text.of(p.name + zh(p.range), p.name + en(p.range)),
                        Text.of("改正公式或参数", "Correct the formula or the parameter"));
            }
        }
    }

    private static boolean within(double v, Range range) {
        return switch (range) {
            case POSITIVE -> v > 0 && Double.isFinite(v);
            case NOT_NEGATIVE -> v >= 0 && Double.isFinite(v);
            case SHARE -> v >= 0 && v <= 1;
        };
    }

    private static String zh(Range range) {
        return switch (range) {
            case POSITIVE -> " 应大于 0";
            case NOT_NEGATIVE -> " 不应为负";
            case SHARE -> " 应在 0 与 1 之间";
        };
    }

    private static String en(Range range) {
        return switch (range) {
            case POSITIVE -> " must be above 0";
            case NOT_NEGATIVE -> " must not be below 0";
            case SHARE -> " lies between 0 and 1";
        };
    }
}
