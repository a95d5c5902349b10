/**
 * From source tables to the analysis table.
 *
 * <p>In: typed source tables and the protocol. Out: an {@link org.steelyard.cohort.AnalysisTable} (one row a person,
 * columnar) and the {@link org.steelyard.cohort.Attrition} that led to it. Invariants: every criterion is counted;
 * missing values are those that the plan declares; the engine and the slow in-memory reference agree.
 */
@NullMarked
package org.steelyard.cohort;

import org.jspecify.annotations.NullMarked;
