/**
 * The fonts that come with the program, read without the platform's font machinery, so that text is measured and drawn
 * the same on every machine, one without any font included.
 */
@NullMarked
package org.steelyard.report.internal.font;

import org.jspecify.annotations.NullMarked;
