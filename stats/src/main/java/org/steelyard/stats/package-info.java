/** Arrays in, estimates out; pure. */
@NullMarked
package org.steelyard.stats;

import org.jspecify.annotations.NullMarked;
