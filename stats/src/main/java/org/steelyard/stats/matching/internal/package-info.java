/** The search structure of nearest-neighbour matching. */
@NullMarked
package org.steelyard.stats.matching.internal;

import org.jspecify.annotations.NullMarked;
