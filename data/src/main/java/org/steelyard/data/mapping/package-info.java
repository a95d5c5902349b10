/**
 * Mapping files: what the columns of foreign tables mean in the standard tables.
 *
 * <p>In: YAML that follows {@code mapping-1.schema.json}; headers and values of tables nobody has mapped yet. Out: checked
 * {@link org.steelyard.data.mapping.Mapping}s, and {@link org.steelyard.data.mapping.MappingProposal}s that say how sure they
 * are and why.
 *
 * <p>Invariants: a mapping holds no program text, so that one from a stranger can do no harm; the mappings of the insurance
 * platform, of hospitals and of patients are files of the same form; a guess never passes for a decision, since what is
 * unsure is written as a comment.
 */
@NullMarked
package org.steelyard.data.mapping;

import org.jspecify.annotations.NullMarked;
