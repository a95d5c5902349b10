package org.steelyard.data.relational;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Rows in memory: name to Boolean, Long, BigDecimal with two decimals, Double, String or LocalDate; null where missing. */
public record Rows(Schema schema, List<Map<String, @Nullable Object>> rows) {

    public Rows {
        List<Map<String, @Nullable Object>> copy = new ArrayList<>();
        for (Map<String, @Nullable Object> row : rows) {
            copy.add(Collections.unmodifiableMap(new LinkedHashMap<>(row)));
        }
        rows = Collections.unmodifiableList(copy);
    }

    public int size() {
        return rows.size();
    }

    /** The one whole number of a result of one row and column; a missing one is zero. */
    public long number() {
        Object value = rows.getFirst().values().iterator().next();
        return value == null ? 0 : (Long) value;
    }
}
