/**
 * The cohort language of the plan: who enters on which event, who stays, how long they are followed, and what is computed
 * for each of them from event tables.
 *
 * <p>In: the parts {@code conceptSets} and {@code cohort} of the plan. Out: records that the cohort room turns into
 * queries.
 *
 * <p>Invariants: days are whole and counted from the index date, both ends of a window included; nothing here knows of a
 * table, an engine or a file.
 */
@NullMarked
package org.steelyard.protocol.event;

import org.jspecify.annotations.NullMarked;
