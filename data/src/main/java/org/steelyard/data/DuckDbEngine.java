package org.steelyard.data;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.DuckDbLoader;
import org.steelyard.data.internal.DuckDbPuller;
import org.steelyard.data.internal.SideColumns;
import org.steelyard.data.internal.SqlRenderer;
import org.steelyard.protocol.expression.Expression;

/**
 * DuckDB inside this process, in memory. It reaches no file and no network, loads no extension, spills nothing to disk,
 * and its settings are locked, whatever an expression might hold.
 */
public final class DuckDbEngine implements Engine {

    private static final List<String> LOCKDOWN = List.of(
            "SET temp_directory = ''",
            "SET autoinstall_known_extensions = false",
            "SET autoload_known_extensions = false",
            "SET enable_external_access = false",
            "SET lock_configuration = true");

    private final Connection connection;
    private final Map<String, SideColumns> side = new HashMap<>();
    private int relations;

    private DuckDbEngine(Connection connection) {
        this.connection = connection;
    }

    /** @param threads how many threads it may use; the answer never depends on it */
    public static DuckDbEngine open(int threads) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            DuckDbEngine engine = new DuckDbEngine(connection);
            engine.run("SET threads = " + Math.max(1, threads));
            LOCKDOWN.forEach(engine::run);
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not start", e);
        }
    }

    @Override
    public Relation load(RowSource rows, Predicate<String> named) {
        Relation relation = new Relation(fresh(), rows.fields());
        SideColumns columns = new SideColumns(rows.fields(), named);
        DuckDbLoader.load(connection, relation, rows, columns);
        side.put(relation.id(), columns);
        return relation;
    }

    @Override
    public Relation derive(Relation relation, List<Derivation> derivations) {
        List<Field> fields = new ArrayList<>(relation.fields());
        StringBuilder columns = new StringBuilder();
        for (Derivation derivation : derivations) {
            columns.append(", ")
                    .append(SqlRenderer.render(derivation.expression(), relation, derivation.field()))
                    .append(" AS c")
                    .append(fields.size());
            fields.add(derivation.field());
        }
        Relation derived = new Relation(fresh(), fields);
        run("CREATE VIEW " + derived.id() + " AS SELECT *" + columns + " FROM " + relation.id());
        side.put(derived.id(), side(relation));
        return derived;
    }

    @Override
    public Verdict judge(Relation relation, Expression rule) {
        String sql = "SELECT count(*) FILTER (v), count(*) FILTER (NOT v), count(*) FILTER (v IS NULL) FROM (SELECT "
                + SqlRenderer.render(rule, relation) + " AS v FROM " + relation.id() + ")";
        List<Long> counts = row(sql, 3);
        return new Verdict(counts.get(0), counts.get(1), counts.get(2));
    }

    @Override
    public Relation keep(Relation relation, Expression rule, boolean keepUnknown) {
        Relation kept = new Relation(fresh(), relation.fields());
        run("CREATE VIEW " + kept.id() + " AS SELECT * FROM " + relation.id() + " WHERE coalesce("
                + SqlRenderer.render(rule, relation) + ", " + keepUnknown + ")");
        side.put(kept.id(), side(relation));
        return kept;
    }

    @Override
    public List<Long> rowsWhere(Relation relation, Expression rule, int limit) {
        return column("SELECT r FROM " + relation.id() + " WHERE " + SqlRenderer.render(rule, relation)
                + " ORDER BY r LIMIT " + limit);
    }

    @Override
    public Duplicates duplicates(Relation relation, List<String> fields, int limit) {
        List<String> columns = fields.stream().map(f -> "c" + relation.index(f)).toList();
        String known = columns.stream().map(c -> c + " IS NOT NULL").collect(Collectors.joining(" AND "));
        String all = String.join(", ", columns);
        if (row(
                                "SELECT count(*) FROM (SELECT 1 FROM " + relation.id() + " WHERE " + known
                                        + " GROUP BY " + all + " HAVING count(*) > 1)",
                                1)
                        .getFirst()
                == 0) {
            return new Duplicates(0, List.of());
        }
        String twice = "SELECT r FROM (SELECT r, count(*) OVER (PARTITION BY " + all + ") AS n FROM " + relation.id()
                + " WHERE " + known + ") WHERE n > 1";
        long rows = row("SELECT count(*) FROM (" + twice + ")", 1).getFirst();
        return new Duplicates(rows, column(twice + " ORDER BY r LIMIT " + limit));
    }

    @Override
    public List<Long> missing(Relation relation, List<String> fields) {
        if (fields.isEmpty()) {
            return List.of();
        }
        SideColumns aside = side(relation);
        List<String> here = fields.stream().filter(f -> !aside.has(f)).toList();
        String counts = here.stream()
                .map(f -> ", count(*) - count(c" + relation.index(f) + ")")
                .collect(Collectors.joining());
        List<Long> found = row("SELECT count(*)" + counts + " FROM " + relation.id(), here.size() + 1);
        int @Nullable [] places = here.size() == fields.size() || found.getFirst() == aside.rows()
                ? null
                : aside.places(pull(relation, List.of()).rows());
        Iterator<Long> counted = found.listIterator(1);
        return fields.stream()
                .map(f -> !aside.has(f)
                        ? counted.next()
                        : places == null ? aside.missing(f) : SideColumns.missing(aside.vector(f, places)))
                .toList();
    }

    @Override
    public Pulled pull(Relation relation, List<String> fields) {
        SideColumns aside = side(relation);
        List<String> here = fields.stream().filter(f -> !aside.has(f)).toList();
        Pulled pulled = pullHere(relation, here);
        if (here.size() == fields.size()) {
            return pulled;
        }
        int @Nullable [] places = pulled.rows().length == aside.rows() ? null : aside.places(pulled.rows());
        Iterator<Vector> vectors = pulled.vectors().iterator();
        return new Pulled(
                pulled.rows(),
                fields.stream()
                        .map(f -> aside.has(f) ? aside.vector(f, places) : vectors.next())
                        .toList());
    }

    private Pulled pullHere(Relation relation, List<String> fields) {
        List<Field> wanted = fields.stream().map(relation::field).toList();
        String columns = fields.stream().map(f -> ", c" + relation.index(f)).collect(Collectors.joining());
        int rows =
                Math.toIntExact(row("SELECT count(*) FROM " + relation.id(), 1).getFirst());
        String sql = "SELECT r" + columns + " FROM " + relation.id();
        Pulled pulled = DuckDbPuller.pull(connection, sql, wanted, rows);
        // rows went in by their numbers and come out as they went in, which spares sorting all columns; but let us see
        return isAscending(pulled.rows()) ? pulled : DuckDbPuller.pull(connection, sql + " ORDER BY r", wanted, rows);
    }

    private SideColumns side(Relation relation) {
        return Objects.requireNonNull(side.get(relation.id()), "a relation of this engine");
    }

    private static boolean isAscending(long[] rows) {
        for (int i = 1; i < rows.length; i++) {
            if (rows[i] <= rows[i - 1]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("the embedded engine did not close", e);
        }
    }

    private String fresh() {
        return "t" + relations++;
    }

    private void run(String sql) {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }

    private List<Long> row(String sql, int columns) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            List<Long> values = new ArrayList<>();
            for (int i = 1; i <= columns; i++) {
                values.add(result.getLong(i));
            }
            return values;
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }

    private List<Long> column(String sql) {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<Long> values = new ArrayList<>();
            while (result.next()) {
                values.add(result.getLong(1));
            }
            return values;
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }
}
