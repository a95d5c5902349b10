package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * What a patient uses: quantity times unit cost.
 *
 * @param quantity an expression over the dictionary's variables
 * @param unitCost or, when absent, {@code pack}: the name of a unit cost in the policy pack
 * @param arm absent when both arms use it
 */
public record Resource(
        String id,
        Text label,
        String quantity,
        Optional<Parameter> unitCost,
        Optional<String> pack,
        Optional<Arm> arm) {}
