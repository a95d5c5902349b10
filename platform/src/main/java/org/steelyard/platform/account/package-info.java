/** Organisations, people, their roles, and how they sign in. */
@NullMarked
package org.steelyard.platform.account;

import org.jspecify.annotations.NullMarked;
