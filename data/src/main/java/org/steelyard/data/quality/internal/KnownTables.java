package org.steelyard.data.quality.internal;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.steelyard.data.quality.Check;
import org.steelyard.data.standard.StandardSchema;

/**
 * Tables and fields that a check may name.
 *
 * @param fields by table, by store
 */
public record KnownTables(Map<Check.Store, Map<String, List<String>>> fields) {

    private static final String PLATFORM = "/org/steelyard/data/quality/platform-fields.csv";

    /** The standard schema and the platform's tables. */
    public static KnownTables shipped() {
        Map<String, List<String>> standard = new TreeMap<>();
        for (StandardSchema.Table table : StandardSchema.current().tables()) {
            standard.put(
                    table.name(),
                    table.fields().stream().map(StandardSchema.Field::name).toList());
        }
        Map<String, List<String>> raw = new TreeMap<>();
        for (Csv.Row row : Csv.rows(CheckTypes.resource(PLATFORM))) {
            raw.put(row.cells().get(0), List.of(row.cells().get(1).split(" ")));
        }
        Map<Check.Store, Map<String, List<String>>> fields = new EnumMap<>(Check.Store.class);
        fields.put(Check.Store.STANDARD, standard);
        fields.put(Check.Store.RAW, raw);
        return new KnownTables(fields);
    }

    /** And what lies there besides. */
    public KnownTables and(Tables tables) {
        Map<Check.Store, Map<String, List<String>>> all = new EnumMap<>(Check.Store.class);
        for (Check.Store store : Check.Store.values()) {
            Map<String, List<String>> known = new TreeMap<>(fields.getOrDefault(store, Map.of()));
            tables.columns().getOrDefault(store, Map.of()).forEach((table, columns) -> {
                List<String> more = new ArrayList<>(known.getOrDefault(table, List.of()));
                columns.keySet().stream().filter(c -> !more.contains(c)).forEach(more::add);
                known.put(table, more);
            });
            all.put(store, known);
        }
        return new KnownTables(all);
    }

    boolean knows(Check.Store store, String table) {
        return fields.getOrDefault(store, Map.of()).containsKey(table);
    }

    List<String> tables(Check.Store store) {
        return List.copyOf(fields.getOrDefault(store, Map.of()).keySet());
    }

    List<String> fields(Check.Store store, String table) {
        return fields.getOrDefault(store, Map.of()).getOrDefault(table, List.of());
    }
}
