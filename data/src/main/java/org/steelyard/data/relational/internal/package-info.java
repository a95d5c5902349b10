/** How the slow engine computes. */
@NullMarked
package org.steelyard.data.relational.internal;

import org.jspecify.annotations.NullMarked;
