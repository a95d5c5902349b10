package org.steelyard.effect;

import org.steelyard.kernel.Text;

/**
 * One check of an assumption or of the computation itself.
 *
 * @param about the analysis, or empty for the whole run
 * @param kind for instance {@code smd-max}, {@code overlap}, {@code ess}, {@code proportional-hazards}, {@code caliper}, {@code
 *     e-value}
 * @param threshold NaN when there is none: the value informs, and {@code passed} is true
 */
public record Diagnostic(
        String id, String about, String kind, double value, double threshold, boolean passed, Text message) {}
