/**
 * Multiple imputation by chained equations, and Rubin's rules.
 *
 * <p>In: columns with missing values and a seed. Out: completed tables; pooled estimates. Invariant: observed values never change.
 */
@NullMarked
package org.steelyard.stats.imputation;

import org.jspecify.annotations.NullMarked;
