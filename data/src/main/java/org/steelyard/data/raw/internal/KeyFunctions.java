package org.steelyard.data.raw.internal;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.identity.IdentityScanner;
import org.steelyard.data.raw.RawColumn;

/**
 * Digests and masks as functions of the engine, for tables that it reads itself. A function keeps the order of rows, which a
 * join with a table of pseudonyms would not, and so gives the same bytes on any number of threads.
 */
final class KeyFunctions {

    private final RawEngine engine;
    private final AtomicReference<@Nullable Digester> digester;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicLong masked = new AtomicLong();
    private final List<String> names = new ArrayList<>();

    KeyFunctions(RawEngine engine, Digester digester) {
        this.engine = engine;
        this.digester = new AtomicReference<>(digester);
    }

    @Nullable
    RuntimeException failure() {
        return failure.get();
    }

    long masked() {
        return masked.get();
    }

    /** The driver keeps registered functions for ever; the pseudonyms that they remember are let go. */
    void release() {
        digester.set(null);
    }

    /** The column's stored value as an expression of the engine. */
    String expression(ColumnPlan plan, List<ColumnPlan> plans) throws SQLException {
        String name = RawEngine.quote(plan.column().name());
        String text = text(plan.column(), name);
        if (plan.isMasked()) {
            return register(1, (in, row) -> mask(in.getFirst().getString(row))) + "(" + text + ")";
        }
        if (!plan.isKey()) {
            return plan.column().duckdbType().startsWith("ENUM") ? text : name;
        }
        if (plan.scope() < 0) {
            return register(
                            1,
                            (in, row) ->
                                    digest(plan, plan.prefix(), in.getFirst().getString(row))) + "(" + text + ")";
        }
        String scope = RawEngine.quote(plans.get(plan.scope()).column().name());
        String function = register(2, (in, row) -> {
            DuckDBReadableVector scopes = in.get(1);
            String prefix = plan.prefix(scopes.isNull(row) ? "" : scopes.getString(row));
            return digest(plan, prefix, in.getFirst().getString(row));
        });
        return function + "(" + text + ", CAST(" + scope + " AS VARCHAR))";
    }

    /**
     * A number that stands as floating point, because some program had to leave a cell of the column empty, is the whole number that
     * it was; one too long for that is written with an exponent, which the digester refuses.
     */
    private static String text(RawColumn column, String name) {
        String plain = "CAST(" + name + " AS VARCHAR)";
        boolean floating =
                column.duckdbType().equals("DOUBLE") || column.duckdbType().equals("FLOAT");
        return floating
                ? "CASE WHEN abs(" + name + ") < 9007199254740992 AND " + name + " = trunc(" + name
                        + ") THEN CAST(CAST("
                        + name + " AS BIGINT) AS VARCHAR) WHEN abs(" + name
                        + ") >= 9007199254740992 THEN format('{:e}', CAST(" + name + " AS DOUBLE)) ELSE " + plain
                        + " END"
                : plain;
    }

    private interface Value {
        @Nullable
        String at(List<DuckDBReadableVector> in, int row);
    }

    private @Nullable String digest(ColumnPlan plan, String prefix, String identifier) {
        Digester active = digester.get();
        return active == null ? null : active.digest(plan, prefix, identifier);
    }

    private String mask(String text) {
        String blotted = IdentityScanner.mask(text);
        if (!blotted.equals(text)) {
            masked.incrementAndGet();
        }
        return blotted;
    }

    private String register(int parameters, Value value) throws SQLException {
        String name = "steelyard_" + names.size();
        names.add(name);
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name);
            for (int i = 0; i < parameters; i++) {
                builder.withParameter(DuckDBColumnType.VARCHAR);
            }
            builder.withReturnType(DuckDBColumnType.VARCHAR)
                    .withVectorizedFunction((in, out) -> apply(parameters, value, in, out))
                    .register(engine.connection());
        }
        return name;
    }

    /** The engine takes a null in the array for a null of the table. */
    @SuppressWarnings("NullAway")
    private void apply(int parameters, Value value, DuckDBDataChunkReader in, DuckDBWritableVector out) {
        List<DuckDBReadableVector> vectors = new ArrayList<>();
        for (int i = 0; i < parameters; i++) {
            vectors.add(in.vector(i));
        }
        int n = (int) in.rowCount();
        byte[][] results = new byte[n][];
        try {
            for (int row = 0; row < n; row++) {
                String result = vectors.getFirst().isNull(row) ? null : value.at(vectors, row);
                results[row] = result == null ? null : result.getBytes(StandardCharsets.UTF_8);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            throw e;
        }
        out.setStringUtf8Batch(0, results);
    }
}
