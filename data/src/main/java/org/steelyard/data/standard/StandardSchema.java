package org.steelyard.data.standard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.steelyard.data.internal.ResourceCsv;

/**
 * Which tables and fields a standard store may have. The facts stand in {@code standard-tables.csv}: all tables of OMOP CDM
 * 5.4 with the names they have in 5.3 where they differ, and the tables of settlements and questionnaires that OMOP has no
 * room for.
 *
 * <p>Two fields differ from the published model on purpose: {@code quantity} of procedures and devices is a DOUBLE, because
 * fee lines count halves, and every identifier is a 64-bit integer, because some data sets use all of them.
 *
 * <p>Reference: OHDSI Common Data Model 5.4, https://ohdsi.github.io/CommonDataModel/cdm54.html.
 */
public record StandardSchema(List<Table> tables) {

    /** The version of this layout; written into every store. */
    public static final String VERSION = "1";

    /** Where a row came from: index of the file in the manifest, and row in it. */
    public static final String SRC_FILE = "src_file";

    public static final String SRC_ROW = "src_row";

    /** The code system of the row's main source value. */
    public static final String SOURCE_VOCABULARY = "source_vocabulary";

    private static final Set<String> TRACE = Set.of(SRC_FILE, SRC_ROW, SOURCE_VOCABULARY);
    private static final StandardSchema CURRENT = read();

    public StandardSchema {
        tables = List.copyOf(tables);
    }

    public static StandardSchema current() {
        return CURRENT;
    }

    public Optional<Table> table(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return tables.stream().filter(t -> t.name().equals(lower)).findFirst();
    }

    /** A table that the program itself names. */
    public Table get(String name) {
        return table(name).orElseThrow(() -> new IllegalArgumentException("no standard table " + name));
    }

    /** What kind of table it is. */
    public enum Group {
        CLINICAL,
        SYSTEM,
        ECONOMICS,
        DERIVED,
        METADATA,
        VOCABULARY,
        RESULTS,
        CLAIMS,
        PATIENTS;

        /** Whether OMOP CDM 5.4 has it; the others are the extension. */
        public boolean isOmop() {
            return this != CLAIMS && this != PATIENTS;
        }
    }

    /** A table and its fields in order. */
    public record Table(String name, Group group, List<Field> fields) {

        public Table {
            fields = List.copyOf(fields);
        }

        public Optional<Field> field(String field) {
            return fields.stream().filter(f -> f.name().equals(field)).findFirst();
        }

        public boolean has(String field) {
            return field(field).isPresent();
        }

        /** The field that numbers the rows, if there is exactly one such field and it is a number. */
        public Optional<Field> id() {
            List<Field> keys = fields.stream().filter(Field::primaryKey).toList();
            return keys.size() == 1 && keys.getFirst().type().equals("BIGINT")
                    ? Optional.of(keys.getFirst())
                    : Optional.empty();
        }

        /** Fields that the published model has; without those that this store adds for tracing. */
        public List<Field> modelFields() {
            return fields.stream().filter(f -> !TRACE.contains(f.name())).toList();
        }

        /** Whether the table was there in OMOP CDM 5.3. */
        public boolean in53() {
            return fields.stream().anyMatch(f -> f.nameIn53().isPresent());
        }
    }

    /**
     * A field.
     *
     * @param type DuckDB's name of it
     * @param reference the table and field that its values stand in
     * @param domain of the concepts that belong here; empty where any may stand
     * @param nameIn53 what it is called in OMOP CDM 5.3; absent where 5.3 has no such field
     */
    public record Field(
            String name,
            String type,
            boolean required,
            boolean primaryKey,
            Optional<Reference> reference,
            Optional<String> domain,
            Optional<String> nameIn53) {}

    /** A field of a table. */
    public record Reference(String table, String field) {}

    private static StandardSchema read() {
        Map<String, List<ResourceCsv.Row>> rows = ResourceCsv.read(StandardSchema.class, "standard-tables.csv").stream()
                .collect(Collectors.groupingBy(r -> r.get("table"), LinkedHashMap::new, Collectors.toList()));
        List<Table> tables = new ArrayList<>();
        rows.forEach((name, fields) -> tables.add(new Table(
                name,
                Group.valueOf(fields.getFirst().get("group").toUpperCase(Locale.ROOT)),
                fields.stream().map(StandardSchema::field).toList())));
        return new StandardSchema(tables);
    }

    private static Field field(ResourceCsv.Row row) {
        return new Field(
                row.get("field"),
                row.get("type"),
                row.get("required").equals("yes"),
                row.get("key").equals("yes"),
                present(row.get("references")).map(StandardSchema::reference),
                present(row.get("domain")),
                Optional.of(row.get("in53")).filter(n -> !n.equals("-")));
    }

    private static Reference reference(String text) {
        int dot = text.indexOf('.');
        return new Reference(text.substring(0, dot), text.substring(dot + 1));
    }

    private static Optional<String> present(String text) {
        return Optional.of(text).filter(t -> !t.isEmpty());
    }
}
