package org.steelyard.data.quality.internal;

import java.util.Map;
import java.util.Optional;
import org.steelyard.data.quality.Check;

/**
 * What is there: the columns of each table, with their types.
 *
 * @param columns type by lower-case column name, by lower-case table name, by store
 */
public record Tables(Map<Check.Store, Map<String, Map<String, String>>> columns) {

    public boolean has(Check.Store store, String table) {
        return columns.getOrDefault(store, Map.of()).containsKey(table);
    }

    Map<String, String> of(Check.Store store, String table) {
        Map<String, String> found = columns.getOrDefault(store, Map.of()).get(table);
        if (found == null) {
            throw Absent.table(table);
        }
        return found;
    }

    public Optional<String> type(Check.Store store, String table, String column) {
        return Optional.ofNullable(of(store, table).get(column));
    }

    static String relation(Check.Store store, String table) {
        return (store == Check.Store.RAW ? "raw" : "standard") + ".\"" + table + "\"";
    }
}
