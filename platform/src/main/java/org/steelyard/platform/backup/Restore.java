package org.steelyard.platform.backup;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.steelyard.governance.ledger.MerkleTree;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;
import org.steelyard.platform.PlatformError;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Fills an empty database, whose tables are there already, from an archive: all of it, or nothing. */
public final class Restore {

    private static final int BATCH = 500;

    private final Connection connection;
    private final ZipFile zip;
    private final String name;

    private Restore(Connection connection, ZipFile zip, String name) {
        this.connection = connection;
        this.zip = zip;
        this.name = name;
    }

    /** @throws SteelyardException when the archive is damaged, or the database holds something */
    public static Archive read(DataSource target, Path file) {
        String name = String.valueOf(file.getFileName());
        try (ZipFile zip = new ZipFile(file.toFile());
                Connection connection = target.getConnection()) {
            connection.setAutoCommit(false);
            try {
                Archive archive = new Restore(connection, zip, name).fill();
                connection.commit();
                return archive;
            } catch (SQLException | IOException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException | IOException | JacksonException | IllegalArgumentException e) {
            throw broken(name, e.getClass().getSimpleName());
        }
    }

    private Archive fill() throws SQLException, IOException {
        Archive archive = manifest();
        if (archive.format() != Archive.FORMAT) {
            throw broken(name, "format " + archive.format());
        }
        if (count("account") > 0 || count("ledger_entry") > 0) {
            throw SteelyardException.of(
                    PlatformError.NOT_EMPTY,
                    Place.file(name),
                    Text.of("目标数据库已有数据，不予覆盖", "the database holds data already and is not overwritten"),
                    Text.of("换一个空数据库（或空的 data 文件夹）", "name an empty database, or an empty data folder"));
        }
        int schema = Archive.version(archive.schema());
        if (schema > Archive.version(Backup.schema(connection))) {
            throw newer(archive.schema());
        }
        clear();
        for (Archive.Kept table : Archive.TABLES) {
            if (table.since() <= schema) {
                table(table.name(), archive.tables().get(table.name()));
            }
        }
        MerkleTree tree = Backup.ledger(connection);
        if (tree.size() != archive.ledgerSize() || !tree.root().equals(archive.ledgerRoot())) {
            throw broken(name, "ledger");
        }
        return archive;
    }

    private Archive manifest() throws IOException {
        ZipEntry entry = zip.getEntry(Archive.MANIFEST);
        if (entry == null) {
            throw broken(name, Archive.MANIFEST);
        }
        return Archive.JSON.readValue(zip.getInputStream(entry).readAllBytes(), Archive.class);
    }

    /** Rows that a first start may have left: head and key of a ledger in which nothing stands. */
    private void clear() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (int i = Archive.TABLES.size() - 1; i >= 0; i--) {
                statement.executeUpdate("DELETE FROM " + Archive.TABLES.get(i).name());
            }
        }
    }

    private void table(String table, Archive.@Nullable Table expected) throws SQLException, IOException {
        ZipEntry entry = zip.getEntry(Archive.entry(table));
        if (expected == null || entry == null) {
            throw broken(name, table);
        }
        Map<String, String> types = types(table);
        List<String> columns = new ArrayList<>(types.keySet());
        String insert = "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES ("
                + String.join(", ", java.util.Collections.nCopies(columns.size(), "?")) + ")";
        MessageDigest digest = Backup.sha256();
        long rows = 0;
        try (DigestInputStream in = new DigestInputStream(zip.getInputStream(entry), digest);
                BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
                PreparedStatement statement = connection.prepareStatement(insert)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode row = Archive.JSON.readTree(line);
                for (int i = 0; i < columns.size(); i++) {
                    set(statement, i + 1, row.get(columns.get(i)), types.get(columns.get(i)));
                }
                statement.addBatch();
                if (++rows % BATCH == 0) {
                    statement.executeBatch();
                }
            }
            statement.executeBatch();
        }
        if (rows != expected.rows()
                || !HexFormat.of().formatHex(digest.digest()).equals(expected.sha256())) {
            throw broken(name, table);
        }
    }

    private Map<String, String> types(String table) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet none = statement.executeQuery("SELECT * FROM " + table + " WHERE 1 = 0")) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                types.put(
                        none.getMetaData().getColumnLabel(i).toLowerCase(Locale.ROOT),
                        none.getMetaData().getColumnTypeName(i).toLowerCase(Locale.ROOT));
            }
        }
        return types;
    }

    private static void set(PreparedStatement statement, int column, @Nullable JsonNode value, @Nullable String type)
            throws SQLException {
        String kind = type == null ? "" : type;
        if (value == null || value.isNull()) {
            statement.setObject(column, null);
        } else if (kind.startsWith("timestamp")) {
            statement.setObject(column, OffsetDateTime.ofInstant(Instant.parse(value.asString()), ZoneOffset.UTC));
        } else if (kind.equals("date")) {
            statement.setObject(column, LocalDate.parse(value.asString()));
        } else if (kind.startsWith("bool")) {
            statement.setBoolean(column, isTrue(value.asString()));
        } else if (kind.startsWith("int") || kind.startsWith("big")) {
            statement.setLong(column, Long.parseLong(value.asString()));
        } else {
            statement.setString(column, value.asString());
        }
    }

    /** PostgreSQL writes t and f. */
    private static boolean isTrue(String text) {
        return text.equals("t") || text.equalsIgnoreCase("true");
    }

    private long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Whatever a later version keeps would be lost. */
    private SteelyardException newer(String schema) {
        return SteelyardException.of(
                PlatformError.BACKUP_NEWER,
                Place.file(name),
                Text.of(
                        "备份由更新版本的程序生成（数据结构 " + schema + "），未恢复任何内容",
                        "the backup was made by a newer version (schema " + schema + "); nothing was restored"),
                Text.of("用同一版本或更新版本的程序恢复", "restore it with that version or a later one"));
    }

    private static SteelyardException broken(String file, String what) {
        return SteelyardException.of(
                PlatformError.BACKUP_BROKEN,
                Place.file(file),
                Text.of(
                        "备份不完整或已损坏（" + what + "），未恢复任何内容",
                        "the backup is incomplete or damaged (" + what + "); nothing was restored"),
                Text.of("换用另一份备份", "use another backup"));
    }
}
