/**
 * Designs on panels: difference-in-differences with two periods or staggered adoption, two-way fixed effects and event studies, the
 * Goodman-Bacon decomposition, synthetic control.
 *
 * <p>In: units × periods. Out: effects with influence functions or cluster-robust errors. Invariants: effects do not change when a constant is
 * added to a unit's outcomes; weights of a decomposition and of a synthetic control are not negative and sum to 1.
 */
@NullMarked
package org.steelyard.stats.panel;

import org.jspecify.annotations.NullMarked;
