/** Documents in, XHTML out: for the screen, and for the PDF engine. */
@NullMarked
package org.steelyard.report.internal.html;

import org.jspecify.annotations.NullMarked;
