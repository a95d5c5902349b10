/**
 * What may leave a site.
 *
 * <p>In: counts and the sums that tie them together. Out: a releasable form, or a refusal. Invariants: a count from 1 up
 * to the policy's limit is never shown; a hidden count is never shown as zero; and what is shown beside it leaves every
 * value from 1 to the limit possible. See {@code docs/disclosure.md}.
 */
@NullMarked
package org.steelyard.disclosure;

import org.jspecify.annotations.NullMarked;
