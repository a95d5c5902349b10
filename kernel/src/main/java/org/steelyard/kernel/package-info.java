/**
 * Shared value types. Everything here is an immutable value that knows only the JDK.
 *
 * <p>In: nothing. Out: digests, bilingual texts, problems, seeds, provenance. Invariant: every value validates itself
 * when it is built, and a value that exists is valid.
 */
@NullMarked
package org.steelyard.kernel;

import org.jspecify.annotations.NullMarked;
