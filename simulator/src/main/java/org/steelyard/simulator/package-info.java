/**
 * A region to rehearse in: insured people, visits, settlements, fee details, diagnoses, operations and deaths as the
 * insurance platform keeps them, with a new service whose true effect is known.
 *
 * <p>In: a number of people, a seed and a configuration. Out: the eight platform tables, {@code truth.json} with what was
 * planted, and {@code simulation.yaml} with the whole configuration. Invariants: the same configuration and seed give the
 * same bytes on any number of threads; every row that carries no named defect satisfies the amount identities I1–I8 to
 * the fen; no identity can be a real person's.
 */
@NullMarked
package org.steelyard.simulator;

import org.jspecify.annotations.NullMarked;
