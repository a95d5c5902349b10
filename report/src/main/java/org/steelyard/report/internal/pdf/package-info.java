/** XHTML and drawings on pages of PDF. */
@NullMarked
package org.steelyard.report.internal.pdf;

import org.jspecify.annotations.NullMarked;
