package org.steelyard.data.internal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Engine.Pulled;
import org.steelyard.data.Field;
import org.steelyard.data.Vector;

/** Copies a result into arrays, chunk by chunk. One small method per type, which the compiler of the JVM likes. */
public final class DuckDbPuller {

    private DuckDbPuller() {}

    /** @param sql a query whose first column is the row number and whose others are the fields */
    public static Pulled pull(Connection connection, String sql, List<Field> fields, int rows) {
        long[] numbers = new long[rows];
        List<Vector> vectors =
                fields.stream().map(f -> Vector.allocate(f.kind(), rows)).toList();
        try (DuckDBPreparedStatement statement =
                        connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            int from = 0;
            while (result.nextChunk()) {
                from += chunk(result.chunk(), numbers, vectors, from);
            }
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
        return new Pulled(numbers, vectors);
    }

    private static int chunk(DuckDBDataChunkReader chunk, long[] rows, List<Vector> vectors, int from) {
        int n = (int) chunk.rowCount();
        DuckDbVectors.read(chunk.vector(0), rows, from, n);
        for (int c = 0; c < vectors.size(); c++) {
            DuckDBReadableVector in = chunk.vector(c + 1);
            switch (vectors.get(c)) {
                case Vector.Numbers v -> doubles(in, v.values(), from, n);
                case Vector.Flags v -> flags(in, v.values(), from, n);
                case Vector.Codes v -> integers(in, v.values(), from, n, -1);
                case Vector.Days v -> integers(in, v.values(), from, n, Vector.MISSING_DAY);
                case Vector.Texts v -> texts(in, v.values(), from, n);
            }
        }
        return n;
    }

    private static void doubles(DuckDBReadableVector in, double[] out, int from, int n) {
        DuckDbVectors.read(in, out, from, n);
        long @Nullable [] known = DuckDbVectors.known(in, n);
        for (int i = 0; known != null && i < n; i++) {
            out[from + i] = DuckDbVectors.isKnown(known, i) ? out[from + i] : Double.NaN;
        }
    }

    private static void flags(DuckDBReadableVector in, byte[] out, int from, int n) {
        byte[] values = new byte[n];
        DuckDbVectors.read(in, values, 0, n);
        long @Nullable [] known = DuckDbVectors.known(in, n);
        for (int i = 0; i < n; i++) {
            out[from + i] = DuckDbVectors.isKnown(known, i) ? values[i] : -1;
        }
    }

    private static void integers(DuckDBReadableVector in, int[] out, int from, int n, int missing) {
        DuckDbVectors.read(in, out, from, n);
        long @Nullable [] known = DuckDbVectors.known(in, n);
        for (int i = 0; known != null && i < n; i++) {
            out[from + i] = DuckDbVectors.isKnown(known, i) ? out[from + i] : missing;
        }
    }

    private static void texts(DuckDBReadableVector in, @Nullable String[] out, int from, int n) {
        for (int i = 0; i < n; i++) {
            out[from + i] = in.isNull(i) ? null : in.getString(i);
        }
    }
}
