/**
 * Parametric survival beyond follow-up: families, Royston–Parmar splines, cure and background mortality, fitted by maximum likelihood.
 *
 * <p>In: times, events, covariates. Out: {@link org.steelyard.economics.survival.SurvivalFit}, which says how the search ended. Invariants: pure; the likelihood is that of the times
 * themselves (not of their logarithms), so that AIC compares all families; a fit that did not reach a maximum is marked, never passed off as one.
 */
@NullMarked
package org.steelyard.economics.survival;

import org.jspecify.annotations.NullMarked;
