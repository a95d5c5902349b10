package org.steelyard.economics.model.internal.engine;

import java.util.List;

/**
 * What adds to one sum. Node −1 stands for nothing.
 *
 * @param outcome index of the outcome whose discount rate holds
 * @param state value of a cycle spent in each state
 * @param entry value of coming into each state from another one
 * @param once value at time zero
 */
public record Account(String id, int outcome, int[] state, int[] entry, List<Flow> flows, int once) {

    /** Value of passing from one state to another. */
    public record Flow(int from, int to, int node) {}

    boolean hasEvents() {
        if (!flows.isEmpty()) {
            return true;
        }
        for (int e : entry) {
            if (e >= 0) {
                return true;
            }
        }
        return false;
    }
}
