package org.steelyard.economics.model.internal.engine;

import java.util.ArrayList;
import java.util.List;
import org.steelyard.kernel.Text;

/**
 * One strategy, compiled.
 *
 * @param rows by state; for partitioned survival they hold only the places of the curves
 * @param survival by state, the last absorbing one left out; empty for other models
 * @param lines accounts of the base case, one a reward
 * @param sums accounts of many draws, one an outcome
 */
public record Strategist(
        String id,
        Text label,
        List<Row> rows,
        int[] survival,
        int[] initial,
        int[] incident,
        List<Account> lines,
        List<Account> sums) {

    /** All nodes that an engine reads. */
    public List<Integer> roots() {
        List<Integer> out = new ArrayList<>();
        rows.forEach(r -> add(out, r.node()));
        add(out, survival);
        add(out, initial);
        add(out, incident);
        for (List<Account> accounts : List.of(lines, sums)) {
            for (Account a : accounts) {
                add(out, a.state());
                add(out, a.entry());
                a.flows().forEach(f -> out.add(f.node()));
                if (a.once() >= 0) {
                    out.add(a.once());
                }
            }
        }
        return out;
    }

    private static void add(List<Integer> out, int[] nodes) {
        for (int node : nodes) {
            if (node >= 0) {
                out.add(node);
            }
        }
    }
}
