/**
 * The door of event tables: from the plan's cohort section and a standard store to one flat table with a row a person, or a
 * person and trial, and the count of who was left after each step.
 *
 * <p>In: a {@link org.steelyard.protocol.Protocol} with a cohort section, and
 * {@link org.steelyard.data.standard.StandardStore}s or tables of the same shape. Out: an
 * {@link org.steelyard.cohort.event.EventTable}, which the flat door reads.
 *
 * <p>Invariants: the section becomes a tree of {@link org.steelyard.data.relational.Rel} and nothing is computed outside it,
 * so that every engine gives the same rows; events are joined to the cohort once a domain, never once a variable; rows are
 * numbered by person and index date; a tie is broken by a stated order, never by chance.
 */
@NullMarked
package org.steelyard.cohort.event;

import org.jspecify.annotations.NullMarked;
