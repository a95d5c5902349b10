/**
 * The governed platform: evaluations carried from application to re-evaluation over HTTP.
 *
 * <p>In: requests of signed-in people. Out: answers, and for every write one ledger entry in the same transaction.
 * Invariants: what the process table and the route table do not allow is refused; no patient-level data enters the
 * database; every change is in the ledger, refusals too.
 */
@NullMarked
package org.steelyard.platform;

import org.jspecify.annotations.NullMarked;
