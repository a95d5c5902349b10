package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Connections to databases, with the user's own driver. What a driver says is never passed on. */
final class Jdbc implements AutoCloseable {

    private static final String DUCKDB = "jdbc:duckdb:";

    private final Connection connection;
    private final Optional<URLClassLoader> loader;

    private Jdbc(Connection connection, Optional<URLClassLoader> loader) {
        this.connection = connection;
        this.loader = loader;
    }

    /** A table as the database calls it. */
    record Found(String schema, String name, List<String> primaryKey) {}

    static Jdbc open(Database.Jdbc database) {
        Properties properties = properties(database);
        if (database.url().startsWith(DUCKDB)) {
            properties.setProperty("duckdb.read_only", "true"); // else a file that is not there would be made
        }
        return open(database, properties, Jdbc::prepare);
    }

    /** Nothing is kept before it is committed. */
    static Jdbc openToWrite(Database.Jdbc database) {
        Properties properties = properties(database);
        if (database.url().startsWith("jdbc:postgresql:")) {
            properties.setProperty("reWriteBatchedInserts", "true"); // rows of a batch travel together
        }
        return open(database, properties, connection -> connection.setAutoCommit(false));
    }

    private interface Preparation {
        void of(Connection connection) throws SQLException;
    }

    private static Jdbc open(Database.Jdbc database, Properties properties, Preparation preparation) {
        Optional<URLClassLoader> loader = database.driver().map(path -> loader(database, path));
        try {
            Driver driver = driver(database, loader);
            Connection connection = driver.connect(database.url(), properties);
            if (connection == null) {
                throw noDriver(database);
            }
            preparation.of(connection);
            return new Jdbc(connection, loader);
        } catch (SQLException e) {
            close(loader);
            throw SteelyardException.of(
                    RawError.DATABASE_REFUSED,
                    Place.file(database.name()),
                    Text.of(
                            "无法连接数据库（SQLSTATE " + state(e) + "）",
                            "the database cannot be reached (SQLSTATE " + state(e) + ")"),
                    Text.of(
                            "核对连接文件中的地址、用户与口令，以及网络",
                            "check address, user and password in the connection file, and the network"));
        } catch (SteelyardException e) {
            close(loader);
            throw e;
        }
    }

