/** Checks of mapping files, and the guesses of proposals. */
@NullMarked
package org.steelyard.data.mapping.internal;

import org.jspecify.annotations.NullMarked;
