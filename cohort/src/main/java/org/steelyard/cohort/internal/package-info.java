/** The steps from typed relation to analysis table. */
@NullMarked
package org.steelyard.cohort.internal;

import org.jspecify.annotations.NullMarked;
