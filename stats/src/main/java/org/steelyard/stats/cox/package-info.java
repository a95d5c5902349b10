/**
 * Cox proportional hazards regression: {@link org.steelyard.stats.cox.CoxData} in, {@link
 * org.steelyard.stats.cox.CoxRegression} fits, {@link org.steelyard.stats.cox.CoxFit} out; then {@link
 * org.steelyard.stats.cox.ProportionalHazardsTest}, {@link org.steelyard.stats.cox.CoxConcordance} and {@link
 * org.steelyard.stats.cox.CoxBaseline} on the same data and fit.
 */
@NullMarked
package org.steelyard.stats.cox;

import org.jspecify.annotations.NullMarked;
