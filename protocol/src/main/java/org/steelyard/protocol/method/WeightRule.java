package org.steelyard.protocol.method;

import java.util.List;

/**
 * How weights are scaled and bounded.
 *
 * @param stabilised times the arm's share of the sample
 * @param truncate lower and upper quantile to which weights are pulled in; empty for none
 */
public record WeightRule(boolean stabilised, List<Double> truncate) {}
