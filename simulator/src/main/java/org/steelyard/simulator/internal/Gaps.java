package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.internal.Draws.Purpose;

/** Empties fields that a record may lack, as often as the configuration says. */
final class Gaps {

    private static final int TABLES = Tables.values().length;

    private record Gap(int place, double share) {}

    private final Map<Tables, List<Gap>> gaps = new EnumMap<>(Tables.class);
    private final Draws draws;
    private List<Gap> here = List.of();

    Gaps(World world) {
        draws = new Draws(world.config().run().seed());
        for (Tables table : Tables.values()) {
            gaps.put(table, new ArrayList<>());
        }
        for (Tables table : Tables.values()) {
            for (Column column : table.columns()) {
                double share = world.config().missing().getOrDefault(table.table() + "." + column.name(), 0.0);
                if (share > 0) {
                    gaps.computeIfAbsent(table, key -> new ArrayList<>()).add(new Gap(table.at(column.name()), share));
                }
            }
        }
    }

    /** @param index tells the rows of a person in one table apart */
    void make(long person, Tables table, long index, Row row) {
        start(person, table, index);
        next(row);
    }

    /** Begins the gaps of several rows. */
    void start(long person, Tables table, long index) {
        here = gaps.getOrDefault(table, List.of());
        if (!here.isEmpty()) {
            draws.at(person, Purpose.MISSING, index * TABLES + table.ordinal());
        }
    }

    void next(Row row) {
        for (int i = 0; i < here.size(); i++) {
            Gap gap = here.get(i);
            if (draws.chance(gap.share())) {
                row.set(gap.place(), Column.EMPTY);
            }
        }
    }
}
