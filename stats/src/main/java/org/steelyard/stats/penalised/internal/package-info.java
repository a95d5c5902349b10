/** Losses with their quadratic approximations, and coordinate descent on them. */
@NullMarked
package org.steelyard.stats.penalised.internal;

import org.jspecify.annotations.NullMarked;
