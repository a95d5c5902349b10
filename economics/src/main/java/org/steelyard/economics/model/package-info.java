/**
 * Decision models written as data: trees, cohort Markov and semi-Markov models, partitioned survival, microsimulation, discrete events.
 *
 * <p>In: {@code MODEL.yaml} ({@code schema/model-1.schema.json}). Out: {@link org.steelyard.economics.model.ModelResults}. {@link
 * org.steelyard.economics.model.DecisionModel} is the façade. Invariants: a model is checked whole before it runs, all problems at once, each with its line;
 * every result names the convention that made it; draw {@code d} and person {@code i} depend on seed, name and number alone, so each can be run again by itself and
 * the number of threads changes no bit.
 */
@NullMarked
package org.steelyard.economics.model;

import org.jspecify.annotations.NullMarked;
