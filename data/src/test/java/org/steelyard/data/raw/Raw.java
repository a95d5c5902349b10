package org.steelyard.data.raw;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.steelyard.data.identity.IdentityKey;
import org.steelyard.data.identity.Pseudonyms;
import org.steelyard.data.identity.Treatment;

/** What tests of raw tables share. */
final class Raw {

    static final Pseudonyms KEY = Pseudonyms.of(IdentityKey.of(new byte[IdentityKey.BYTES]));

    private Raw() {}

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void write(Path file, String text, Charset charset) {
        write(file, text.getBytes(charset));
    }

    static void write(Path file, String text) {
        write(file, text, StandardCharsets.UTF_8);
    }

    static RawTable intake(RawSource source, Map<String, Treatment> columns, Path target) {
        return RawTables.intake(source, columns, KEY, target, IntakeSettings.DEFAULT);
    }

    /** A file in the folder, read with these treatments. */
    static RawTable intake(Path folder, String name, Map<String, Treatment> columns) {
        return intake(
                RawSource.File.of(folder, name), columns, folder.resolve("out").resolve(name + ".parquet"));
    }

    static void duckdb(String... statements) {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:")) {
            for (String sql : statements) {
                try (Statement s = c.createStatement()) {
                    s.execute(sql);
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Rows of a query; a null is {@code ∅}. */
    static List<List<String>> rows(String sql) {
        try (Connection c = DriverManager.getConnection("jdbc:duckdb:");
                Statement s = c.createStatement();
                ResultSet r = s.executeQuery(sql)) {
            int n = r.getMetaData().getColumnCount();
            List<List<String>> out = new ArrayList<>();
            while (r.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= n; i++) {
                    String value = r.getString(i);
                    row.add(value == null ? "∅" : value);
                }
                out.add(row);
            }
            return out;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<List<String>> rows(RawTable table) {
        return rows("SELECT * FROM read_parquet('" + table.parquet() + "')");
    }
}
