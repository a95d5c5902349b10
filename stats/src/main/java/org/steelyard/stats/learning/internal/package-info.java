/** How each learner learns. */
@NullMarked
package org.steelyard.stats.learning.internal;

import org.jspecify.annotations.NullMarked;
