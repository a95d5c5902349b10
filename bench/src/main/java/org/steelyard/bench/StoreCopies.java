package org.steelyard.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.steelyard.data.standard.StandardSchema;
import org.steelyard.data.standard.StandardStore;

/**
 * A store several times over: every person, visit, settlement and record again under identifiers of its own, institutions and
 * codes the same. What a province costs to check and to turn into a table can so be measured without standardising it first.
 */
final class StoreCopies {

    private static final Pattern ROWS = Pattern.compile("\"([a-z_]+)\" : \\{\\s+\"rows\" : (\\d+)");

    /** Whose keys the events of the cost table are. */
    private static final Map<String, String> COST_EVENTS = Map.of(
            "Visit", "visit_occurrence_id",
            "Drug", "drug_exposure_id",
            "Procedure", "procedure_occurrence_id",
            "Device", "device_exposure_id",
            "Measurement", "measurement_id",
            "Observation", "observation_id");

    private final StandardStore store;
    private final Map<String, Long> strides = new TreeMap<>();

    private StoreCopies(StandardStore store) {
        this.store = store;
    }

    static void write(StandardStore store, int copies, Path folder) throws IOException, SQLException {
        StoreCopies all = new StoreCopies(store);
        Files.createDirectories(folder);
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute("SET memory_limit = '4GB'");
            all.measure(statement);
            for (String table : store.tables()) {
                all.write(statement, table, copies, folder);
            }
        }
        String manifest = Files.readString(store.folder().resolve(StandardStore.MANIFEST));
        String more = ROWS.matcher(manifest)
                .replaceAll(m -> m.group()
                        .replaceAll(
                                "\\d+$", String.valueOf(Long.parseLong(m.group(2)) * all.times(m.group(1), copies))));
        Files.writeString(folder.resolve(StandardStore.MANIFEST), more);
    }

    private int times(String table, int copies) {
        return isOfPeople(table) ? copies : 1;
    }

    private static boolean isOfPeople(String table) {
        return StandardSchema.current().get(table).has("person_id");
    }

    /** By how much the keys of one copy lie above those of the copy before. */
    private void measure(Statement statement) throws SQLException {
        for (String table : store.tables()) {
            StandardSchema.Table shape = StandardSchema.current().get(table);
            if (isOfPeople(table) && shape.id().isPresent() && store.rows(table) > 0) {
                String key = shape.id().get().name();
                try (ResultSet most = statement.executeQuery("SELECT coalesce(max(abs(" + key
                        + ")), 0) FROM read_parquet('" + store.parquet(table) + "')")) {
                    most.next();
                    strides.merge(key, most.getLong(1) + 1, Math::max);
                }
            }
        }
    }

    private void write(Statement statement, String table, int copies, Path folder) throws IOException, SQLException {
        Path source = store.folder().resolve(table + ".parquet");
        if (!isOfPeople(table)) {
            Files.copy(source, folder.resolve(table + ".parquet"), StandardCopyOption.REPLACE_EXISTING);
            return;
        }
        Path parts = Files.createDirectories(folder.resolve(table));
        for (int copy = 0; copy < copies; copy++) {
            statement.execute(
                    "COPY (SELECT * REPLACE (" + String.join(", ", shifted(table, copy)) + ") FROM read_parquet('"
                            + store.parquet(table) + "')) TO '" + parts.resolve("part-" + copy + ".parquet")
                            + "' (FORMAT parquet, COMPRESSION zstd)");
        }
    }

    private List<String> shifted(String table, int copy) {
        List<String> out = new ArrayList<>();
        for (StandardSchema.Field field : StandardSchema.current().get(table).fields()) {
            String name = field.name();
            String key = name.startsWith("preceding_") ? name.substring("preceding_".length()) : name;
            Long stride = strides.get(key);
            if (stride != null) {
                out.add(name + " + " + stride * copy + " AS " + name);
            } else if (table.equals("cost") && name.equals("cost_event_id")) {
                out.add(costEvent(copy));
            }
        }
        return out;
    }

    private String costEvent(int copy) {
        StringBuilder by = new StringBuilder("cost_event_id + CASE cost_domain_id");
        COST_EVENTS.forEach((domain, key) ->
                by.append(" WHEN '").append(domain).append("' THEN ").append(strides.getOrDefault(key, 0L) * copy));
        return by + " ELSE 0 END AS cost_event_id";
    }
}
