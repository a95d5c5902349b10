package org.steelyard.data.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunction;
import org.duckdb.DuckDBTableFunctionBindInfo;
import org.duckdb.DuckDBTableFunctionBuilder;
import org.duckdb.DuckDBTableFunctionCallInfo;
import org.duckdb.DuckDBTableFunctionInitInfo;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Field;
import org.steelyard.data.Relation;
import org.steelyard.data.RowSource;
import org.steelyard.data.Vector;

/** Feeds rows to DuckDB as a table function: the engine asks for a chunk, the source fills it. */
public final class DuckDbLoader {

    /** DuckDB's vector size. */
    private static final int CHUNK = 2048;

    private DuckDbLoader() {}

    /** @param side takes the columns that it has; all others go into the engine */
    public static void load(Connection connection, Relation relation, RowSource rows, SideColumns side) {
        Feed feed = new Feed(rows, side);
        String function = "feed_" + relation.id();
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function).withFunction(feed).register(connection);
        } catch (SQLException e) {
            throw failure(e);
        }
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE " + relation.id() + " AS SELECT * FROM " + function + "()");
        } catch (SQLException e) {
            throw feed.failed() ? feed.failure() : failure(e);
        } finally {
            feed.release();
        }
        if (feed.failed()) {
            throw feed.failure();
        }
    }

    /** DuckDB's own messages can quote values, so that only their kind is passed on. */
    public static IllegalStateException failure(SQLException e) {
        String message = String.valueOf(e.getMessage());
        String kind = message.contains(":") ? message.substring(0, message.indexOf(':')) : "unknown";
        return new IllegalStateException("the embedded engine failed: " + kind);
    }

    /** The driver keeps registered functions for ever, so that the source is let go when the table is there. */
    private static final class Feed implements DuckDBTableFunction<Object, Object, Object> {

        private static final Object NOTHING = new Object();

        private final AtomicReference<@Nullable RowSource> source;
        private final List<Field> fields;
        private final SideColumns side;

        /** Places of the fields that go into the engine. */
        private final int[] here;

        private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        private RowSource.@Nullable Batch batch;

        Feed(RowSource source, SideColumns side) {
            this.source = new AtomicReference<>(source);
            this.side = side;
            fields = source.fields();
            here = IntStream.range(0, fields.size())
                    .filter(i -> !side.has(fields.get(i).name()))
                    .toArray();
        }

        boolean failed() {
            return failure.get() != null;
        }

        RuntimeException failure() {
            RuntimeException found = failure.get();
            return found == null ? new IllegalStateException("no failure") : found;
        }

        void release() {
            source.set(null);
            batch = null;
        }

        @Override
        public Object bind(DuckDBTableFunctionBindInfo info) {
            info.addResultColumn("r", DuckDBColumnType.BIGINT);
            for (int i : here) {
                info.addResultColumn("c" + i, type(fields.get(i).kind()));
            }
            return NOTHING;
        }

        @Override
        public Object init(DuckDBTableFunctionInitInfo info) {
            info.setMaxThreads(1);
            return NOTHING;
        }

        @Override
        public long apply(DuckDBTableFunctionCallInfo info, DuckDBDataChunkWriter out) {
            RowSource rows = source.get();
            if (rows == null || failed()) {
                return 0;
            }
            try {
                return fill(rows, out);
            } catch (RuntimeException e) {
                failure.set(e);
                return 0;
            }
        }

        private int fill(RowSource rows, DuckDBDataChunkWriter out) {
            RowSource.Batch current = batch;
            if (current == null) {
                current = RowSource.Batch.allocate(fields, CHUNK);
                batch = current;
            }
            int n = rows.next(current);
            if (n > 0) {
                rows(out.vector(0), current.rows(), n);
                for (int i = 0; i < here.length; i++) {
                    write(out.vector(i + 1), current.vectors().get(here[i]), n);
                }
                side.add(current, n);
            }
            return n;
        }

        private static DuckDBColumnType type(Field.Kind kind) {
            return switch (kind) {
                case NUMBER -> DuckDBColumnType.DOUBLE;
                case FLAG -> DuckDBColumnType.BOOLEAN;
                case CATEGORY, DAY -> DuckDBColumnType.INTEGER;
                case TEXT -> DuckDBColumnType.VARCHAR;
            };
        }

        private static void write(DuckDBWritableVector out, Vector vector, int n) {
            switch (vector) {
                case Vector.Numbers v -> numbers(out, v.values(), n);
                case Vector.Flags v -> flags(out, v.values(), n);
                case Vector.Codes v -> integers(out, v.values(), n, -1);
                case Vector.Days v -> integers(out, v.values(), n, Vector.MISSING_DAY);
                case Vector.Texts v -> texts(out, v.values(), n);
            }
        }

        private static void rows(DuckDBWritableVector out, long[] values, int n) {
            DuckDbVectors.write(values, null, out, n);
        }

        private static void numbers(DuckDBWritableVector out, double[] values, int n) {
            DuckDbVectors.write(values, DuckDbVectors.known(n, i -> !Double.isNaN(values[i])), out, n);
        }

        private static void flags(DuckDBWritableVector out, byte[] values, int n) {
            DuckDbVectors.write(values, DuckDbVectors.known(n, i -> values[i] >= 0), out, n);
        }

        private static void integers(DuckDBWritableVector out, int[] values, int n, int missing) {
            DuckDbVectors.write(values, DuckDbVectors.known(n, i -> values[i] != missing), out, n);
        }

        private static void texts(DuckDBWritableVector out, @Nullable String[] values, int n) {
            for (int i = 0; i < n; i++) {
                String value = values[i];
                if (value == null) {
                    out.setNull(i);
                } else {
                    out.setString(i, value);
                }
            }
        }
    }
}
