/** The rules of the grade, one class an axis. Not for other modules. */
@NullMarked
package org.steelyard.evidence.internal;

import org.jspecify.annotations.NullMarked;
