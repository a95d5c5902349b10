/**
 * How strong the evidence is and how well it fits the decision.
 *
 * <p>In: all results with their diagnostics. Out: an {@link org.steelyard.evidence.EvidenceGrade} on the guide's two axes,
 * with every rule that moved it, and the {@link org.steelyard.evidence.Dossier} that the report is written from.
 * Invariants: the grade is monotone in every input; whether the implementer is a trusted site never changes it.
 */
@NullMarked
package org.steelyard.evidence;

import org.jspecify.annotations.NullMarked;
