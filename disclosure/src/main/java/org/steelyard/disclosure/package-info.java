/**
 * What may leave a site.
 *
 * <p>In: any count or table. Out: a releasable form, or a refusal. Invariant: a hidden count is never shown as zero, and
 * cannot be computed back from what is shown beside it.
 */
@NullMarked
package org.steelyard.disclosure;

import org.jspecify.annotations.NullMarked;
