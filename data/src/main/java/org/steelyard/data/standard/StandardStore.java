package org.steelyard.data.standard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.steelyard.data.raw.Database;
import org.steelyard.data.standard.internal.ManifestFile;
import org.steelyard.data.standard.internal.OmopExport;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * A standard store on disk: a folder with {@code <table>.parquet}, or {@code <table>/*.parquet}, and {@code store.json}.
 */
public final class StandardStore {

    /** The name of the manifest. */
    public static final String MANIFEST = "store.json";

    private final Path folder;
    private final StoreManifest manifest;
    private final Map<String, String> globs;

    private StandardStore(Path folder, StoreManifest manifest, Map<String, String> globs) {
        this.folder = folder;
        this.manifest = manifest;
        this.globs = globs;
    }

    /**
     * Opens a store that was made before.
     *
     * @throws SteelyardException with {@link StandardError#NOT_A_STORE} where there is none, or a table of it is gone
     */
    public static StandardStore open(Path folder) {
        Path file = folder.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw notAStore(folder, Text.of("文件夹中没有 store.json。", "There is no store.json in the folder."));
        }
        StoreManifest manifest = ManifestFile.read(file);
        if (!manifest.schemaVersion().equals(StandardSchema.VERSION)) {
            throw notAStore(
                    folder,
                    Text.of(
                            "标准库的版本不是 " + StandardSchema.VERSION + "。",
                            "The store is not of version " + StandardSchema.VERSION + "."));
        }
        Map<String, String> globs = new TreeMap<>();
        for (String table : manifest.tables().keySet()) {
            globs.put(
                    table,
                    glob(folder, table)
                            .orElseThrow(() -> notAStore(
                                    folder,
                                    Text.of("缺少表 " + table + " 的文件。", "The file of table " + table + " is missing."))));
        }
        return new StandardStore(folder, manifest, globs);
    }

    public Path folder() {
        return folder;
    }

    public StoreManifest manifest() {
        return manifest;
    }

    /** Names of the tables that are there, in order of the alphabet. */
    public List<String> tables() {
        return List.copyOf(globs.keySet());
    }

    public boolean has(String table) {
        return globs.containsKey(table);
    }

    public long rows(String table) {
        StoreManifest.TableFacts facts = manifest.tables().get(table);
        return facts == null ? 0 : facts.rows();
    }

    /**
     * What {@code read_parquet} takes to read the table; one file, or all of a folder.
     *
     * @throws IllegalArgumentException when the store has no such table; ask {@link #has} first
     */
    public String parquet(String table) {
        String glob = globs.get(table);
        if (glob == null) {
            throw new IllegalArgumentException("the store has no table " + table);
        }
        return glob;
    }

    /**
     * Makes a view of every standard table on a DuckDB connection, in its main schema. A table that the store has not is an
     * empty view of the right shape, so that a query over it finds nothing and does not fail.
     */
    public void createViews(Connection connection) throws SQLException {
        for (StandardSchema.Table table : StandardSchema.current().tables()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("CREATE OR REPLACE VIEW \"" + table.name() + "\" AS " + select(table));
            }
        }
    }

    /**
     * Writes the store as OMOP CDM tables. Fields that OMOP does not have are left out; so are the tables of the extension.
     *
     * @return rows written of each table
     */
    public Map<String, Long> exportOmop(Path target, OmopFormat format, OmopVersion version) {
        return OmopExport.write(this, target, format, version);
    }

    /**
     * As above, into a database: the tables that the store has, all or none, in the database's current schema.
     *
     * @throws org.steelyard.kernel.SteelyardException when a table is there already, or the database fails
     */
    public Map<String, Long> exportOmop(Database target, OmopVersion version) {
        return OmopExport.write(this, target, version);
    }

    /** The form of files. */
    public enum OmopFormat {
        CSV,
        PARQUET
    }

    /** Versions of the Common Data Model. */
    public enum OmopVersion {
        V5_3("5.3"),
        V5_4("5.4");

        private final String label;

        OmopVersion(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    private String select(StandardSchema.Table table) {
        if (has(table.name())) {
            return "SELECT * FROM read_parquet(" + quote(parquet(table.name())) + ")";
        }
        List<String> columns = new ArrayList<>();
        table.fields().forEach(f -> columns.add("CAST(NULL AS " + f.type() + ") AS \"" + f.name() + "\""));
        return "SELECT " + String.join(", ", columns) + " WHERE false";
    }

    private static Optional<String> glob(Path folder, String table) {
        Path single = folder.resolve(table + ".parquet");
        if (Files.isRegularFile(single)) {
            return Optional.of(single.toString());
        }
        Path parts = folder.resolve(table);
        return Files.isDirectory(parts) && hasParquet(parts)
                ? Optional.of(parts.resolve("*.parquet").toString())
                : Optional.empty();
    }

    private static boolean hasParquet(Path parts) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(parts, "*.parquet")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quote(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static SteelyardException notAStore(Path folder, Text message) {
        Path name = folder.getFileName();
        return SteelyardException.of(
                StandardError.NOT_A_STORE,
                Place.file(name == null ? "" : name.toString()),
                message,
                Text.of(
                        "用 steelyard data standardise 重新生成标准库。",
                        "Make the store again with steelyard data standardise."));
    }
}
