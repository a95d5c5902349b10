/**
 * Evaluations, what was filed with them, and the one way to act on them.
 *
 * <p>{@link org.steelyard.platform.evaluation.ActService} is the only writer: it asks the process table, files the body,
 * moves the state, and writes the ledger, in one transaction.
 */
@NullMarked
package org.steelyard.platform.evaluation;

import org.jspecify.annotations.NullMarked;
