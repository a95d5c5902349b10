/**
 * Agreements between fund and maker: what is paid, and how uncertain that is.
 *
 * <p>In: terms of the agreement and numbers of people. Out: expected payments and their spread. Invariants: pure; the expectation of a capped payment is taken over its distribution and is not the cap of the expectation.
 */
@NullMarked
package org.steelyard.economics.agreement;

import org.jspecify.annotations.NullMarked;
