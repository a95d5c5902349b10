/** Numeric helpers that several estimators share; not for other modules. */
@NullMarked
package org.steelyard.stats.internal;

import org.jspecify.annotations.NullMarked;
