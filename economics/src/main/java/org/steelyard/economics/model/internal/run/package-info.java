/** Base case, draws, sensitivity analyses and scenarios of a built model. */
@NullMarked
package org.steelyard.economics.model.internal.run;

import org.jspecify.annotations.NullMarked;
