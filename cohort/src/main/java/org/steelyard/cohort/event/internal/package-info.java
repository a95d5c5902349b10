/** The steps from cohort section to flat table. */
@NullMarked
package org.steelyard.cohort.event.internal;

import org.jspecify.annotations.NullMarked;
