/**
 * Pseudonyms first: what turns a person's identifier into a keyed digest, and what finds identities that nobody declared.
 *
 * <p>In: a key file that lies outside the data, identifiers, columns of values. Out: {@link
 * org.steelyard.data.identity.Pseudonyms} (32 hexadecimal characters for an identifier), {@link
 * org.steelyard.data.identity.Treatment} of a column, findings of the {@link
 * org.steelyard.data.identity.IdentityScanner}.
 *
 * <p>Invariants: the key is never printed, logged or stored beside data; the same identifier of the same kind gives the
 * same pseudonym under one key and no other; no message holds an identifier.
 */
@NullMarked
package org.steelyard.data.identity;

import org.jspecify.annotations.NullMarked;
