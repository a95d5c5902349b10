package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawTable;

/**
 * One table of the mapping, with the raw tables that hold its rows.
 *
 * @param files raw tables with their index in the manifest, in order of it
 */
record Source(String name, Mapping.Source declared, List<File> files) {

    record File(RawTable raw, int index) {}

    boolean present() {
        return !files.isEmpty();
    }

    /** Whether one of the files holds text that must be parsed. */
    boolean parses(Mapping mapping) {
        return files.stream()
                .anyMatch(f -> typings(mapping, f).values().stream()
                        .anyMatch(t -> t.isPresent() && t.get().parses()));
    }

    /** How each declared column is read from a file; empty where the file has no such column. */
    Map<String, Optional<Typing>> typings(Mapping mapping, File file) {
        Map<String, RawColumn> raws = new LinkedHashMap<>();
        file.raw().columns().forEach(c -> raws.putIfAbsent(c.name().toLowerCase(Locale.ROOT), c));
        Map<String, Optional<Typing>> out = new LinkedHashMap<>();
        declared.columns()
                .forEach((column, facts) ->
                        out.put(column, raw(raws, column, facts).map(r -> {
                            List<String> styles = facts.dates().isEmpty() ? mapping.dates() : facts.dates();
                            return new Typing(
                                    Duck.name(r.name()),
                                    r.duckdbType(),
                                    facts.type(),
                                    Stream.concat(mapping.missing().stream(), facts.missing().stream())
                                            .distinct()
                                            .toList(),
                                    new Typing.Forms(
                                            styles.stream().map(DateStyle::new).toList(),
                                            mapping.zone(),
                                            facts.numbers(),
                                            facts.unit()));
                        })));
        return out;
    }

    /** Columns of a file that the mapping does not name; they are not read. */
    static Set<String> unread(Mapping.Source declared, RawTable raw) {
        Set<String> known = new TreeSet<>();
        declared.columns().forEach((name, facts) -> {
            known.add(name.toLowerCase(Locale.ROOT));
            facts.aliases().forEach(a -> known.add(a.toLowerCase(Locale.ROOT)));
        });
        return raw.columns().stream()
                .map(RawColumn::name)
                .filter(n -> !known.contains(n.toLowerCase(Locale.ROOT)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The rows of all files, typed, with their place. */
    String select(Mapping mapping) {
        List<String> parts = new ArrayList<>();
        for (File file : files) {
            String columns = typings(mapping, file).entrySet().stream()
                    .map(e -> typed(e.getKey(), e.getValue()) + " AS " + Duck.name(e.getKey()))
                    .collect(Collectors.joining(", "));
            parts.add("SELECT " + columns + ", CAST(" + file.index() + " AS INTEGER) AS src_file, src_row FROM "
                    + Duck.parquet(file.raw().parquet().toString()));
        }
        return String.join(" UNION ALL ", parts);
    }

    private String typed(String column, Optional<Typing> typing) {
        return typing.map(Typing::typed)
                .orElseGet(() -> "CAST(NULL AS "
                        + Typing.sqlType(
                                Objects.requireNonNull(declared.columns().get(column))
                                        .type()) + ")");
    }

    private static Optional<RawColumn> raw(Map<String, RawColumn> raws, String column, Mapping.Column facts) {
        List<String> names = new ArrayList<>(List.of(column));
        names.addAll(facts.aliases());
        return names.stream()
                .map(n -> n.toLowerCase(Locale.ROOT))
                .filter(raws::containsKey)
                .map(raws::get)
                .findFirst();
    }
}
