/** The key file and the words of messages about identities. */
@NullMarked
package org.steelyard.data.identity.internal;

import org.jspecify.annotations.NullMarked;
