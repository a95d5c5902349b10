/**
 * A small library of learners of a mean: generalised linear models, the lasso, boosted trees, and stacks of them, for the nuisance functions of
 * doubly robust estimators.
 *
 * <p>In: covariates and an outcome. Out: a predictor. Invariants: predictions of a binary outcome lie strictly between 0 and 1; a stack's weights are
 * not negative and add up to 1; nothing depends on the number of threads.
 */
@NullMarked
package org.steelyard.stats.learning;

import org.jspecify.annotations.NullMarked;
