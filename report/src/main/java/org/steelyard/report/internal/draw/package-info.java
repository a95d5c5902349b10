/** Charts in, drawings out. Layout measures text with the program's own font, so that labels neither overlap nor leave the sheet. */
@NullMarked
package org.steelyard.report.internal.draw;

import org.jspecify.annotations.NullMarked;
