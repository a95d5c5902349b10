package org.steelyard.platform.evaluation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.steelyard.governance.process.State;

/**
 * Numbers that an authority decides: read from the platform's rules file, never compiled in.
 *
 * @param region of the authority that decided them, six digits of GB/T 2260; 000000 for the nation
 * @param experts how many independent reviews a report needs
 * @param repeats how many experts repeat the analysis back to back
 * @param fields fields that must be among the experts
 * @param panelFields how many different fields a panel needs
 * @param priceRise rise in a price from which on it counts as large, a fraction (guide, part 3, principle two)
 * @param growth yearly growth of fund spending or frequency above which an item is evaluated again, a fraction
 * @param totalCost yearly total cost from which on an item is evaluated again, yuan
 * @param documentsWithin days within which technical documents that were asked for have to come
 * @param screen levels of the screen for items that should be evaluated (guide, part 3, principle five)
 * @param deadlines days allowed, by state
 * @param rapid what is different on the rapid track
 */
public record Rules(
        String region,
        int experts,
        int repeats,
        List<String> fields,
        int panelFields,
        BigDecimal priceRise,
        double growth,
        BigDecimal totalCost,
        int documentsWithin,
        Screen screen,
        Map<String, Integer> deadlines,
        Rapid rapid,
        String source,
        LocalDate from) {

    public Rules {
        fields = List.copyOf(fields);
        deadlines = Map.copyOf(deadlines);
    }

    /** @param fund yearly fund spending, yuan; @param fee cost of one service, yuan; @param growth yearly, a fraction */
    public record Screen(BigDecimal fund, BigDecimal fee, double growth) {}

    /**
     * The rapid track: fewer steps, shorter deadlines, and a routine evaluation afterwards.
     *
     * @param deadlines days allowed, by state; where there is none, those of the routine track count
     * @param routineWithin days from the beginning of monitoring within which the routine evaluation has to be due
     */
    public record Rapid(
            int experts, int repeats, List<String> fields, Map<String, Integer> deadlines, int routineWithin) {
        public Rapid {
            fields = List.copyOf(fields);
            deadlines = Map.copyOf(deadlines);
        }
    }

    public int experts(Evaluation evaluation) {
        return evaluation.isRapid() ? rapid.experts() : experts;
    }

    public int repeats(Evaluation evaluation) {
        return evaluation.isRapid() ? rapid.repeats() : repeats;
    }

    public List<String> fields(Evaluation evaluation) {
        return evaluation.isRapid() ? rapid.fields() : fields;
    }

    /** Days that an evaluation may stay in a state; empty when the rules say nothing of it. */
    public Optional<Integer> days(Evaluation evaluation, State state) {
        Integer usual = deadlines.get(state.name());
        return Optional.ofNullable(evaluation.isRapid() ? rapid.deadlines().getOrDefault(state.name(), usual) : usual);
    }
}
