/**
 * Writes the report (guide, Annex 3) from a dossier.
 *
 * <p>In: a {@link org.steelyard.evidence.Dossier} and a language. Out: a {@link org.steelyard.report.document.Document}.
 * Invariants: every number in it comes from the dossier and is rounded here, once; every count has passed {@code
 * disclosure}; a planned analysis without a result and an analysis outside the plan are both named as such; same dossier,
 * same document. One class a section; phrases stand beside their use, Chinese first.
 */
@NullMarked
package org.steelyard.report.compose;

import org.jspecify.annotations.NullMarked;
