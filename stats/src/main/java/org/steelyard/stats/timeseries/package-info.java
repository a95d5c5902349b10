/**
 * Series before and after a change: interrupted time series with autocorrelation, counts with offsets, seasons, control series; simple before–after comparisons; tests of
 * what is left in the residuals.
 *
 * <p>In: a series in order of time. Out: changes of level and slope with the diagnostics of the residuals. Invariants: time is evenly spaced; adding a constant to a
 * linear series changes the intercept alone.
 */
@NullMarked
package org.steelyard.stats.timeseries;

import org.jspecify.annotations.NullMarked;
