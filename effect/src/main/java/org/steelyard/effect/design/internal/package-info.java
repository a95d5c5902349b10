/** One class a family of designs: from the table's columns to the library's arrays, and from its results to findings. */
@NullMarked
package org.steelyard.effect.design.internal;

import org.jspecify.annotations.NullMarked;
