package org.steelyard.platform.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.steelyard.governance.ledger.MerkleTree;
import tools.jackson.databind.node.ObjectNode;

/** Writes an archive of one moment of the database, while others may go on writing. */
public final class Backup {

    private static final int FETCHED = 500;

    private Backup() {}

    /** @param file the archive; it is there whole or not at all */
    public static Archive write(DataSource source, Path file, Instant now) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            Path part = file.resolveSibling(file.getFileName() + ".part");
            Archive archive;
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part));
                    ZipOutputStream zip = new ZipOutputStream(out);
                    Connection connection = source.getConnection()) {
                connection.setAutoCommit(false);
                connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
                connection.setReadOnly(true);
                try {
                    archive = tables(connection, zip, now);
                } finally {
                    connection.rollback();
                    connection.setReadOnly(false);
                    connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
                    connection.setAutoCommit(true);
                }
                zip.putNextEntry(new ZipEntry(Archive.MANIFEST));
                zip.write(archive.json().getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the database cannot be read", e);
        }
    }

    private static Archive tables(Connection connection, ZipOutputStream zip, Instant now)
            throws SQLException, IOException {
        Map<String, Archive.Table> tables = new TreeMap<>();
        String schema = schema(connection);
        for (Archive.Kept table : Archive.TABLES) {
            if (table.since() <= Archive.version(schema)) {
                zip.putNextEntry(new ZipEntry(Archive.entry(table.name())));
                tables.put(table.name(), table(connection, table, zip));
                zip.closeEntry();
            }
        }
        MerkleTree tree = ledger(connection);
        return new Archive(Archive.FORMAT, schema, now.toString(), tree.size(), tree.root(), tables);
    }

    private static Archive.Table table(Connection connection, Archive.Kept table, OutputStream zip)
            throws SQLException, IOException {
        MessageDigest digest = sha256();
        DigestOutputStream out = new DigestOutputStream(zip, digest);
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet result =
                    statement.executeQuery("SELECT * FROM " + table.name() + " ORDER BY " + table.order())) {
                while (result.next()) {
                    out.write(line(result).getBytes(StandardCharsets.UTF_8));
                    rows++;
                }
            }
        }
        return new Archive.Table(rows, HexFormat.of().formatHex(digest.digest()));
    }

    private static String line(ResultSet row) throws SQLException {
        ObjectNode node = Archive.JSON.createObjectNode();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            String name = row.getMetaData().getColumnLabel(i).toLowerCase(java.util.Locale.ROOT);
            String type = row.getMetaData().getColumnTypeName(i).toLowerCase(java.util.Locale.ROOT);
            node.put(name, text(row, i, type));
        }
        return Archive.JSON.writeValueAsString(node) + "\n";
    }

    /** Every value as text that both databases read back as the same. */
    private static @Nullable String text(ResultSet row, int column, String type) throws SQLException {
        if (type.startsWith("timestamp")) {
            OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
            return time == null ? null : time.toInstant().toString();
        }
        if (type.equals("date")) {
            LocalDate day = row.getObject(column, LocalDate.class);
            return day == null ? null : day.toString();
        }
        return row.getString(column);
    }

    static MerkleTree ledger(Connection connection) throws SQLException {
        MerkleTree tree = MerkleTree.EMPTY;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED);
            try (ResultSet row = statement.executeQuery("SELECT line FROM ledger_entry ORDER BY index_number")) {
                while (row.next()) {
                    tree = tree.append(MerkleTree.leaf(row.getString(1).getBytes(StandardCharsets.UTF_8)));
                }
            }
        }
        return tree;
    }

    static String schema(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT \"version\" FROM \"flyway_schema_history\""
                        + " WHERE \"success\" = TRUE ORDER BY \"installed_rank\" DESC LIMIT 1")) {
            return row.next() ? row.getString(1) : "0";
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
