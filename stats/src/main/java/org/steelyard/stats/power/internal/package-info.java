/** Distributions that power needs and no library here has. */
@NullMarked
package org.steelyard.stats.power.internal;

import org.jspecify.annotations.NullMarked;
