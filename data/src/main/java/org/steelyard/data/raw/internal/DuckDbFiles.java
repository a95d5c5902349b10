package org.steelyard.data.raw.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.DataError;
import org.steelyard.data.internal.Files;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.IntakeSettings;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.data.raw.RawTable;
import org.steelyard.data.raw.internal.RawEngine.EngineException;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** Database files of DuckDB, attached for reading only. */
final class DuckDbFiles {

    private static final String ALIAS = "steelyard_source";

    /** Behind a checksum every file of DuckDB says what it is. */
    private static final String MARK = "DUCK";

    private static final int MARK_FROM = 8;

    private DuckDbFiles() {}

    static String attach(java.nio.file.Path file) {
        return "ATTACH " + RawEngine.literal(file.toAbsolutePath().toString()) + " AS " + ALIAS + " (READ_ONLY)";
    }

    /** Tables and views. */
    static List<String> tables(Database.DuckDbFile database) {
        refuseWhatIsNone(database);
        try (RawEngine engine = RawEngine.open(
                IntakeSettings.DEFAULT.withThreads(1), List.of(database.file()), List.of(attach(database.file())))) {
            return engine.rows("SELECT s || '.' || t FROM (" + NAMES + ") ORDER BY ALL").stream()
                    .map(List::getFirst)
                    .toList();
        } catch (EngineException e) {
            throw busy(database.file()) ? inUse(database.name()) : Files.damaged(database.name());
        }
    }

    private static final String NAMES =
            "SELECT schema_name AS s, table_name AS t, false AS v FROM duckdb_tables() WHERE"
                    + " database_name = '" + ALIAS
                    + "' UNION ALL SELECT schema_name, view_name, true FROM duckdb_views() WHERE"
                    + " database_name = '" + ALIAS + "' AND NOT internal";

    private static void refuseWhatIsNone(Database.DuckDbFile database) {
        java.nio.file.Path file = database.file();
        if (!java.nio.file.Files.isRegularFile(file)) {
            throw SteelyardException.of(
                    DataError.MISSING_FILE,
                    Place.file(database.name()),
                    Text.of("没有这个数据库文件", "there is no such database file"),
                    Text.of(
                            "核对连接文件中的 file：相对路径从连接文件所在文件夹算起",
                            "check file in the connection file: a relative path begins where the connection file lies"));
        }
        try (InputStream in = java.nio.file.Files.newInputStream(file)) {
            byte[] head = in.readNBytes(MARK_FROM + MARK.length());
            if (!new String(head, StandardCharsets.ISO_8859_1).startsWith(MARK, MARK_FROM)) {
                throw Files.wrongContent(database.name(), Text.of("不是 DuckDB 数据库文件", "not a database file of DuckDB"));
            }
        } catch (IOException e) {
            throw Files.damaged(database.name());
        }
    }

    /** Whether another program has the file open to write. */
    private static boolean busy(java.nio.file.Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                @Nullable FileLock lock = channel.tryLock(0, Long.MAX_VALUE, true)) {
            return lock == null;
        } catch (IOException e) {
            return false;
        }
    }

    private static SteelyardException inUse(String name) {
        return SteelyardException.of(
                RawError.DATABASE_REFUSED,
                Place.file(name),
                Text.of("数据库文件正被另一个程序打开写入", "another program has the database file open to write"),
                Text.of("关闭那个程序，或复制一份再读", "close that program, or read a copy"));
    }

    /** Rows of a table are numbered as they lie in the file, those of a view in the order of all columns. */
    static Relations relation(RawEngine engine, String table, String name) {
        int dot = table.lastIndexOf('.');
        String schema = dot < 0 ? "" : table.substring(0, dot).toLowerCase(Locale.ROOT);
        String bare = table.substring(dot + 1).toLowerCase(Locale.ROOT);
        List<List<String>> found = engine.rows("SELECT s, t, v FROM (" + NAMES + ") WHERE lower(t) = "
                + RawEngine.literal(bare)
                + (schema.isEmpty() ? "" : " AND lower(s) = " + RawEngine.literal(schema)));
        if (found.size() != 1) {
            throw Opening.missingTable(name, table);
        }
        String rows = ALIAS + "." + RawEngine.quote(found.getFirst().get(0)) + "."
                + RawEngine.quote(found.getFirst().get(1));
        List<RawColumn> columns = engine.rows("DESCRIBE SELECT * FROM " + rows).stream()
                .map(r -> new RawColumn(r.get(0), r.get(1)))
                .toList();
        return found.getFirst().get(2).equals("true")
                ? new Relations(
                        "(SELECT *, row_number() OVER () AS " + RawTable.SOURCE_ROW + " FROM (SELECT * FROM " + rows
                                + " ORDER BY ALL))",
                        RawTable.SOURCE_ROW,
                        columns)
                : new Relations(rows, "rowid + 1", columns);
    }
}
