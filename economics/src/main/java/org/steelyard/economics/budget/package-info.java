/**
 * Budget impact: what a new service adds to yearly spending, with and without it.
 *
 * <p>In: people, shares, yearly costs. Out: spending by year. Invariants: pure; not discounted.
 */
@NullMarked
package org.steelyard.economics.budget;

import org.jspecify.annotations.NullMarked;
