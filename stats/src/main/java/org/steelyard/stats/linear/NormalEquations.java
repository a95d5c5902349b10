package org.steelyard.stats.linear;

/** {@code X'WX} and {@code X'r}. */
public record NormalEquations(Matrix cross, double[] right) {}
