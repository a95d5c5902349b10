/** Risk sets, partial likelihoods and residuals. */
@NullMarked
package org.steelyard.stats.cox.internal;

import org.jspecify.annotations.NullMarked;
