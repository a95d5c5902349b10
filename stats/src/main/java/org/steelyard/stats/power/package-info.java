/**
 * Sample size, power and detectable effects of the main designs.
 *
 * <p>In: effects, variances, error rates. Out: numbers of people, events or clusters, or power. Invariants: power at the computed size is at least the target; more people never lower
 * power; a cluster of one is a person.
 */
@NullMarked
package org.steelyard.stats.power;

import org.jspecify.annotations.NullMarked;
