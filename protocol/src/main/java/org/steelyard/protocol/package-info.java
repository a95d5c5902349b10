/**
 * The evaluation plan (方案, Annex 2 of the guide) and the policy pack.
 *
 * <p>In: YAML bytes. Out: a {@link org.steelyard.protocol.Protocol}, checked, with its digests
 * ({@link org.steelyard.protocol.ProtocolFile}); its lock ({@link org.steelyard.protocol.ProtocolLock}); the plan in words
 * ({@link org.steelyard.protocol.ProtocolProse}); what changed between versions
 * ({@link org.steelyard.protocol.ProtocolDiff}); a {@link org.steelyard.protocol.PolicyPack}
 * ({@link org.steelyard.protocol.PolicyPacks}). Invariants: all problems are collected before one failure; a locked plan
 * whose bytes changed is refused; what the plan does not name is exploratory for ever; fields, defaults and names come from
 * the published schema alone.
 */
@NullMarked
package org.steelyard.protocol;

import org.jspecify.annotations.NullMarked;
