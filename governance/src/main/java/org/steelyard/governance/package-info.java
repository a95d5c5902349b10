/**
 * Who may do what to an evaluation, in which state, and the ledger of what was done.
 *
 * <p>In: an evaluation's state, a person's roles and relation to it, and an act. Out: the next state or the reasons why
 * not; ledger entries that prove themselves. Invariants: what no row of the process table allows is forbidden; nobody acts
 * on both sides of one evaluation; the ledger only grows. No database and no clock in this room: both are the caller's.
 */
@NullMarked
package org.steelyard.governance;

import org.jspecify.annotations.NullMarked;
