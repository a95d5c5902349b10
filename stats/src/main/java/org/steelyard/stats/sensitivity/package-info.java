/** How strong an unmeasured confounder would have to be to explain an estimate away. In: estimates. Out: E-values. */
@NullMarked
package org.steelyard.stats.sensitivity;

import org.jspecify.annotations.NullMarked;
