/** The SQL that makes the standard store. */
@NullMarked
package org.steelyard.data.standard.internal;

import org.jspecify.annotations.NullMarked;
