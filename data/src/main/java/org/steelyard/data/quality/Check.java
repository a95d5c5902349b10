package org.steelyard.data.quality;

import java.util.Map;
import java.util.TreeMap;
import org.steelyard.kernel.Text;

/**
 * One check: a row of data.
 *
 * @param id stable between releases
 * @param table that is judged
 * @param field that is judged; empty for a check of a whole table
 * @param type one of the types of {@code docs/quality.md}
 * @param parameters of the type, by name; the field is one of them
 * @param threshold largest percentage of failing rows that still passes
 * @param what it says, in words
 */
public record Check(
        String id,
        Store store,
        Level level,
        String table,
        String field,
        String type,
        Kahn kahn,
        Map<String, String> parameters,
        double threshold,
        Severity severity,
        Text what) {

    public Check {
        parameters = java.util.Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /** Which tables a check looks at. */
    public enum Store {
        RAW,
        STANDARD
    }

    /** What a check is about, as OHDSI's dashboard sorts them; a rule joins several fields. */
    public enum Level {
        TABLE,
        FIELD,
        CONCEPT,
        RULE
    }

    /** What failing means. */
    public enum Severity {
        ERROR,
        WARNING,
        INFO
    }

    /** Kahn's category. */
    public enum Category {
        CONFORMANCE,
        COMPLETENESS,
        PLAUSIBILITY
    }

    /** Kahn's subcategory; completeness has none of its own. */
    public enum Subcategory {
        VALUE,
        RELATIONAL,
        COMPUTATIONAL,
        COMPLETENESS,
        ATEMPORAL,
        TEMPORAL
    }

    /** Where a check stands in Kahn's framework. */
    public record Kahn(Category category, Subcategory subcategory) {}
}
