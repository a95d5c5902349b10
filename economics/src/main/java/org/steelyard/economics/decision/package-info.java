/**
 * Decisions from costs and effects: the frontier, net benefit, acceptability, and what information is worth.
 *
 * <p>In: totals by strategy, and by draw. Out: records. Invariants: pure functions; strategies are numbered from 0 and ties go to the lower number; costs, effects and
 * parameters of one draw stand at the same index, and arrays of different length are refused.
 */
@NullMarked
package org.steelyard.economics.decision;

import org.jspecify.annotations.NullMarked;
