/**
 * Results of steps, each under the digest of everything it was made from.
 *
 * <p>In: a step's name, its named inputs, a function. Out: the function's result, computed once. Invariants: an entry is
 * whole or absent (written aside, forced to disk, renamed); an entry whose bytes changed is not used.
 */
@NullMarked
package org.steelyard.app.store;

import org.jspecify.annotations.NullMarked;
