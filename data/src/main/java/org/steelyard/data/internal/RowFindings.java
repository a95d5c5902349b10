package org.steelyard.data.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.steelyard.data.DataError;
import org.steelyard.data.SourceReader;

/** Counts what is wrong, by kind, and keeps the first row numbers. */
public final class RowFindings {

    private final Map<DataError, Tally> found = new EnumMap<>(DataError.class);

    private static final class Tally {
        private long count;
        private final List<Long> first = new ArrayList<>();
    }

    public void add(DataError error, long row) {
        Tally tally = found.computeIfAbsent(error, _ -> new Tally());
        tally.count++;
        if (tally.first.size() < SourceReader.CITED_ROWS) {
            tally.first.add(row);
        }
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the codes. */
    public Map<DataError, Messages.Rows> rows() {
        Map<DataError, Messages.Rows> out = new EnumMap<>(DataError.class);
        found.forEach((error, tally) -> out.put(error, new Messages.Rows(tally.count, tally.first)));
        return out;
    }
}
