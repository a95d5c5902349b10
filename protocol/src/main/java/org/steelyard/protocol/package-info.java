/**
 * The evaluation plan (方案, Annex 2 of the guide).
 *
 * <p>In: YAML bytes. Out: a {@link org.steelyard.protocol.Protocol}, checked, and a locked protocol: its canonical bytes
 * with their digest. Invariants: all problems are collected before one failure; a locked plan whose bytes changed is
 * refused; what the plan does not name is exploratory for ever.
 */
@NullMarked
package org.steelyard.protocol;

import org.jspecify.annotations.NullMarked;
