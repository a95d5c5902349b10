package org.steelyard.report.chart;

import java.util.List;

/**
 * States of a model and the passages between them.
 *
 * @param states names, in the order of the model
 */
public record StateDiagram(List<State> states, List<Passage> passages) implements Chart {

    public StateDiagram {
        states = List.copyOf(states);
        passages = List.copyOf(passages);
    }

    /** @param last whether nobody leaves it */
    public record State(String name, boolean last) {}

    /** From one state to another or to itself, by their numbers. */
    public record Passage(int from, int to) {}
}
