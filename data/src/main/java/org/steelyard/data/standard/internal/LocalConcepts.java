package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.mapping.Mapping.Value;

/**
 * Local concepts that a source brought. OMOP gives everyone the numbers from 2,000,000,000 on for concepts of their own, so that
 * two who did not agree use the same number for different things. Ours begin behind those of the source; a concept of ours that
 * the source brings itself, as a store does that went out before, keeps the number that it has there.
 *
 * @param first the first number that the source does not use
 * @param brought numbers of the source's own concepts by {@code system U+001F code}
 */
record LocalConcepts(long first, Map<String, Long> brought) {

    /** Where OMOP's numbers for local use begin. */
    static final long BEGIN = 2_000_000_000L;

    /** OMOP's identifiers of concepts are whole numbers of 32 bits. */
    static final long END = Integer.MAX_VALUE;

    private static final String CONCEPT = "concept";

    LocalConcepts {
        brought = Map.copyOf(brought);
    }

    static LocalConcepts of(Duck duck, Mapping mapping, Map<String, Source> sources) {
        long greatest = BEGIN - 1;
        Map<String, Long> brought = new HashMap<>();
        for (Mapping.Fill fill : mapping.fills()) {
            Source source = sources.get(fill.from());
            if (source != null && source.present()) {
                greatest = Math.max(greatest, greatest(duck, fill));
                if (fill.into().equals(CONCEPT)) {
                    brought.putAll(concepts(duck, fill));
                }
            }
        }
        return new LocalConcepts(greatest + 1, brought);
    }

    Optional<Long> number(String system, String code) {
        return Optional.ofNullable(brought.get(key(system, code)));
    }

    private static String key(String system, String code) {
        return system + '\u001f' + code;
    }

    /** The greatest number that a column of concepts holds. */
    private static long greatest(Duck duck, Mapping.Fill fill) {
        List<String> columns = new ArrayList<>();
        fill.fields().forEach((field, value) -> {
            if (field.endsWith("concept_id") || field.startsWith("concept_id_")) {
                plain(value).ifPresent(c -> columns.add("max(TRY_CAST(" + Duck.name(c) + " AS BIGINT))"));
            }
        });
        if (columns.isEmpty()) {
            return 0;
        }
        String greatest = columns.stream().collect(Collectors.joining(", ", "greatest(0, ", ")"));
        return duck.number("SELECT coalesce(" + greatest + ", 0) FROM " + Duck.name("k_" + fill.from()));
    }

    private static Optional<String> plain(Value value) {
        return value.column().filter(_ -> value.values().isEmpty());
    }

    private static Map<String, Long> concepts(Duck duck, Mapping.Fill fill) {
        List<String> columns = new ArrayList<>();
        for (String field : List.of("concept_id", "vocabulary_id", "concept_code")) {
            Optional.ofNullable(fill.fields().get(field))
                    .flatMap(LocalConcepts::plain)
                    .ifPresent(c -> columns.add(Duck.name(c)));
        }
        Map<String, Long> out = new HashMap<>();
        if (columns.size() == 3) {
            duck.rows("SELECT min(" + columns.get(0) + "), " + columns.get(1) + ", " + columns.get(2) + " FROM "
                            + Duck.name("k_" + fill.from()) + " WHERE " + columns.get(0) + " >= " + BEGIN
                            + " AND " + columns.get(1) + " IS NOT NULL AND " + columns.get(2)
                            + " IS NOT NULL GROUP BY 2, 3")
                    .forEach(r -> out.put(
                            key(r.get(1).orElseThrow(), r.get(2).orElseThrow()),
                            Long.valueOf(r.get(0).orElseThrow())));
        }
        return out;
    }
}
