/**
 * Matrices for regression: the immutable {@link org.steelyard.stats.linear.DesignMatrix}, the weighted cross product
 * {@code X'WX} by fixed blocks (so that the number of threads never changes a bit), and Cholesky with rank detection that
 * names the terms at fault.
 */
@NullMarked
package org.steelyard.stats.linear;

import org.jspecify.annotations.NullMarked;
