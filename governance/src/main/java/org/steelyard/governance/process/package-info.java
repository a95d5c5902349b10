/**
 * The nine stages as one table of data.
 *
 * <p>In: {@code governance/acts.csv}, a row an act: from which states, to which, by whom, under which conditions. Out:
 * {@link org.steelyard.governance.process.ProcessTable}, which answers what may be done and what comes of it, and draws
 * itself. Invariants: every state can be reached and every state that is not an end can be left; code, tests, help page and
 * diagram come from the same rows.
 */
@NullMarked
package org.steelyard.governance.process;

import org.jspecify.annotations.NullMarked;
