/**
 * Several strategies compared in one population of people.
 *
 * <p><b>In</b>: mean costs and effects of the arms of a design, with resamples ({@link org.steelyard.effect.ArmValues}), and what is paid for a unit of effect. <b>Out</b>:
 * {@link org.steelyard.economics.arms.ArmEvaluation}: efficient arms, ratios along the frontier, acceptability, ranks; {@link org.steelyard.economics.arms.ArmFindings} lays these beside the design's own results.
 *
 * <p><b>Invariants</b>: at each willingness to pay the acceptabilities of all arms add up to 1, and so do the probabilities of the ranks of an arm and those of the arms of a rank; a dominated arm has no ratio.
 */
@NullMarked
package org.steelyard.economics.arms;

import org.jspecify.annotations.NullMarked;
