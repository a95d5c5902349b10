/** How the region comes about: people, illness, visits, bills, and the road into Parquet. Not for other modules. */
@NullMarked
package org.steelyard.simulator.internal;

import org.jspecify.annotations.NullMarked;
