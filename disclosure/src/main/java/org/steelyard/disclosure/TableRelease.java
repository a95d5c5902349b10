package org.steelyard.disclosure;

import java.util.List;
import java.util.Map;
import org.steelyard.kernel.Problem;

/** The answer to a request to show a table. */
public sealed interface TableRelease {

    /**
     * The table may be shown in this form.
     *
     * @param counts by cell, in the order of the table; derivable cells are not among them
     */
    record Releasable(Map<String, ReleasedCount> counts) implements TableRelease {

        public ReleasedCount count(String cell) {
            ReleasedCount count = counts.get(cell);
            if (count == null) {
                throw new IllegalArgumentException("no cell " + cell);
            }
            return count;
        }
    }

    /** The table may not be shown in any form. */
    record Refusal(List<Problem> problems) implements TableRelease {
        public Refusal {
            problems = List.copyOf(problems);
        }
    }
}
