/**
 * Instrumental variables: effects from a source of variation that acts on the outcome through the treatment alone.
 *
 * <p>In: outcome, endogenous and exogenous terms, instruments. Out: two-stage least squares with its tests, and intervals that hold when instruments are weak. Invariants: with the treatment as
 * its own instrument the result is least squares; rescaling an instrument changes nothing.
 */
@NullMarked
package org.steelyard.stats.instrument;

import org.jspecify.annotations.NullMarked;
