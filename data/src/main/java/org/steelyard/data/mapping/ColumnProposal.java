package org.steelyard.data.mapping;

import java.util.List;
import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * What a column seems to be.
 *
 * @param role one of {@code field-roles.csv}; absent where nothing speaks for any
 * @param type of the values
 * @param dateStyle how days are written
 * @param numbers what its numbers carry besides plain digits
 * @param unit of money that the header names
 * @param system code system that the values look like
 * @param missing texts that stand for a missing value in it
 * @param confidence from 0 to 1
 * @param why the evidence, without a value of the data
 */
public record ColumnProposal(
        String column,
        Optional<String> role,
        Mapping.Type type,
        Optional<String> dateStyle,
        List<Mapping.NumberForm> numbers,
        Optional<String> unit,
        Optional<String> system,
        List<String> missing,
        double confidence,
        List<Text> why) {

    public ColumnProposal {
        numbers = List.copyOf(numbers);
        missing = List.copyOf(missing);
        why = List.copyOf(why);
    }
}
