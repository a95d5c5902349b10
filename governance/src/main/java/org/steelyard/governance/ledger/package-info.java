/**
 * The append-only record of every act.
 *
 * <p>In: events (who, in which role, did what to which object, with digests of what was written). Out: entries with
 * canonical bytes, a Merkle tree over them (RFC 6962 hashing), signed checkpoints. Invariants: entry n names the hash of entry
 * n-1; equal events give equal bytes; a checkpoint binds every entry before it; {@link
 * org.steelyard.governance.verify.LedgerVerifier} needs nothing but a JDK and the exported files.
 */
@NullMarked
package org.steelyard.governance.ledger;

import org.jspecify.annotations.NullMarked;
