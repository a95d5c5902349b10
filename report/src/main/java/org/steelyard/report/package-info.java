/**
 * The report of the guide's Annex 3.
 *
 * <p>In: an {@link org.steelyard.evidence.Dossier}. Out: a document composed in one language, and from it HTML, DOCX, PDF
 * and figures. Invariants: rounding happens here and nowhere before; no small count is in a document; the same dossier
 * gives the same bytes.
 */
@NullMarked
package org.steelyard.report;

import org.jspecify.annotations.NullMarked;
