/**
 * Utilities from descriptive systems of health.
 *
 * <p>In: levels of a questionnaire. Out: utilities and quality-adjusted life years. Invariants: the numbers of a value set stand in a data pack with their source, never in code; pure.
 */
@NullMarked
package org.steelyard.economics.utility;

import org.jspecify.annotations.NullMarked;
