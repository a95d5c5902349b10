package org.steelyard.simulator.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.steelyard.simulator.Defect;

/** The rows of some people: one buffer a table, their own texts, the faults planted in them and their part of the truth. */
final class Block {

    private final Map<Tables, TableBuffer> buffers = new EnumMap<>(Tables.class);
    private final Map<Tables, Row> rows = new EnumMap<>(Tables.class);
    private final Lexicon.Local lexicon;
    private final List<Planted> planted = new ArrayList<>();
    private final TruthSums truth = new TruthSums();

    Block(Lexicon region) {
        lexicon = new Lexicon.Local(region);
        for (Tables table : Tables.values()) {
            buffers.put(table, new TableBuffer(table));
            rows.put(table, new Row(table));
        }
    }

    Lexicon.Local lexicon() {
        return lexicon;
    }

    /** An empty row of a table; one at a time. */
    Row row(Tables table) {
        Row row = rows.get(table);
        if (row == null) {
            throw new IllegalStateException("no row for " + table);
        }
        return row.clear();
    }

    /** Adds the row as it stands and gives its place in the block, from 1. */
    long add(Tables table, Row row) {
        return buffer(table).add(row.cells()) + 1L;
    }

    void plant(Defect defect, Tables table, long key, long row) {
        planted.add(new Planted(defect, table, Long.toString(key), row));
    }

    void plant(Planted fault) {
        planted.add(fault);
    }

    TableBuffer buffer(Tables table) {
        TableBuffer buffer = buffers.get(table);
        if (buffer == null) {
            throw new IllegalStateException("no buffer for " + table);
        }
        return buffer;
    }

    List<Planted> planted() {
        return planted;
    }

    TruthSums truth() {
        return truth;
    }

    /** The block ready to be written. */
    Encoded encode() {
        Map<Tables, RowGroup> groups = new EnumMap<>(Tables.class);
        buffers.forEach((table, buffer) -> groups.put(table, RowGroup.of(buffer, lexicon)));
        return new Encoded(groups, List.copyOf(planted), truth);
    }

    record Encoded(Map<Tables, RowGroup> groups, List<Planted> planted, TruthSums truth) {}
}
