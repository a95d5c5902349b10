package org.steelyard.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.kernel.Lang;
import org.steelyard.report.chart.Chart;
import org.steelyard.report.chart.StateDiagram;
import org.steelyard.report.chart.StateDiagram.Passage;
import org.steelyard.report.chart.TreeDiagram;

/** A decision model as a diagram: a tree, or states with their passages. */
final class ModelDiagrams {

    /** Subtrees may continue with each other; deeper than this nobody can read. */
    private static final int DEEPEST = 12;

    private final ModelSpec spec;
    private final Lang lang;

    private ModelDiagrams(ModelSpec spec, Lang lang) {
        this.spec = spec;
        this.lang = lang;
    }

    static Chart of(ModelSpec spec, Lang lang) {
        ModelDiagrams d = new ModelDiagrams(spec, lang);
        return spec.tree().isPresent()
                ? new TreeDiagram(d.node(spec.tree().get().root(), "", 0))
                : d.states();
    }

    private TreeDiagram.Node node(ModelSpec.Node node, String name, int depth) {
        Map<String, ModelSpec.Node> named =
                spec.tree().map(ModelSpec.TreeSpec::nodes).orElse(Map.of());
        boolean continued = !node.then().isEmpty() && named.containsKey(node.then());
        ModelSpec.Node shown = continued ? named.get(node.then()) : node;
        List<TreeDiagram.Node> below = new ArrayList<>();
        if (depth < DEEPEST && shown != null) {
            shown.branches().forEach((id, branch) -> below.add(node(branch, id, depth + 1)));
        }
        String label = node.label().isBlank() ? name : node.label().in(lang);
        ModelSpec.NodeKind kind = below.isEmpty() || shown == null ? ModelSpec.NodeKind.END : shown.kind();
        return new TreeDiagram.Node(
                name.isEmpty() ? "" : label, node.probability().text(), TreeDiagram.Kind.valueOf(kind.name()), below);
    }

    private StateDiagram states() {
        List<String> ids = List.copyOf(spec.states().keySet());
        Set<Passage> passages = new LinkedHashSet<>();
        spec.transitions()
                .forEach((from, targets) ->
                        targets.keySet().forEach(to -> passages.add(new Passage(ids.indexOf(from), ids.indexOf(to)))));
        spec.events()
                .from()
                .forEach((from, events) -> events.values()
                        .forEach(e -> passages.add(new Passage(ids.indexOf(from), ids.indexOf(e.to())))));
        if (spec.header().kind() == ModelSpec.Kind.PARTITIONED_SURVIVAL) {
            for (int i = 0; i + 1 < ids.size(); i++) {
                passages.add(new Passage(i, i + 1));
                passages.add(new Passage(i, ids.size() - 1));
            }
        }
        return new StateDiagram(
                spec.states().values().stream()
                        .map(s -> new StateDiagram.State(s.label().in(lang), s.absorbing()))
                        .toList(),
                passages.stream().filter(p -> p.from() >= 0 && p.to() >= 0).toList());
    }
}
