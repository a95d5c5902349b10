/**
 * How far an estimate stands when its assumptions do not hold: unmeasured confounding, misclassification, selection, missing values, choices of analysis.
 *
 * <p>In: estimates, tables, pairs, functions that analyse. Out: E-values, bounds, bias-adjusted distributions, tipping points, specification curves.
 * Invariants: with no bias assumed the estimate comes back unchanged; random draws come from the seed alone.
 */
@NullMarked
package org.steelyard.stats.sensitivity;

import org.jspecify.annotations.NullMarked;
