package org.steelyard.data.standard.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.standard.LinkedStores;

/** The identifiers of a source's people: each person's own, and those that stand beside it in some row. */
final class Identifiers {

    private final LinkedStores.Part part;

    Identifiers(LinkedStores.Part part) {
        this.part = part;
    }

    private record Identifier(String table, String column, String kind) {}

    /** A query over {@code person_id, kind, pseudonym}; several kinds of identifier a person, without doubles. */
    String query() {
        String people = Duck.parquet(part.store().parquet("person"));
        List<String> pairs = new ArrayList<>();
        for (String kind : ownKinds()) {
            pairs.add("SELECT person_id, " + Duck.text(kind) + " AS kind, person_source_value AS pseudonym FROM "
                    + people);
            for (RawTable raw : part.raws()) {
                beside(raw, kind, people).forEach(pairs::add);
            }
        }
        String all = pairs.isEmpty()
                ? "SELECT CAST(NULL AS BIGINT) AS person_id, '' AS kind, '' AS pseudonym WHERE false"
                : String.join(" UNION ALL ", pairs);
        return "SELECT DISTINCT person_id, kind, pseudonym FROM (" + all + ") WHERE pseudonym IS NOT NULL";
    }

    /** The kinds of identifier that become {@code person_source_value}; all of a mapping's tables usually share one. */
    private TreeSet<String> ownKinds() {
        TreeSet<String> kinds = new TreeSet<>();
        for (Mapping.Fill fill : part.mapping().fills()) {
            if (fill.into().equals("person")) {
                Optional.ofNullable(fill.fields().get("person_source_value"))
                        .flatMap(Mapping.Value::column)
                        .flatMap(column -> declared(fill.from(), column))
                        .ifPresent(kinds::add);
            }
        }
        return kinds;
    }

    private Optional<String> declared(String table, String column) {
        return Optional.ofNullable(part.mapping().tables().get(table))
                .flatMap(source -> Optional.ofNullable(source.columns().get(column)))
                .filter(c -> c.identity() == Mapping.Identity.PERSON)
                .map(c -> c.kind().orElse(column));
    }

    /** Identifiers of other kinds in the rows of a table that have the person's own. */
    private List<String> beside(RawTable raw, String kind, String people) {
        List<Identifier> all = identifiers(raw);
        List<String> out = new ArrayList<>();
        for (Identifier own : all) {
            if (own.kind().equals(kind)) {
                for (Identifier other : all) {
                    if (!other.equals(own)) {
                        out.add("SELECT p.person_id, " + Duck.text(other.kind()) + " AS kind, r."
                                + Duck.name(other.column()) + " AS pseudonym FROM (SELECT DISTINCT "
                                + Duck.name(own.column()) + ", " + Duck.name(other.column()) + " FROM "
                                + Duck.parquet(raw.parquet().toString()) + ") r JOIN " + people
                                + " p ON p.person_source_value = r." + Duck.name(own.column()));
                    }
                }
            }
        }
        return out;
    }

    private List<Identifier> identifiers(RawTable raw) {
        List<Identifier> out = new ArrayList<>();
        Mapping.Source source = part.mapping().tables().get(raw.name());
        if (source == null) {
            return out;
        }
        for (Map.Entry<String, Mapping.Column> column : source.columns().entrySet()) {
            if (column.getValue().identity() == Mapping.Identity.PERSON) {
                present(raw, column.getKey(), column.getValue())
                        .ifPresent(name -> out.add(new Identifier(
                                raw.name(), name, column.getValue().kind().orElse(column.getKey()))));
            }
        }
        return out;
    }

    private static Optional<String> present(RawTable raw, String name, Mapping.Column column) {
        List<String> names = new ArrayList<>(List.of(name.toLowerCase(Locale.ROOT)));
        column.aliases().forEach(alias -> names.add(alias.toLowerCase(Locale.ROOT)));
        return raw.columns().stream()
                .map(RawColumn::name)
                .filter(n -> names.contains(n.toLowerCase(Locale.ROOT)))
                .findFirst();
    }
}
