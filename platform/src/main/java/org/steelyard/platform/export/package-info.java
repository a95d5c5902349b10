/**
 * Lists as Excel workbooks, an evaluation's dossier as a Word document, deadlines as an iCalendar.
 *
 * <p>In: what the interface would answer. Out: bytes of a file. Invariants: a cell holds text or a number, never a formula; what
 * a reader may not see on the page is not in the file either.
 */
@NullMarked
package org.steelyard.platform.export;

import org.jspecify.annotations.NullMarked;
