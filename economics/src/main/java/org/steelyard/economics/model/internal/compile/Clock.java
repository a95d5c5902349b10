package org.steelyard.economics.model.internal.compile;

import org.steelyard.economics.model.internal.graph.Graph;

/**
 * Inputs that an engine sets while time goes by.
 *
 * @param time years since the cohort's (or person's) start, at the start of the cycle
 * @param cycle number of the cycle, from 1
 * @param calendar number of the cycle of the model, which differs from {@code cycle} for people who enter later
 * @param stateTime years in the present state at the start of the cycle
 * @param stateCycle number of the cycle in the present state, from 1
 */
public record Clock(int time, int cycle, int calendar, int stateTime, int stateCycle) {

    static Clock in(Graph graph) {
        return new Clock(
                graph.input(Graph.CYCLE),
                graph.input(Graph.CYCLE),
                graph.input(Graph.CYCLE),
                graph.input(Graph.STATE_TIME),
                graph.input(Graph.STATE_TIME));
    }
}
