/** How the economic results are made; the doors are {@link org.steelyard.economics.EconomicEngine} and its neighbours. */
@NullMarked
package org.steelyard.economics.internal;

import org.jspecify.annotations.NullMarked;