    /** One snapshot for all queries, where the database can; and a result that comes in portions. */
    private static void prepare(Connection connection) throws SQLException {
        try {
            connection.setReadOnly(true);
        } catch (SQLException e) {
            // Some drivers cannot promise it; nothing but SELECT is sent either way.
        }
        DatabaseMetaData data = connection.getMetaData();
        if (data.supportsTransactionIsolationLevel(Connection.TRANSACTION_REPEATABLE_READ)) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        }
        connection.setAutoCommit(false);
    }

    static String state(SQLException e) {
        String state = e.getSQLState();
        return state != null && state.matches("[0-9A-Z]{5}") ? state : "?";
    }

    private static Properties properties(Database.Jdbc database) {
        Properties out = new Properties();
        database.login().ifPresent(login -> {
            out.setProperty("user", login.user());
            out.setProperty("password", login.password());
        });
        return out;
    }

    private static Driver driver(Database.Jdbc database, Optional<URLClassLoader> loader) throws SQLException {
        List<Driver> drivers = new ArrayList<>();
        loader.ifPresent(l -> ServiceLoader.load(Driver.class, l).forEach(drivers::add));
        drivers.addAll(Collections.list(DriverManager.getDrivers()));
        for (Driver driver : drivers) {
            if (driver.acceptsURL(database.url())) {
                return driver;
            }
        }
        throw noDriver(database);
    }

    private static SteelyardException noDriver(Database.Jdbc database) {
        return SteelyardException.of(
                RawError.NO_DRIVER,
                Place.file(database.name()),
                Text.of("没有适合该地址的 JDBC 驱动", "there is no JDBC driver for the address"),
                Text.of("把数据库厂商的驱动 jar 放入 drivers 文件夹", "put the driver's jar into the folder drivers"));
    }

    private static URLClassLoader loader(Database.Jdbc database, Path path) {
        try {
            List<URL> urls = new ArrayList<>();
            for (Path jar : jars(path)) {
                urls.add(jar.toUri().toURL());
            }
            return new URLClassLoader(urls.toArray(URL[]::new), Jdbc.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw noDriver(database);
        } catch (IOException e) {
            throw noDriver(database);
        }
    }

    private static List<Path> jars(Path path) throws IOException {
        if (!java.nio.file.Files.isDirectory(path)) {
            return List.of(path);
        }
        try (Stream<Path> entries = java.nio.file.Files.list(path)) {
            return entries.filter(p -> p.toString().endsWith(".jar")).sorted().toList();
        }
    }

    Connection connection() {
        return connection;
    }

    /** Tables and views that are not the database's own, as {@code schema.table}. */
    List<String> tables() throws SQLException {
        List<String> out = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, "%", kinds())) {
            while (found.next()) {
                String schema = text(found.getString("TABLE_SCHEM"));
                if (!schema.equalsIgnoreCase("pg_catalog") && !schema.equalsIgnoreCase("information_schema")) {
                    out.add((schema.isEmpty() ? "" : schema + ".") + found.getString("TABLE_NAME"));
                }
            }
        }
        return out.stream().sorted().toList();
    }

    private static String[] kinds() {
        return new String[] {"TABLE", "BASE TABLE", "PARTITIONED TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"};
    }

    /** Letter case does not matter, unless two names differ in it alone. */
    Found find(Database.Jdbc database, String wanted) throws SQLException {
        int dot = wanted.lastIndexOf('.');
        String schema = dot < 0 ? "" : wanted.substring(0, dot);
        String name = wanted.substring(dot + 1);
        List<Found> near = new ArrayList<>();
        try (ResultSet found = connection.getMetaData().getTables(connection.getCatalog(), null, "%", kinds())) {
            while (found.next()) {
                String itsSchema = text(found.getString("TABLE_SCHEM"));
                String itsName = found.getString("TABLE_NAME");
                if (itsName.equalsIgnoreCase(name) && (schema.isEmpty() || itsSchema.equalsIgnoreCase(schema))) {
                    near.add(new Found(itsSchema, itsName, List.of()));
                }
            }
        }
        List<Found> exact = near.stream().filter(f -> f.name().equals(name)).toList();
        List<Found> chosen = exact.isEmpty() ? near : exact;
        if (chosen.size() != 1) {
            throw missing(database, wanted, chosen);
        }
        return withKey(chosen.getFirst());
    }

    private static SteelyardException missing(Database.Jdbc database, String wanted, List<Found> several) {
        String list = String.join(
                ", ", several.stream().map(f -> f.schema() + "." + f.name()).toList());
        return SteelyardException.of(
                RawError.MISSING_TABLE,
                Place.of(database.name(), wanted),
                several.isEmpty()
                        ? Text.of("数据库中没有这张表，或无权读取", "the database has no such table, or it may not be read")
                        : Text.of("有几张同名的表：" + list, "several tables have this name: " + list),
                Text.of("写成 schema.table", "write schema.table"));
    }

    private Found withKey(Found table) throws SQLException {
        record Part(int order, String column) {}
        List<Part> parts = new ArrayList<>();
        @Nullable String schema = table.schema().isEmpty() ? null : table.schema();
        try (ResultSet keys = connection.getMetaData().getPrimaryKeys(connection.getCatalog(), schema, table.name())) {
            while (keys.next()) {
                parts.add(new Part(keys.getInt("KEY_SEQ"), keys.getString("COLUMN_NAME")));
            }
        }
        List<String> names = parts.stream()
                .sorted(Comparator.comparingInt(Part::order))
                .map(Part::column)
                .toList();
        return new Found(table.schema(), table.name(), names);
    }

    String quote(String name) throws SQLException {
        String q = connection.getMetaData().getIdentifierQuoteString().strip();
        return q.isEmpty() ? name : q + name.replace(q, q + q) + q;
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The engine's type for a column of a database; empty when it holds no single value. */
    static Optional<String> duckdbType(int type, int precision, int scale) {
        return switch (type) {
            case java.sql.Types.BIT, java.sql.Types.BOOLEAN -> Optional.of("BOOLEAN");
            case java.sql.Types.TINYINT, java.sql.Types.SMALLINT -> Optional.of("SMALLINT");
            case java.sql.Types.INTEGER -> Optional.of("INTEGER");
            case java.sql.Types.BIGINT -> Optional.of("BIGINT");
            case java.sql.Types.REAL -> Optional.of("FLOAT");
            case java.sql.Types.FLOAT, java.sql.Types.DOUBLE -> Optional.of("DOUBLE");
            case java.sql.Types.NUMERIC, java.sql.Types.DECIMAL ->
                // Without a stated precision the digits are kept as text, rather than cut to one that was guessed.
                Optional.of(
                        precision >= 1 && precision <= 38 && scale >= 0 && scale <= precision
                                ? String.format(Locale.ROOT, "DECIMAL(%d,%d)", precision, scale)
                                : "VARCHAR");
            case java.sql.Types.DATE -> Optional.of("DATE");
            case java.sql.Types.TIMESTAMP -> Optional.of("TIMESTAMP");
            case java.sql.Types.TIMESTAMP_WITH_TIMEZONE -> Optional.of("TIMESTAMP WITH TIME ZONE");
            case java.sql.Types.TIME -> Optional.of("TIME");
            case java.sql.Types.BINARY,
                    java.sql.Types.VARBINARY,
                    java.sql.Types.LONGVARBINARY,
                    java.sql.Types.BLOB,
                    java.sql.Types.ARRAY,
                    java.sql.Types.STRUCT,
                    java.sql.Types.REF -> Optional.empty();
            default -> Optional.of("VARCHAR");
        };
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            // Nothing was written, and there is nothing left to read.
        } finally {
            close(loader);
        }
    }

    private static void close(Optional<URLClassLoader> loader) {
        loader.ifPresent(l -> {
            try {
                l.close();
            } catch (IOException e) {
                // The driver's jar stays open until the program ends.
            }
        });
    }
}
