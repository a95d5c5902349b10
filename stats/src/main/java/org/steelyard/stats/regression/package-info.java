/**
 * Regression models for one outcome per row: {@link org.steelyard.stats.regression.LogisticRegression}, {@link
 * org.steelyard.stats.regression.LinearRegression}, {@link org.steelyard.stats.regression.GeneralizedLinearModel}
 * (Poisson and gamma with log link), {@link org.steelyard.stats.regression.MultinomialRegression}; and {@link
 * org.steelyard.stats.regression.RobustCovariance} for any of the first three.
 */
@NullMarked
package org.steelyard.stats.regression;

import org.jspecify.annotations.NullMarked;
