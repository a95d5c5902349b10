/** The ranked sample that the indices share. */
@NullMarked
package org.steelyard.stats.inequality.internal;

import org.jspecify.annotations.NullMarked;
