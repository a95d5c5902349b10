/**
 * The data governance report (数据治理报告): what came in, what was done to it, and what it is worth.
 *
 * <p>In: inputs, step counts, treatments of identities, mapping coverage, the {@link
 * org.steelyard.data.quality.QualityReport}. Out: one {@link org.steelyard.data.governance.GovernanceReport}, and its JSON.
 * Invariants: every number was counted where the work was done; no value of a patient is in it; equal inputs give equal
 * bytes, there is no wall clock in it.
 */
@NullMarked
package org.steelyard.data.governance;

import org.jspecify.annotations.NullMarked;
