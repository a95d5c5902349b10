/** From rows of checks to SQL and back to counts. */
@NullMarked
package org.steelyard.data.quality.internal;

import org.jspecify.annotations.NullMarked;
