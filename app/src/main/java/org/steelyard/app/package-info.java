/**
 * The command line, and the chain that joins the rooms.
 *
 * <p>In: a plan, a data folder, options. Out: the report and {@code results.json} in the output folder, and an exit code.
 * Invariants: outputs appear whole and together or not at all; a step is run again only when something it depends on
 * changed.
 */
@NullMarked
package org.steelyard.app;

import org.jspecify.annotations.NullMarked;
