package org.steelyard.data.standard.internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.steelyard.data.code.CodePack;
import org.steelyard.data.code.CodeSystem;
import org.steelyard.data.code.CodeSystems;
import org.steelyard.data.internal.ResourceCsv;
import org.steelyard.data.standard.StandardSchema;

/**
 * What the dictionary packs know, as tables of the connection: {@code known_code} (concepts of codes), {@code pack_entry}
 * (versions), and the concepts, vocabularies and ancestors that packs give. Local concepts are numbered from 2,000,000,000, as
 * OMOP asks, or behind those that the source brought, in order of system and code; units of measure bring their own.
 */
final class KnownCodes {

    private static final String OMOP = "OMOP";
    private static final String UNITS = "UCUM";

    private record Key(String system, String code) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::system).thenComparing(Key::code);
    }

    private final Duck duck;
    private final List<CodePack> packs;
    private final LocalConcepts local;

    /** @param local concepts of the source, whose numbers ours must not have */
    KnownCodes(Duck duck, List<CodePack> packs, LocalConcepts local) {
        this.duck = duck;
        this.packs = packs;
        this.local = local;
    }

    /** Whether the numbers that OMOP leaves for local use are enough. */
    boolean fits() {
        return !hasConcepts() || ids(entries()).values().stream().allMatch(id -> id <= LocalConcepts.END);
    }

    /** Makes the tables. */
    void load() {
        Map<Key, CodePack.Entry> entries = entries();
        Map<Key, Long> ids = ids(entries);
        Map<Key, Long> standard = standardConcepts();
        duck.run("CREATE TABLE known_code (system VARCHAR, code VARCHAR, source_id BIGINT, standard_id BIGINT)");
        duck.run("CREATE TABLE pack_entry (system VARCHAR, code VARCHAR, valid_from DATE, valid_to DATE)");
        duck.run("CREATE TABLE local_concept AS SELECT " + typedNulls("concept") + " WHERE false");
        duck.run("CREATE TABLE local_ancestor AS SELECT " + typedNulls("concept_ancestor") + " WHERE false");
        try {
            appendCodes(ids, standard);
            appendEntries();
            appendConcepts(ids, entries);
            appendAncestors(ids);
        } catch (SQLException e) {
            throw new IllegalStateException("dictionary packs were not loaded", e);
        }
    }

    boolean hasConcepts() {
        return packs.stream().anyMatch(p -> !p.codes().isEmpty());
    }

    /** The first pack that has a code wins; of its versions the latest. */
    private Map<Key, CodePack.Entry> entries() {
        Map<Key, CodePack.Entry> out = new TreeMap<>(Key.ORDER);
        for (CodePack pack : packs) {
            Map<Key, CodePack.Entry> mine = new HashMap<>();
            pack.codes().forEach(e -> mine.put(new Key(e.system(), e.code()), e));
            mine.forEach(out::putIfAbsent);
        }
        return out;
    }

    private Map<Key, Long> ids(Map<Key, CodePack.Entry> entries) {
        Set<Key> all = new HashSet<>(entries.keySet());
        entries.keySet()
                .forEach(k -> CodeSystems.find(k.system())
                        .ifPresent(s -> s.ancestors(k.code()).forEach(a -> all.add(new Key(k.system(), a)))));
        List<Key> sorted = all.stream().sorted(Key.ORDER).toList();
        Map<Key, Long> ids = new LinkedHashMap<>();
        long next = local.first();
        for (Key key : sorted) {
            Optional<Long> known = local.number(key.system(), key.code());
            ids.put(key, known.isPresent() ? known.get() : next++);
        }
        return ids;
    }

    private Map<Key, Long> standardConcepts() {
        Map<Key, Long> out = new TreeMap<>(Key.ORDER);
        for (CodePack pack : packs) {
            pack.crossMaps().stream()
                    .filter(m -> m.toSystem().equals(OMOP))
                    .forEach(m -> out.putIfAbsent(new Key(m.fromSystem(), m.fromCode()), Long.valueOf(m.toCode())));
        }
        ResourceCsv.read(StandardSchema.class, "units.csv").stream()
                .filter(r -> !r.get("concept_id").isEmpty())
                .forEach(r -> out.putIfAbsent(new Key(UNITS, r.get("written")), Long.valueOf(r.get("concept_id"))));
        return out;
    }

    private void appendCodes(Map<Key, Long> ids, Map<Key, Long> standard) throws SQLException {
        Set<Key> all = new java.util.TreeSet<>(Key.ORDER);
        all.addAll(ids.keySet());
        all.addAll(standard.keySet());
        try (DuckDBAppender appender = appender("known_code")) {
            for (Key key : all) {
                appender.beginRow();
                appender.append(key.system());
                appender.append(key.code());
                appender.append(ids.getOrDefault(key, 0L).longValue());
                appender.append(standard.getOrDefault(key, 0L).longValue());
                appender.endRow();
            }
        }
    }

    private void appendEntries() throws SQLException {
        try (DuckDBAppender appender = appender("pack_entry")) {
            for (CodePack pack : packs) {
                for (CodePack.Entry entry : pack.codes()) {
                    appender.beginRow();
                    appender.append(entry.system());
                    appender.append(entry.code());
                    appender.append(entry.validFrom());
                    appender.append(entry.validTo().orElse(java.time.LocalDate.of(2099, 12, 31)));
                    appender.endRow();
                }
            }
        }
    }

    private void appendConcepts(Map<Key, Long> ids, Map<Key, CodePack.Entry> entries) throws SQLException {
        try (DuckDBAppender appender = appender("local_concept")) {
            for (Map.Entry<Key, Long> each : ids.entrySet()) {
                Key key = each.getKey();
                CodePack.Entry entry = entries.get(key);
                appender.beginRow();
                appender.append(each.getValue().longValue());
                appender.append(entry == null ? key.code() : entry.name());
                appender.append(
                        CodeSystems.find(key.system()).map(CodeSystem::domain).orElse("Metadata"));
                appender.append(key.system());
                appender.append(conceptClass(key, entry != null));
                appender.appendNull();
                appender.append(key.code());
                appender.append(entry == null ? java.time.LocalDate.of(1970, 1, 1) : entry.validFrom());
                appender.append(
                        entry == null
                                ? java.time.LocalDate.of(2099, 12, 31)
                                : entry.validTo().orElse(java.time.LocalDate.of(2099, 12, 31)));
                appender.appendNull();
                appender.endRow();
            }
        }
    }

    private static String conceptClass(Key key, boolean inPack) {
        int ingredient =
                CodeSystems.find(key.system()).map(CodeSystem::ingredient).orElse(0);
        if (ingredient > 0 && key.code().length() == ingredient) {
            return "Ingredient";
        }
        return inPack ? "Code" : "Class";
    }

    private void appendAncestors(Map<Key, Long> ids) throws SQLException {
        try (DuckDBAppender appender = appender("local_ancestor")) {
            for (Map.Entry<Key, Long> each : ids.entrySet()) {
                Key key = each.getKey();
                List<String> chain = new ArrayList<>(List.of(key.code()));
                CodeSystems.find(key.system()).ifPresent(s -> chain.addAll(s.ancestors(key.code())));
                for (int level = 0; level < chain.size(); level++) {
                    Long ancestor = ids.get(new Key(key.system(), chain.get(level)));
                    if (ancestor != null) {
                        appender.beginRow();
                        appender.append(ancestor.longValue());
                        appender.append(each.getValue().longValue());
                        appender.append(level);
                        appender.append(level);
                        appender.endRow();
                    }
                }
            }
        }
    }

    private DuckDBAppender appender(String table) throws SQLException {
        return duck.connection().unwrap(DuckDBConnection.class).createAppender("main", table);
    }

    private static String typedNulls(String table) {
        return StandardSchema.current().get(table).fields().stream()
                .map(f -> "CAST(NULL AS " + f.type() + ") AS " + Duck.name(f.name()))
                .collect(java.util.stream.Collectors.joining(", "));
    }
}
