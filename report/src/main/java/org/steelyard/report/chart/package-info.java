/**
 * Charts as data: numbers and labels in, one figure out. All text is given in the language of the report.
 *
 * <p>Conventions: {@code NaN} means "no value" and is never drawn; labels may be long, they wrap; colours, sizes and
 * positions are the renderer's.
 */
@NullMarked
package org.steelyard.report.chart;

import org.jspecify.annotations.NullMarked;
