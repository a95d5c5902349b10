/**
 * Estimators as a library of their own: regression, survival, matching, weighting, imputation, resampling.
 *
 * <p>In: arrays and a seed. Out: immutable records of estimates. Invariants: no files, no clock, no randomness but the
 * seed that is passed in; the number of threads never changes a bit.
 */
@NullMarked
package org.steelyard.stats;

import org.jspecify.annotations.NullMarked;
