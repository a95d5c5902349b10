package org.steelyard.cohort.event;

import java.nio.file.Path;
import java.util.List;
import org.steelyard.data.Input;

/**
 * The flat table on disk, and how it came about.
 *
 * @param parquet a row a person, or a person and trial, ordered by row
 * @param steps who was left after each step, in order
 * @param features what the columns of feature sets stand for
 * @param inputs the tables of the stores that were read
 */
public record EventTable(Path parquet, List<EventStep> steps, List<FeatureCode> features, List<Input> inputs) {

    public EventTable {
        steps = List.copyOf(steps);
        features = List.copyOf(features);
        inputs = List.copyOf(inputs);
    }
}
