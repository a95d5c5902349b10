package org.steelyard.data.standard.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.DatabaseWriter;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardStore;
import org.steelyard.data.standard.StandardStore.OmopFormat;
import org.steelyard.data.standard.StandardStore.OmopVersion;

/** Standard tables as files of OMOP CDM, or as tables of a database. */
public final class OmopExport {

    private OmopExport() {}

    public static Map<String, Long> write(StandardStore store, Path target, OmopFormat format, OmopVersion version) {
        Map<String, Long> rows = new TreeMap<>();
        StoreFolder.replace(target, OmopExport::isExport, part -> {
            try (Duck duck = Duck.open(1, part.resolve("work").resolve("spill"))) {
                for (StandardSchema.Table table : tables(store, version)) {
                    duck.run(copy(select(store, table, version), part.resolve(file(table, format)), format));
                    rows.put(table.name(), store.rows(table.name()));
                }
            }
        });
        return rows;
    }

    private static String file(StandardSchema.Table table, OmopFormat format) {
        return table.name() + (format == OmopFormat.CSV ? ".csv" : ".parquet");
    }

    /** Whether a folder holds nothing but files that an export would have written. */
    private static boolean isExport(Path folder) {
        Set<String> known = StandardSchema.current().tables().stream()
                .flatMap(t -> Stream.of(file(t, OmopFormat.CSV), file(t, OmopFormat.PARQUET)))
                .collect(Collectors.toSet());
        try (Stream<Path> files = Files.list(folder)) {
            return files.allMatch(f -> known.contains(String.valueOf(f.getFileName())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One thread, so that rows keep the order of the store. */
    public static Map<String, Long> write(StandardStore store, Database target, OmopVersion version) {
        try (Duck duck = Duck.open(1, store.folder().resolve(".spill"))) {
            return DatabaseWriter.write(
                    target,
                    tables(store, version).stream()
                            .map(t -> new DatabaseWriter.NewTable(
                                    t.name(), columns(t, version), select(store, t, version)))
                            .toList(),
                    duck.connection());
        }
    }

    private static List<StandardSchema.Table> tables(StandardStore store, OmopVersion version) {
        return StandardSchema.current().tables().stream()
                .filter(t -> t.group().isOmop() && store.has(t.name()) && (version != OmopVersion.V5_3 || t.in53()))
                .toList();
    }

    private static List<StandardSchema.Field> fields(StandardSchema.Table table, OmopVersion version) {
        return table.modelFields().stream()
                .filter(f -> version == OmopVersion.V5_4 || f.nameIn53().isPresent())
                .toList();
    }

    private static String name(StandardSchema.Field field, OmopVersion version) {
        return version == OmopVersion.V5_3 ? field.nameIn53().orElse(field.name()) : field.name();
    }

    private static List<DatabaseWriter.NewColumn> columns(StandardSchema.Table table, OmopVersion version) {
        return fields(table, version).stream()
                .map(f -> new DatabaseWriter.NewColumn(
                        name(f, version), f.type(), table.id().filter(f::equals).isPresent()))
                .toList();
    }

    private static String select(StandardStore store, StandardSchema.Table table, OmopVersion version) {
        String columns = fields(table, version).stream()
                .map(f -> value(table, f, version) + " AS " + Duck.name(name(f, version)))
                .collect(Collectors.joining(", "));
        return "SELECT " + columns + " FROM " + Duck.parquet(store.parquet(table.name()));
    }

    private static String value(StandardSchema.Table table, StandardSchema.Field field, OmopVersion version) {
        boolean version53 = table.name().equals("cdm_source") && field.name().equals("cdm_version");
        return version53 ? Duck.text(version.label()) : Duck.name(field.name());
    }

    private static String copy(String select, Path file, OmopFormat format) {
        return switch (format) {
            case PARQUET -> Duck.copy(select, file);
            case CSV ->
                "COPY (" + select + ") TO " + Duck.text(file.toString())
                        + " (FORMAT csv, HEADER true, DELIMITER ',', QUOTE '\"', ESCAPE '\"', DATEFORMAT '%Y-%m-%d',"
                        + " TIMESTAMPFORMAT '%Y-%m-%d %H:%M:%S')";
        };
    }
}
