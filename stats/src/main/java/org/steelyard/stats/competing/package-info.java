/**
 * Follow-up that can end in one of several ways: cumulative incidence, tests of it, and regression on it.
 *
 * <p>In: {@link org.steelyard.stats.competing.CompetingData}: a time and a cause for each person. Out: curves, tests, fits.
 * Invariants, checked at run time: at every time the incidences of all causes and the probability of being free of all of them add up
 * to 1.
 */
@NullMarked
package org.steelyard.stats.competing;

import org.jspecify.annotations.NullMarked;
