/**
 * Methods of the analysis plan beyond its main choices: how a score is made, how weights are bounded, what is learned, which margin decides, which
 * sensitivity analyses stand beside an answer.
 *
 * <p>In: the YAML of {@code analysis.analyses[]}, already checked by the schema. Out: records of the same names and shapes. Invariants: everything here may be
 * left out of a plan, and what is left out is the plain method of {@link org.steelyard.protocol.AnalysisPlan}; nothing here computes.
 */
@NullMarked
package org.steelyard.protocol.method;

import org.jspecify.annotations.NullMarked;
