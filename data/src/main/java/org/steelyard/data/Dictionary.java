package org.steelyard.data;

import java.util.List;
import org.steelyard.protocol.Variable;

/**
 * How the columns of one source are typed.
 *
 * @param missing codes that mean missing in every column; empty text is one only if it is listed
 */
public record Dictionary(List<Variable> variables, List<String> missing) {

    public Dictionary {
        variables = List.copyOf(variables);
        missing = List.copyOf(missing);
    }

    /** Variables that are read from the file, not derived. */
    public List<Variable> read() {
        return variables.stream().filter(v -> v.define().isEmpty()).toList();
    }
}
