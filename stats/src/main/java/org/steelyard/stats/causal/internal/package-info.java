/** How the estimation of nuisance models reaches an estimate. */
@NullMarked
package org.steelyard.stats.causal.internal;

import org.jspecify.annotations.NullMarked;
