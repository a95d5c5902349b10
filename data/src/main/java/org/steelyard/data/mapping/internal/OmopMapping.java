package org.steelyard.data.mapping.internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.steelyard.data.internal.ParquetMoments;
import org.steelyard.data.mapping.Mapping;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.kernel.Text;

/**
 * The mapping of OMOP tables onto themselves, made from the schema: every table of 5.4, and under its 5.3 name every field that
 * was renamed. Identifiers stay what they are.
 */
public final class OmopMapping {

    /** Fields that name or locate people, or say something of them in prose. */
    private static final Map<String, Mapping.Identity> IDENTITIES = Map.of(
            "person.person_source_value", Mapping.Identity.PERSON,
            "location.address_1", Mapping.Identity.DROP,
            "location.address_2", Mapping.Identity.DROP,
            "provider.provider_name", Mapping.Identity.DROP,
            "note.note_text", Mapping.Identity.MASK,
            "note.note_title", Mapping.Identity.MASK,
            "note_nlp.snippet", Mapping.Identity.MASK,
            "note_nlp.lexical_variant", Mapping.Identity.MASK);

    private static final Set<String> TRACE =
            Set.of(StandardSchema.SRC_FILE, StandardSchema.SRC_ROW, StandardSchema.SOURCE_VOCABULARY);

    private OmopMapping() {}

    public static Mapping make() {
        Map<String, Mapping.Source> tables = new LinkedHashMap<>();
        List<Mapping.Fill> fills = new ArrayList<>();
        List<StandardSchema.Table> omop = StandardSchema.current().tables().stream()
                .filter(t -> t.group().isOmop())
                .toList();
        for (StandardSchema.Table table : omop) {
            tables.put(table.name(), source(table));
        }
        // concepts come first: the others look up the vocabulary of their source concepts there
        omop.stream().filter(t -> t.group() == StandardSchema.Group.VOCABULARY).forEach(t -> fills.add(fill(t)));
        omop.stream().filter(t -> t.group() != StandardSchema.Group.VOCABULARY).forEach(t -> fills.add(fill(t)));
        return new Mapping(
                1,
                "omop",
                Text.of("OMOP 通用数据模型 5.3/5.4", "OMOP CDM 5.3 and 5.4"),
                List.of(""),
                List.of(
                        "yyyy-MM-dd",
                        "yyyy-MM-dd HH:mm:ss",
                        "yyyy-MM-ddTHH:mm:ss",
                        "yyyyMMdd",
                        "yyyy-MM-dd HH:mm:ssXXX",
                        "yyyy-MM-ddTHH:mm:ssXXX"),
                ParquetMoments.CHINA,
                tables,
                fills,
                Map.of(),
                Map.of(),
                List.of(new Mapping.PeriodColumn("visit_occurrence", "visit_start_date")),
                List.of(Mapping.Derived.OBSERVATION_PERIODS, Mapping.Derived.ERAS));
    }

    private static Mapping.Source source(StandardSchema.Table table) {
        Map<String, Mapping.Column> columns = new LinkedHashMap<>();
        table.modelFields()
                .forEach(f -> columns.put(
                        f.name(),
                        new Mapping.Column(
                                type(f.type()),
                                f.nameIn53()
                                        .filter(n -> !n.equals(f.name()))
                                        .map(List::of)
                                        .orElse(List.of()),
                                f.primaryKey() && !table.name().equals("metadata"),
                                IDENTITIES.getOrDefault(table.name() + "." + f.name(), Mapping.Identity.NONE),
                                Optional.empty(),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                List.of())));
        return new Mapping.Source(
                List.of(),
                table.name().equals("person"),
                columns,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Mapping.Fill fill(StandardSchema.Table table) {
        Map<String, Mapping.Value> fields = new LinkedHashMap<>();
        table.fields().stream()
                .filter(f -> !TRACE.contains(f.name()))
                .forEach(f -> fields.put(f.name(), Mapping.Value.of(f.name())));
        if (table.has(StandardSchema.SOURCE_VOCABULARY)) {
            table.modelFields().stream()
                    .map(StandardSchema.Field::name)
                    .filter(n -> n.endsWith("_source_concept_id") && !n.startsWith("unit"))
                    .findFirst()
                    .ifPresent(n -> fields.put(StandardSchema.SOURCE_VOCABULARY, vocabulary(n)));
        }
        return new Mapping.Fill(
                table.name(), table.name(), List.of(), List.of(), false, false, Optional.empty(), List.of(), fields);
    }

    private static Mapping.Value vocabulary(String column) {
        return Mapping.Value.lookup("concept", column, "vocabulary_id");
    }

    private static Mapping.Type type(String sql) {
        return switch (sql) {
            case "BIGINT", "INTEGER" -> Mapping.Type.INTEGER;
            case "DATE" -> Mapping.Type.DATE;
            case "TIMESTAMP" -> Mapping.Type.DATETIME;
            case "VARCHAR" -> Mapping.Type.TEXT;
            default -> Mapping.Type.NUMBER;
        };
    }
}
