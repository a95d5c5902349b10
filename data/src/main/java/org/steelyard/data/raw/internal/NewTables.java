package org.steelyard.data.raw.internal;

import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.steelyard.data.raw.Database;
import org.steelyard.data.raw.DatabaseWriter.NewColumn;
import org.steelyard.data.raw.DatabaseWriter.NewTable;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/** What both kinds of target say and refuse. */
final class NewTables {

    private NewTables() {}

    /** Every table that is there already is named. */
    static void refuseExisting(Database database, List<NewTable> tables, Collection<String> existing) {
        Set<String> known =
                existing.stream().map(n -> n.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Problems problems = new Problems();
        for (NewTable table : tables) {
            if (known.contains(table.name().toLowerCase(Locale.ROOT))) {
                problems.add(
                        RawError.TABLE_EXISTS,
                        Place.of(database.name(), table.name()),
                        Text.of("数据库中已有同名的表，不会覆盖", "the database already has a table of this name; it is not replaced"),
                        Text.of(
                                "写入空的库或模式，或先移走旧表",
                                "write into an empty database or schema, or move the old table away"));
            }
        }
        problems.throwIfAny();
    }

    static String create(
            String name, List<NewColumn> columns, UnaryOperator<String> quote, UnaryOperator<String> type) {
        return "CREATE TABLE " + name
                + columns.stream()
                        .map(c -> quote.apply(c.name()) + " " + type.apply(c.type()) + (c.key() ? " PRIMARY KEY" : ""))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    static SteelyardException notWritten(Database database, SQLException e) {
        String state = Jdbc.state(e);
        return SteelyardException.of(
                RawError.DATABASE_NOT_WRITTEN,
                Place.file(database.name()),
                Text.of(
                        "写入数据库时出错（SQLSTATE " + state + "），已全部撤回",
                        "the database failed while being written (SQLSTATE " + state + "); everything was taken back"),
                Text.of("核对建表与写入权限及剩余空间，再次运行", "check the right to make tables and the space left, and run again"));
    }
}
