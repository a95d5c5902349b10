/**
 * A drawing as a list of simple marks, and the ways to write it down: SVG text, pixels. Units are pixels of 1/96 inch,
 * y pointing down.
 */
@NullMarked
package org.steelyard.report.internal.scene;

import org.jspecify.annotations.NullMarked;
