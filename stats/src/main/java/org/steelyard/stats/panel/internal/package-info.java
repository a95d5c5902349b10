/** Work of the panel estimators that callers need not see. */
@NullMarked
package org.steelyard.stats.panel.internal;

import org.jspecify.annotations.NullMarked;
