/** Files of dictionary packs to records. */
@NullMarked
package org.steelyard.data.code.internal;

import org.jspecify.annotations.NullMarked;
