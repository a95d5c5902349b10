package org.steelyard.economics.model.internal.build;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.economics.model.ModelSpec;
import org.steelyard.economics.model.internal.engine.CohortEngine;
import org.steelyard.economics.model.internal.engine.EventEngine;
import org.steelyard.economics.model.internal.engine.MicroEngine;
import org.steelyard.economics.model.internal.engine.TreeEngine;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.input.Inputs;
import org.steelyard.kernel.Text;

/**
 * A model ready to run.
 *
 * @param parameterNodes input node of each parameter, in the order of {@link Inputs#names}
 * @param strategies ids and labels of what is compared; for a tree its policies
 * @param outcomes ids, in order
 * @param fund budget and agreements
 * @param lines reward of each account of the base case, and the outcome it belongs to
 */
public record Built(
        ModelSpec spec,
        Graph graph,
        Inputs inputs,
        int[] parameterNodes,
        List<Named> strategies,
        List<String> outcomes,
        List<Line> lines,
        Machine machine,
        FundPlan fund) {

    public record Named(String id, Text label) {}

    public record Line(String id, Text label, String outcome) {}

    /** What computes it. */
    public sealed interface Machine {}

    public record Cohort(CohortEngine.Plan plan) implements Machine {}

    public record Tree(List<TreeEngine.Policy> policies, List<TreeEngine.Chance> chances) implements Machine {}

    public record Micro(CohortEngine.Plan plan, MicroEngine.People people) implements Machine {}

    public record Events(EventEngine.Plan plan) implements Machine {}

    /** Nodes of all formulas of the fund. */
    public List<Integer> fundNodes() {
        return FundBuilder.nodes(fund);
    }

    /** In years; 0 for a tree. */
    public double horizon() {
        return switch (machine) {
            case Cohort c -> c.plan().cycles() * c.plan().cycleLength();
            case Micro m -> m.plan().cycles() * m.plan().cycleLength();
            case Tree t -> 0;
            case Events e -> e.plan().horizon();
        };
    }

    public Optional<CohortEngine.Plan> plan() {
        return switch (machine) {
            case Cohort c -> Optional.of(c.plan());
            case Micro m -> Optional.of(m.plan());
            case Tree t -> Optional.empty();
            case Events e -> Optional.empty();
        };
    }

    /** Parameter values as the inputs that they go into. */
    public Map<Integer, Double> parameters(double[] values) {
        Map<Integer, Double> out = new java.util.HashMap<>();
        for (int i = 0; i < values.length; i++) {
            out.put(parameterNodes[i], values[i]);
        }
        return out;
    }
}
