/** How {@code disclosure} finds what else must be hidden. Not for use from outside. */
@NullMarked
package org.steelyard.disclosure.internal;

import org.jspecify.annotations.NullMarked;
