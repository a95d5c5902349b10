/**
 * Sign-in by a provider of identities: the authorization-code flow of OpenID Connect with PKCE.
 *
 * <p>In: the provider's answer. Out: who it is, by issuer and subject. Invariants: an identity token counts only with the
 * provider's signature, for this client, in time, with the nonce of this try, in the browser that began it; a provider names
 * people and grants nothing: accounts and roles stay ours.
 */
@NullMarked
package org.steelyard.platform.oidc;

import org.jspecify.annotations.NullMarked;
