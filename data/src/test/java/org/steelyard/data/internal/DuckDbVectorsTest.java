package org.steelyard.data.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every value and every gap goes out of the engine and into it again as it was, with the driver that is built in. */
class DuckDbVectorsTest {

    private static final int MOST = 2048;

    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 2047, 2048, 2049, 10_000})
    void valuesAndGapsComeBack(int rows) throws SQLException {
        for (DuckDBColumnType type : List.of(
                DuckDBColumnType.BIGINT, DuckDBColumnType.INTEGER, DuckDBColumnType.DOUBLE, DuckDBColumnType.BOOLEAN)) {
            for (String value :
                    List.of(value(type), "CASE WHEN i % 3 = 1 OR i > 5000 THEN NULL ELSE " + value(type) + " END")) {
                assertThat(differences(type, value, rows))
                        .as("%s %s", type, value)
                        .isZero();
            }
        }
    }

    private static String value(DuckDBColumnType type) {
        return switch (type) {
            case BIGINT -> "i * 461168601842738 - 17";
            case INTEGER -> "CAST(i * 7 - 3 AS INTEGER)";
            case DOUBLE -> "i / 7.0 - 1e300";
            default -> "i % 5 < 2";
        };
    }

    private static long differences(DuckDBColumnType type, String value, int rows) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
                builder.withName("same")
                        .withParameter(type)
                        .withReturnType(type)
                        .withVectorizedFunction((in, out) -> copy(type, in, out))
                        .register(connection);
            }
            statement.execute("CREATE TABLE t AS SELECT " + value + " AS v FROM range(" + rows + ") AS r(i)");
            try (ResultSet result = statement.executeQuery("SELECT count(*) FROM t WHERE same(v) IS DISTINCT FROM v")) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    private static void copy(DuckDBColumnType type, DuckDBDataChunkReader in, DuckDBWritableVector out) {
        int n = (int) in.rowCount();
        long @Nullable [] known = DuckDbVectors.known(in.vector(0), n);
        switch (type) {
            case BIGINT -> {
                long[] values = new long[MOST];
                DuckDbVectors.read(in.vector(0), values, 0, n);
                DuckDbVectors.write(values, known, out, n);
            }
            case INTEGER -> {
                int[] values = new int[MOST];
                DuckDbVectors.read(in.vector(0), values, 0, n);
                DuckDbVectors.write(values, known, out, n);
            }
            case DOUBLE -> {
                double[] values = new double[MOST];
                DuckDbVectors.read(in.vector(0), values, 0, n);
                DuckDbVectors.write(values, known, out, n);
            }
            default -> {
                byte[] values = new byte[MOST];
                DuckDbVectors.read(in.vector(0), values, 0, n);
                DuckDbVectors.write(values, known, out, n);
            }
        }
    }
}
