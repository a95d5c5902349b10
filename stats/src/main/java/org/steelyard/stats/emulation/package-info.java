/**
 * Target trials emulated in observational follow-up: sequential trials, clone–censor–weight, marginal structural models, the parametric
 * g-formula, weights for censoring.
 *
 * <p>In: person-periods or one row a person, as arrays. Out: estimates with the diagnostics of their weights. Invariants: every trial row
 * stems from an eligible person-period; weights at a trial's start are 1; streaming and stored expansion hold the same rows; threads
 * never change a bit.
 */
@NullMarked
package org.steelyard.stats.emulation;

import org.jspecify.annotations.NullMarked;
