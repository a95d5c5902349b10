package org.steelyard.economics.model.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.internal.graph.Graph;
import org.steelyard.economics.model.internal.graph.Lanes;
import org.steelyard.kernel.Text;

/**
 * Trees rolled back. The expected payoff of each policy is one node of the graph, so that rolling back is evaluating.
 *
 * <p>A nested decision is no chance: every way to decide it is a policy of its own, and stands among the strategies. So the choice is made on expected values and not, in a
 * probabilistic analysis, with the foresight of each draw.
 */
public final class TreeEngine {

    private static final double TOLERANCE = 1e-9;

    /** @param payoff expected total by outcome @param leaves ends of the tree under this policy */
    public record Policy(String id, Text label, int[] payoff, List<Leaf> leaves) {}

    /**
     * @param path labels from the root
     * @param probability of coming here
     * @param payoff all that was earned on the way, by outcome
     */
    public record Leaf(String path, int probability, int[] payoff) {}

    /** A chance node: probabilities that must lie in 0–1 and sum to one. */
    public record Chance(String strategy, Row row) {}

    private final Lanes lanes;
    private final int[] needed;
    private final List<Policy> policies;
    private final List<Chance> chances;
    private final RowFaults faults;

    public TreeEngine(Graph graph, int width, List<Policy> policies, List<Chance> chances, RowFaults faults) {
        this.policies = policies;
        this.chances = chances;
        this.faults = faults;
        List<Integer> roots = new ArrayList<>();
        for (Policy p : policies) {
            for (int node : p.payoff()) {
                roots.add(node);
            }
            for (Leaf leaf : p.leaves()) {
                roots.add(leaf.probability());
                for (int node : leaf.payoff()) {
                    roots.add(node);
                }
            }
        }
        for (Chance c : chances) {
            for (int node : c.row().node()) {
                roots.add(node);
            }
        }
        needed = graph.needed(roots);
        lanes = new Lanes(graph, width, Graph.DRAW, needed);
    }

    public Lanes lanes() {
        return lanes;
    }

    /** Totals by policy, outcome and lane. */
    public double[][][] run(int count) {
        lanes.setCount(count);
        lanes.compute(needed);
        check(count);
        double[][][] out = new double[policies.size()][][];
        for (int p = 0; p < out.length; p++) {
            int[] payoff = policies.get(p).payoff();
            out[p] = new double[payoff.length][count];
            for (int o = 0; o < payoff.length; o++) {
                for (int b = 0; b < count; b++) {
                    out[p][o][b] = lanes.at(payoff[o], b);
                }
            }
        }
        return out;
    }

    private void check(int count) {
        for (Chance c : chances) {
            for (int b = 0; b < count; b++) {
                double sum = 0;
                boolean outside = false;
                for (int node : c.row().node()) {
                    double p = lanes.at(node, b);
                    outside |= !(p >= -TOLERANCE && p <= 1 + TOLERANCE);
                    sum += p;
                }
                double rest =
                        c.row().rest() >= 0 ? lanes.at(c.row().node()[c.row().rest()], b) : 0;
                if (rest < -TOLERANCE) {
                    faults.found(ModelError.NEGATIVE_COMPLEMENT, c.strategy(), c.row(), 0, 1 - rest);
                } else if (outside) {
                    faults.found(ModelError.NOT_A_PROBABILITY, c.strategy(), c.row(), 0, sum);
                } else if (!(Math.abs(sum - 1) <= TOLERANCE)) {
                    faults.found(ModelError.ROW_SUM, c.strategy(), c.row(), 0, sum);
                }
            }
        }
    }
}
