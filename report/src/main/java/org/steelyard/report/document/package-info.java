/**
 * A report as data: what it says, not how it looks. The composer builds a {@link
 * org.steelyard.report.document.Document} in one language; the renderers turn it into HTML, DOCX and PDF.
 *
 * <p>Invariants: records are immutable; headings, tables, figures and citations carry ids, never numbers. {@link
 * org.steelyard.report.document.Numbering} gives the numbers, the same in every format.
 */
@NullMarked
package org.steelyard.report.document;

import org.jspecify.annotations.NullMarked;
