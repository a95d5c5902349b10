package org.steelyard.data.quality;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tables that checks look at.
 *
 * @param standard Parquet file, or folder of Parquet files, by lower-case table name
 * @param raw the same for raw platform tables, identifiers already replaced; may be empty
 */
public record CheckedTables(Map<String, Path> standard, Map<String, Path> raw) {

    public CheckedTables {
        standard = java.util.Collections.unmodifiableMap(new TreeMap<>(standard));
        raw = java.util.Collections.unmodifiableMap(new TreeMap<>(raw));
    }

    public Map<String, Path> of(Check.Store store) {
        return switch (store) {
            case STANDARD -> standard;
            case RAW -> raw;
        };
    }
}
