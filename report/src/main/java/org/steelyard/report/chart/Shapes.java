package org.steelyard.report.chart;

/** Checks that parallel lists are equally long; a mismatch is an error of the program that builds the chart. */
final class Shapes {

    private Shapes() {}

    static void sameLength(String what, int found, int expected) {
        if (found != expected) {
            throw new IllegalArgumentException(what + ": " + found + " instead of " + expected);
        }
    }
}
