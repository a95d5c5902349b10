/**
 * Runs that the server starts: the command line in a process of its own, on data that stay in a folder of the server.
 *
 * <p>In: a locked protocol and the name of a source. Out: the run's results, filed as an act of whoever started it. Invariants:
 * the plan that runs is the one that is locked; no row of the data enters the database; small counts are hidden before results
 * are filed; one run of an evaluation at a time.
 */
@NullMarked
package org.steelyard.platform.run;

import org.jspecify.annotations.NullMarked;
