package org.steelyard.cohort.event;

import java.util.List;
import java.util.Map;
import org.steelyard.data.relational.Rel;
import org.steelyard.data.relational.Schema;

/**
 * Standard tables as an engine knows them, for each source.
 *
 * @param sources in the order of their numbers
 */
public record EventTables(List<Source> sources) {

    public EventTables {
        sources = List.copyOf(sources);
    }

    /** @param tables by the name of the standard table; one that is not there has no rows */
    public record Source(String id, Map<String, Rel.Table> tables) {
        public Source {
            tables = Map.copyOf(tables);
        }

        public boolean has(String name) {
            return tables.containsKey(name);
        }

        /** The table, or an empty one of its shape. */
        public Rel table(String name) {
            Rel.Table found = tables.get(name);
            return found == null ? new Rel.Values(schema(name), List.of()) : found;
        }

        private static Schema schema(String name) {
            return StandardColumns.of(name);
        }
    }

    public int number(String id) {
        return sources.stream().map(Source::id).toList().indexOf(id);
    }

    public boolean several() {
        return sources.size() > 1;
    }
}
