/**
 * Codes: which systems there are, what a code of each looks like, and which codes were in force when.
 *
 * <p>In: code systems as rows of data, dictionary packs as folders. Out: {@link org.steelyard.data.code.CodeSystem} (shape),
 * {@link org.steelyard.data.code.CodePack} (membership by date, successors, cross-maps, groups such as comorbidities).
 *
 * <p>Invariants: a code is judged by the version in force on the day of its record; nothing here names a single code; a pack
 * that contradicts itself is refused with all its faults.
 */
@NullMarked
package org.steelyard.data.code;

import org.jspecify.annotations.NullMarked;
