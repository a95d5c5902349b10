package org.steelyard.economics.model.internal.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.steelyard.economics.model.ModelError;
import org.steelyard.economics.model.ModelResults.Note;
import org.steelyard.economics.model.internal.engine.Row;
import org.steelyard.economics.model.internal.engine.RowFaults;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Counts what draws had to be repaired; where the model wants no repair, or nothing can be repaired, the run fails. */
final class Notes implements RowFaults {

    private final Map<ModelError, Long> times = new EnumMap<>(ModelError.class);
    private final boolean repairRows;

    Notes(boolean repairRows) {
        this.repairRows = repairRows;
    }

    @Override
    public synchronized void found(ModelError error, String strategy, Row row, int when, double sum) {
        boolean curves = error == ModelError.CROSSING_CURVES;
        if ((!repairRows && !curves) || Double.isNaN(sum)) {
            throw SteelyardException.of(
                    error,
                    Place.field(row.path()),
                    Text.of(
                            "某次抽样中该行不是概率分布（策略 " + strategy + "，第 " + when + " 周期）",
                            "in one draw this row is no distribution (strategy " + strategy + ", cycle " + when + ")"),
                    Text.of(
                            "换用不会越界的分布，或设 negativeComplement: normalise",
                            "Choose a distribution that stays inside, or set negativeComplement: normalise"));
        }
        times.merge(error, 1L, Long::sum);
    }

    synchronized List<Note> list() {
        return times.entrySet().stream()
                .map(e -> new Note("repaired-" + e.getKey().id(), e.getValue(), words(e.getKey())))
                .toList();
    }

    private static Text words(ModelError error) {
        return switch (error) {
            case CROSSING_CURVES -> Text.of("抽样中交叉的曲线点，已压到界内", "points at which curves crossed, pressed to the limit");
            case NEGATIVE_COMPLEMENT ->
                Text.of("抽样中概率之和超过 1 的行，已按比例缩小", "rows whose probabilities exceeded one, scaled down");
            default -> Text.of("抽样中不是概率分布的行，已修正", "rows that were no distribution, repaired");
        };
    }
}
