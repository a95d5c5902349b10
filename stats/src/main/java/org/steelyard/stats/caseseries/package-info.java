/**
 * Self-controlled case series: within people who had the event, is it more frequent in exposed time?
 *
 * <p>In: intervals of follow-up of cases, or histories that are cut into intervals. Out: incidence ratios with Wald and profile intervals. Invariants: whatever is constant in a person cancels;
 * people without an event add nothing; without age terms neither do people without exposure.
 */
@NullMarked
package org.steelyard.stats.caseseries;

import org.jspecify.annotations.NullMarked;
