package org.steelyard.economics.model.internal.engine;

/**
 * Where people in a state go within a cycle.
 *
 * @param to targets
 * @param node their probabilities (or rates)
 * @param rest target that takes what is left; −1 when the probabilities must sum to one
 * @param path where the row stands in the file
 */
public record Row(int[] to, int[] node, int rest, String path) {

    boolean stays() {
        return to.length == 0 && rest < 0;
    }
}
