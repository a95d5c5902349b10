package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * What a patient uses: quantity times unit cost.
 *
 * @param quantity an expression over the dictionary's variables
 * @param unitCost or, when absent, {@code pack}: the name of a unit cost in the policy pack
 * @param arm absent when both arms use it
 * @param at years after time zero by which it has been used (0 for a procedure at time zero); absent when it is spread
 *     evenly over the time that the patient is followed, up to the horizon
 * @param price true for the one line whose unit cost is the intervention's own price: the threshold price is solved for it
 */
public record Resource(
        String id,
        Text label,
        String quantity,
        Optional<Parameter> unitCost,
        Optional<String> pack,
        Optional<Arm> arm,
        Optional<Double> at,
        boolean price) {}
