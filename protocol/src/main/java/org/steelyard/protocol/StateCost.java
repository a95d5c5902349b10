package org.steelyard.protocol;

import java.util.Optional;
import org.steelyard.kernel.Text;

/**
 * A cost in the partitioned-survival model.
 *
 * @param when once at the start, per year in the first or second state, once on leaving the first state, once at death
 * @param untilYear the yearly cost stops there; absent for the whole horizon
 * @param price true for the one line whose amount is the intervention's own price: the threshold price is solved for it
 */
public record StateCost(
        String id,
        Text label,
        When when,
        Optional<Arm> arm,
        Optional<Parameter> amount,
        Optional<String> pack,
        Optional<Double> untilYear,
        boolean price) {

    public enum When {
        START,
        FIRST_STATE,
        SECOND_STATE,
        PROGRESSION,
        DEATH
    }
}
