/**
 * Social value: who gains, who has access, how unequally.
 *
 * <p>In: the analysis table, the plan, clinical results. Out: {@link org.steelyard.society.SocialResults}.
 */
@NullMarked
package org.steelyard.society;

import org.jspecify.annotations.NullMarked;
