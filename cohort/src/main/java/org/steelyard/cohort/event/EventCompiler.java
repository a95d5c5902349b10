package org.steelyard.cohort.event;

import java.util.List;
import org.steelyard.cohort.event.internal.Compilation;
import org.steelyard.data.relational.RelationalEngine;
import org.steelyard.protocol.event.ConceptSet;
import org.steelyard.protocol.event.EventCohort;

/**
 * A cohort section on an engine's tables. All that is computed is computed by the engine, from trees; what comes back is a
 * count for each step and the table itself.
 */
public final class EventCompiler {

    /** Number of the row, from 1, by person, index date, arm and trial; no name of the plan begins so. */
    public static final String NUMBER = "_row";

    private EventCompiler() {}

    /**
     * Computes the flat table, hands it to the reader while the engine still holds what it is made from, and lets go of it.
     *
     * @param cohort checked: concept sets and sources exist
     */
    public static Result compile(
            EventCohort cohort, List<ConceptSet> sets, EventTables tables, RelationalEngine engine, Reader reader) {
        return Compilation.run(new Compilation.Task(cohort, sets, tables), engine, reader);
    }

    /** Takes the flat table: columns as {@link org.steelyard.protocol.event.CohortColumns} says, and {@link #NUMBER} to order by. */
    public interface Reader {
        void read(org.steelyard.data.relational.Rel flat);
    }

    /** @param features what the columns of feature sets stand for */
    public record Result(List<EventStep> steps, List<FeatureCode> features) {
        public Result {
            steps = List.copyOf(steps);
            features = List.copyOf(features);
        }
    }
}
