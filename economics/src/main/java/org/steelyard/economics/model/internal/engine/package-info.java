/**
 * Engines: cohort (Markov and semi-Markov), partitioned survival, tree, microsimulation, discrete events.
 *
 * <p>In: compiled strategies and parameter values. Out: totals of each account by strategy and draw. Invariants: engines hold no state between calls; a draw's result
 * does not depend on the draws computed beside it.
 */
@NullMarked
package org.steelyard.economics.model.internal.engine;

import org.jspecify.annotations.NullMarked;
