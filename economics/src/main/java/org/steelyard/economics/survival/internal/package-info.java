/** Densities and the search for the maximum. */
@NullMarked
package org.steelyard.economics.survival.internal;

import org.jspecify.annotations.NullMarked;
