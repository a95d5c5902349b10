package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;
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
import org.steelyard.data.identity.IdentityScanner;

/** Hands rows to the engine as a table function, pseudonyms in place: what is clear never leaves this process. */
final class Feed implements DuckDBTableFunction<Object, Object, Object> {

    /** The engine's vector size. */
    private static final int CHUNK = 2048;

    private static final Object NOTHING = new Object();

    private final AtomicReference<@Nullable RowCursor> source;
    private final List<ColumnPlan> plans;
    private final Digester digester;
    private final Reporter reporter;
    private final DoubleSupplier fraction;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final byte[][][] cells;
    private final long[] numbers = new long[CHUNK];
    private long rows;
    private long masked;

    Feed(RowCursor source, List<ColumnPlan> plans, Digester digester, Reporter reporter, DoubleSupplier fraction) {
        this.source = new AtomicReference<>(source);
        this.plans = plans.stream().filter(ColumnPlan::isStored).toList();
        this.digester = digester;
        this.reporter = reporter;
        this.fraction = fraction;
        cells = new byte[this.plans.size()][CHUNK][];
    }

    /** Registers the function; the query that reads it. */
    String register(Connection connection) throws SQLException {
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName("feed").withFunction(this).register(connection);
        }
        return plans.stream()
                        .map(p -> typed(p) + " AS " + RawEngine.quote(p.column().name()) + ", ")
                        .collect(Collectors.joining("", "SELECT ", ""))
                + "r AS " + RawEngine.sourceRow() + " FROM feed()";
    }

    private String typed(ColumnPlan plan) {
        String type = plan.stored().duckdbType();
        String cell = "c" + plans.indexOf(plan);
        return type.equals("VARCHAR") ? cell : "CAST(" + cell + " AS " + type + ")";
    }

    /** The driver keeps registered functions for ever, so that the source is let go when the table is there. */
    void release() {
        source.set(null);
        Arrays.stream(cells).forEach(column -> Arrays.fill(column, null));
    }

    @Nullable
    RuntimeException failure() {
        return failure.get();
    }

    /** Cells in which something was blotted out. */
    long masked() {
        return masked;
    }

    @Override
    public Object bind(DuckDBTableFunctionBindInfo info) {
        info.addResultColumn("r", DuckDBColumnType.BIGINT);
        for (int i = 0; i < plans.size(); i++) {
            info.addResultColumn("c" + i, DuckDBColumnType.VARCHAR);
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
        RowCursor cursor = source.get();
        if (cursor == null || failure.get() != null) {
            return 0;
        }
        try {
            int n = read(cursor);
            write(out, n);
            rows += n;
            reporter.at(rows, 0.5 + fraction.getAsDouble() / 2);
            return n;
        } catch (RuntimeException e) {
            failure.set(e);
            return 0;
        }
    }

    private int read(RowCursor cursor) {
        int n = 0;
        while (n < CHUNK && cursor.next()) {
            numbers[n] = cursor.row();
            for (int c = 0; c < plans.size(); c++) {
                store(c, n, cell(cursor, plans.get(c)));
            }
            n++;
        }
        return n;
    }

    /** The engine takes a null in the array for a null of the table. */
    @SuppressWarnings("NullAway")
    private void store(int column, int row, byte @Nullable [] cell) {
        cells[column][row] = cell;
    }

    private byte @Nullable [] cell(RowCursor cursor, ColumnPlan plan) {
        int i = plan.index();
        if (cursor.isNull(i)) {
            return null;
        }
        if (plan.isKey()) {
            String scope = plan.scope() < 0 ? "" : text(cursor, plan.scope());
            String prefix = plan.scope() < 0 ? plan.prefix() : plan.prefix(scope);
            return digester.bytes(plan, prefix, text(cursor, i));
        }
        byte[] clear = Arrays.copyOfRange(cursor.bytes(), cursor.from(i), cursor.to(i));
        return plan.isMasked() ? mask(clear) : clear;
    }

    private byte[] mask(byte[] clear) {
        String text = new String(clear, StandardCharsets.UTF_8);
        String blotted = IdentityScanner.mask(text);
        if (blotted.equals(text)) {
            return clear;
        }
        masked++;
        return blotted.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(RowCursor cursor, int i) {
        return new String(cursor.bytes(), cursor.from(i), cursor.to(i) - cursor.from(i), StandardCharsets.UTF_8);
    }

    private void write(DuckDBDataChunkWriter out, int n) {
        if (n == 0) {
            return;
        }
        DuckDBWritableVector first = out.vector(0);
        for (int r = 0; r < n; r++) {
            first.setLong(r, numbers[r]);
        }
        for (int c = 0; c < plans.size(); c++) {
            byte[][] column = n == CHUNK ? cells[c] : Arrays.copyOf(cells[c], n);
            out.vector(c + 1).setStringUtf8Batch(0, column);
        }
    }
}
