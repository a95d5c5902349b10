/** The kernels behind the cross product. */
@NullMarked
package org.steelyard.stats.linear.internal;

import org.jspecify.annotations.NullMarked;
