/** Foreign bytes in, typed source tables out; the embedded engine. */
@NullMarked
package org.steelyard.data;

import org.jspecify.annotations.NullMarked;
