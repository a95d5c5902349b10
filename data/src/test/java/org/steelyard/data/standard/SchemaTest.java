package org.steelyard.data.standard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The schema holds together, and the manual of the standard tables is made from it. */
class SchemaTest {

    private static final StandardSchema SCHEMA = StandardSchema.current();

    @Test
    void everyReferenceLeadsToAFieldOfTheSameType() {
        for (StandardSchema.Table table : SCHEMA.tables()) {
            for (StandardSchema.Field field : table.fields()) {
                field.reference()
                        .ifPresent(r -> assertThat(SCHEMA.table(r.table()).flatMap(t -> t.field(r.field())))
                                .as(table.name() + "." + field.name())
                                .hasValueSatisfying(f -> assertThat(f.type()).isEqualTo(field.type())));
            }
        }
    }

    @Test
    void allTablesOfTheModelAreThereAndEveryEventRowCanBeTraced() {
        assertThat(SCHEMA.tables().stream().filter(t -> t.group().isOmop())).hasSize(39);
        assertThat(SCHEMA.tables().stream()
                        .filter(t ->
                                t.group() == StandardSchema.Group.CLINICAL || t.group() == StandardSchema.Group.CLAIMS))
                .allSatisfy(t -> assertThat(t.has(StandardSchema.SRC_ROW) && t.has(StandardSchema.SRC_FILE))
                        .isTrue());
        assertThat(SCHEMA.table("VISIT_DETAIL"))
                .hasValueSatisfying(
                        t -> assertThat(t.field("admitted_from_concept_id").flatMap(StandardSchema.Field::nameIn53))
                                .contains("admitting_source_concept_id"));
        assertThat(SCHEMA.get("episode").in53()).isFalse();
        assertThat(SCHEMA.table("no_such_table")).isEmpty();
    }

    @Test
    void theManualShowsTheSchemaAsItIs() throws IOException {
        Path file = Path.of(System.getProperty("steelyard.root", "..")).resolve("docs/standard-tables.md");
        String made = manual();
        if (Boolean.getBoolean("update")) {
            Files.writeString(file, made);
        }
        assertThat(Files.readString(file))
                .as("docs/standard-tables.md is as the build makes it; renew it with -Dupdate=true")
                .isEqualTo(made);
    }

    private static String manual() {
        StringBuilder out = new StringBuilder("""
                # The standard store

                Made by `SchemaTest` from `standard-tables.csv`. A store is a folder with one Parquet file a table and `store.json`. Tables follow OMOP CDM 5.4
                (https://ohdsi.github.io/CommonDataModel/cdm54.html); the groups *claims* and *patients* are the extension. Every row of a file says which file
                (`src_file`, index into the inputs of `store.json`) and which row (`src_row`; the header of a text file is row 1) it came from; `source_vocabulary` is
                the code system of the main source value, which is always kept as it came.

                Identifiers are BIGINT. In keyed tables (person, visit, settlement, care site, provider, location) they follow the place (fill, file, row) where a key first stands; elsewhere they
                are made of the file's index and the row's number; OMOP input keeps its own. Equal inputs give equal bytes. `quantity` is DOUBLE, since fee lines count
                halves. Refund lines are netted, rows with `vali_flag` other than 1 and refunded settlements are left out, and `store.json` counts it all.

                In `cost` a settlement has one row with the totals (`revenue_code_source_value` = `total`), and one for each payer that paid something, whose amount stands in
                `total_paid`: sums of `total_cost` and sums of `total_paid` both give what was spent.

                `*` primary key · `!` required · name in 5.3 where it differs, — where 5.3 has none
                """);
        for (StandardSchema.Table table : SCHEMA.tables()) {
            out.append("\n## ")
                    .append(table.name())
                    .append(" (")
                    .append(table.group().name().toLowerCase(java.util.Locale.ROOT))
                    .append(")\n\n| field | type | refers to | domain | in 5.3 |\n|---|---|---|---|---|\n");
            table.fields().forEach(f -> out.append(row(table, f)));
        }
        return out.toString();
    }

    private static String row(StandardSchema.Table table, StandardSchema.Field field) {
        String marks = (field.primaryKey() ? "*" : "") + (field.required() ? "!" : "");
        String old = !table.group().isOmop()
                ? ""
                : field.nameIn53().map(n -> n.equals(field.name()) ? "" : n).orElse("—");
        return "| "
                + java.util.stream.Stream.of(
                                field.name() + marks,
                                field.type(),
                                field.reference()
                                        .map(r -> r.table() + "." + r.field())
                                        .orElse(""),
                                field.domain().orElse(""),
                                old)
                        .collect(Collectors.joining(" | "))
                + " |\n";
    }
}
