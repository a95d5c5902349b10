package org.steelyard.cohort;

import java.util.List;
import org.steelyard.data.Input;

/**
 * The people that are analysed, and how they came to be these.
 *
 * @param inputs the files that were read
 * @param quality one for each variable of the dictionary, in its order
 */
public record Cohort(AnalysisTable table, Attrition attrition, List<Input> inputs, List<VariableQuality> quality) {

    public Cohort {
        inputs = List.copyOf(inputs);
        quality = List.copyOf(quality);
    }
}
