/** Tables of causes by time, and the subdistribution likelihood. */
@NullMarked
package org.steelyard.stats.competing.internal;

import org.jspecify.annotations.NullMarked;
