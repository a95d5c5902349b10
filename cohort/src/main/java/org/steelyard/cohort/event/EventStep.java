package org.steelyard.cohort.event;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * How many rows were left after a step. Rows are candidate index dates until each person has one.
 *
 * @param arms how they part, once arms are known
 */
public record EventStep(String id, Text label, long rows, Optional<Arms> arms) {

    public record Arms(long treated, long control) {}
}
