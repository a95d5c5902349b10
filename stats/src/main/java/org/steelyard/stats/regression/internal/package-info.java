/** Algorithms behind the regression models. */
@NullMarked
package org.steelyard.stats.regression.internal;

import org.jspecify.annotations.NullMarked;
