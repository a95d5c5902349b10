/** Solvers for weights that balance covariates. */
@NullMarked
package org.steelyard.stats.weighting.internal;

import org.jspecify.annotations.NullMarked;
