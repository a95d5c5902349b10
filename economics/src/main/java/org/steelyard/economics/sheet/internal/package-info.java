/** One calculation each: reads its part of the sheet, calls the library, writes a table. */
@NullMarked
package org.steelyard.economics.sheet.internal;

import org.jspecify.annotations.NullMarked;
