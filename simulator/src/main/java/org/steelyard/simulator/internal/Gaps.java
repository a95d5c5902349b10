package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.internal.Draws.Purpose;

/** Empties fields that a record may lack, as often as the configuration says. */
final class Gaps {

    private record Gap(String column, double share) {}

    private final Map<Tables, List<Gap>> gaps = new EnumMap<>(Tables.class);
    private final Draws draws;

    Gaps(World world) {
        draws = new Draws(world.config().run().seed());
        for (Tables table : Tables.values()) {
            gaps.put(table, new ArrayList<>());
        }
        for (Tables table : Tables.values()) {
            for (Column column : table.columns()) {
                double share = world.config().missing().getOrDefault(table.table() + "." + column.name(), 0.0);
                if (share > 0) {
                    gaps.computeIfAbsent(table, key -> new ArrayList<>()).add(new Gap(column.name(), share));
                }
            }
        }
    }

    /** @param index tells the rows of a person in one table apart */
    void make(long person, Tables table, long index, Row row) {
        List<Gap> here = gaps.getOrDefault(table, List.of());
        if (here.isEmpty()) {
            return;
        }
        draws.at(person, Purpose.MISSING, index * Tables.values().length + table.ordinal());
        for (Gap gap : here) {
            if (draws.chance(gap.share())) {
                row.set(gap.column(), Column.EMPTY);
            }
        }
    }
}
