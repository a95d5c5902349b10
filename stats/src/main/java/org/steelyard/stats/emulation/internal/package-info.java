/** Work of the emulation estimators that callers need not see. */
@NullMarked
package org.steelyard.stats.emulation.internal;

import org.jspecify.annotations.NullMarked;
