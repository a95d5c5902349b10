/**
 * Regression with an L1 or elastic-net penalty on few or tens of thousands of sparse covariates, and large-scale propensity scores.
 *
 * <p>In: columns stored sparsely, an outcome, a penalty. Out: the few coefficients that are not zero, cross-validated losses, scores. Invariants: the
 * conditions for an optimum are checked for every covariate at the end of every fit; threads never change a bit.
 */
@NullMarked
package org.steelyard.stats.penalised;

import org.jspecify.annotations.NullMarked;
