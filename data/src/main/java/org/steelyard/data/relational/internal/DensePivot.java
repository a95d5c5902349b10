package org.steelyard.data.relational.internal;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.duckdb.DuckDBScalarFunctionBuilder;
import org.duckdb.DuckDBWritableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.Advance;
import org.steelyard.data.internal.DuckDbVectors;
import org.steelyard.data.relational.DataType;
import org.steelyard.data.relational.Dialect;
import org.steelyard.data.relational.Pivot;
import org.steelyard.data.relational.Rel.AggregateFunction;

/**
 * A pivot of DuckDB by arrays: cells come out in chunks and each falls into its place, an array a column; the engine then asks for
 * the values of its rows. Measured on three million cells, two hundred columns and a hundred thousand rows, joining pieces takes
 * three seconds, most of it to gather values one by one.
 *
 * <p>Only for keys that are close together, and where the arrays fit; all else is left to {@link Pivot#relation()}.
 */
public final class DensePivot {

    private static final long ROOM_A_ROW = 4;
    private static final long ROOM = 1 << 16;

    /** The arrays may take so much of the memory of the process: they are gone before the table that they make is read. */
    private static final long SHARE = 2;

    /** The largest sum of money, in hundredths, that the engine can hold. */
    private static final long MONEY = 999_999_999_999_999_999L;

    /** So long between two words of how far it is. */
    private static final long NANOS = 1_000_000_000;

    private final Connection connection;
    private final Dialect dialect;
    private final Consumer<Advance> progress;
    private final Pivot pivot;
    private final long least;
    private final long cellRows;
    private final List<Filled> filled;

    private DensePivot(Session session, Pivot pivot, Span span) {
        connection = session.connection();
        dialect = session.dialect();
        progress = session.progress();
        this.pivot = pivot;
        least = span.least();
        cellRows = span.cells();
        filled = pivot.columns().stream()
                .map(c -> Filled.of(c.function(), type(pivot, c), span.places() + 1))
                .toList();
    }

    /** What it works with; {@code progress} is told about once a second how many cells have been read. */
    public record Session(Connection connection, Dialect dialect, Consumer<Advance> progress) {}

    private record Span(long least, int places, long cells) {}

    /** Values by place. */
    private sealed interface Filled {

        AggregateFunction function();

        static Filled of(AggregateFunction function, DataType type, int places) {
            return switch (type) {
                case NUMBER -> new Numbers(function, absent(new double[places], Double.NaN));
                case MONEY -> new Hundredths(function, absent(new long[places], Long.MIN_VALUE));
                default -> new Wholes(function, absent(new int[places], Integer.MIN_VALUE));
            };
        }

        private static double[] absent(double[] values, double none) {
            Arrays.fill(values, none);
            return values;
        }

        private static long[] absent(long[] values, long none) {
            Arrays.fill(values, none);
            return values;
        }

        private static int[] absent(int[] values, int none) {
            Arrays.fill(values, none);
            return values;
        }

        /**
         * @param value that of a number as its bits
         * @throws ArithmeticException when a value or a sum does not fit
         */
        void add(int place, long value);

        /** How many places there are; nothing is ever added to the last. */
        int size();

        /** Hands out the values of places, or {@link Long#MIN_VALUE} where there is none; that of a number as its bits. */
        void take(int[] places, long[] out);
    }

    private record Wholes(AggregateFunction function, int[] values) implements Filled {
        @Override
        public void add(int place, long given) {
            int before = values[place];
            int value = Math.toIntExact(given);
            values[place] = before == Integer.MIN_VALUE
                    ? value
                    : switch (function) {
                        case SUM -> Math.addExact(before, value);
                        case MINIMUM -> Math.min(before, value);
                        default -> Math.max(before, value);
                    };
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public void take(int[] places, long[] out) {
            for (int i = 0; i < out.length; i++) {
                int value = values[places[i]];
                out[i] = value == Integer.MIN_VALUE ? Long.MIN_VALUE : value;
            }
        }
    }

    private record Hundredths(AggregateFunction function, long[] values) implements Filled {
        @Override
        public void add(int place, long value) {
            long before = values[place];
            long now = before == Long.MIN_VALUE
                    ? value
                    : switch (function) {
                        case SUM -> Math.addExact(before, value);
                        case MINIMUM -> Math.min(before, value);
                        default -> Math.max(before, value);
                    };
            if (Math.abs(now) > MONEY) {
                throw new ArithmeticException("a number is out of range");
            }
            values[place] = now;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public void take(int[] places, long[] out) {
            for (int i = 0; i < out.length; i++) {
                out[i] = values[places[i]];
            }
        }
    }

    private record Numbers(AggregateFunction function, double[] values) implements Filled {
        @Override
        public void add(int place, long bits) {
            double before = values[place];
            double value = Double.longBitsToDouble(bits) + 0.0; // the bits of −0 stand for none
            if (Double.isNaN(value)) {
                throw new ArithmeticException("not a number");
            }
            boolean better = function == AggregateFunction.MINIMUM ? value < before : value > before;
            values[place] = Double.isNaN(before) || better ? value : before;
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public void take(int[] places, long[] out) {
            for (int i = 0; i < out.length; i++) {
                double value = values[places[i]];
                out[i] = Double.isNaN(value) ? Long.MIN_VALUE : Double.doubleToRawLongBits(value);
            }
        }
    }

    private static DataType type(Pivot pivot, Pivot.Column column) {
        return pivot.cells().columns().type(column.cell());
    }

    /** Whether every column can be held in an array. */
    private static boolean fits(Pivot.Column column, DataType type) {
        boolean ends = column.function() == AggregateFunction.MINIMUM || column.function() == AggregateFunction.MAXIMUM;
        return switch (type) {
            case INTEGER, MONEY -> ends || column.function() == AggregateFunction.SUM;
            case NUMBER -> ends;
            default -> false;
        };
    }

    /**
     * Makes a view of the rows with their columns.
     *
     * @return nothing when it was not made
     */
    public static Optional<Made> make(String name, Pivot pivot, Session session) throws SQLException {
        boolean fit = pivot.columns().stream().allMatch(c -> fits(c, type(pivot, c)));
        Optional<Span> span = fit ? span(pivot, session) : Optional.empty();
        if (span.isEmpty()) {
            return Optional.empty();
        }
        try {
            DensePivot made = new DensePivot(session, pivot, span.get());
            made.fill();
            return Optional.of(made.view(name));
        } catch (ArithmeticException e) {
            return Optional.empty(); // the engine has wider numbers, and says so where they do not do either
        }
    }

    private static Optional<Span> span(Pivot pivot, Session session) throws SQLException {
        Dialect dialect = session.dialect();
        String key = dialect.name(pivot.keys().row());
        String sql = "SELECT coalesce(min(" + key + "), 0), coalesce(max(" + key + "), 0), count(" + key + ") FROM "
                + dialect.name(pivot.cells().name());
        try (Statement statement = session.connection().createStatement();
                ResultSet ends = statement.executeQuery(sql)) {
            ends.next();
            long reach = ends.getLong(2) - ends.getLong(1);
            long most = Math.min(ROOM + ROOM_A_ROW * ends.getLong(3), Integer.MAX_VALUE - 8);
            long bytes = pivot.columns().stream()
                            .mapToLong(c -> type(pivot, c) == DataType.INTEGER ? Integer.BYTES : Long.BYTES)
                            .sum()
                    * (reach + 1);
            boolean close =
                    reach >= 0 && reach < most && bytes < Runtime.getRuntime().maxMemory() / SHARE;
            return close ? Optional.of(new Span(ends.getLong(1), (int) reach + 1, ends.getLong(3))) : Optional.empty();
        }
    }

    /** Columns of the cells that are asked for, each once. */
    private List<String> cellColumns() {
        return pivot.columns().stream().map(Pivot.Column::cell).distinct().toList();
    }

    private void fill() throws SQLException {
        List<String> cells = cellColumns();
        String sql = "SELECT " + dialect.name(pivot.keys().row()) + ", "
                + dialect.name(pivot.keys().measure())
                + cells.stream().map(c -> ", " + travelling(c)).collect(Collectors.joining()) + " FROM "
                + dialect.name(pivot.cells().name()) + " WHERE "
                + dialect.name(pivot.keys().row()) + " IS NOT NULL";
        long first =
                pivot.columns().stream().mapToLong(Pivot.Column::measure).min().orElse(0);
        long last =
                pivot.columns().stream().mapToLong(Pivot.Column::measure).max().orElse(0);
        int[] columnOf = new int[Math.toIntExact(last - first + 1)];
        Arrays.fill(columnOf, -1);
        for (int i = 0; i < pivot.columns().size(); i++) {
            columnOf[(int) (pivot.columns().get(i).measure() - first)] = i;
        }
        int[] cellOf =
                pivot.columns().stream().mapToInt(c -> cells.indexOf(c.cell())).toArray();
        try (DuckDBPreparedStatement statement =
                        connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            Places places = new Places(first, columnOf, cellOf);
            long started = System.nanoTime();
            long told = started;
            long done = 0;
            while (result.nextChunk()) {
                add(result.chunk(), places);
                done += result.chunk().rowCount();
                if (System.nanoTime() - told > NANOS) {
                    told = System.nanoTime();
                    progress.accept(Advance.of("cells", done, cellRows, started));
                }
            }
        }
    }

    /**
     * @param first the least measure
     * @param columnOf by measure from the first, its column, or −1
     * @param cellOf by column, which of the values of a chunk are its own
     */
    private record Places(long first, int[] columnOf, int[] cellOf) {}

    /** Money travels as whole hundredths. */
    private String travelling(String cell) {
        String name = dialect.name(cell);
        return pivot.cells().columns().type(cell) == DataType.MONEY ? "CAST(" + name + " * 100 AS BIGINT)" : name;
    }

    private void add(DuckDBDataChunkReader chunk, Places places) {
        int rows = (int) chunk.rowCount();
        long[] keys = new long[rows];
        long[] measures = new long[rows];
        DuckDbVectors.read(chunk.vector(0), keys, 0, rows);
        DuckDbVectors.read(chunk.vector(1), measures, 0, rows);
        List<Cells> cells = cells(chunk, rows);
        for (int row = 0; row < rows; row++) {
            long measure = measures[row] - places.first();
            int column = measure >= 0 && measure < places.columnOf().length ? places.columnOf()[(int) measure] : -1;
            if (column >= 0) {
                Cells values = cells.get(places.cellOf()[column]);
                if (DuckDbVectors.isKnown(values.known(), row)) {
                    filled.get(column).add((int) (keys[row] - least), values.values()[row]);
                }
            }
        }
    }

    /** Values of a chunk, those of a number as their bits, and which are there. */
    private record Cells(long[] values, long @Nullable [] known) {}

    private List<Cells> cells(DuckDBDataChunkReader chunk, int rows) {
        List<Cells> out = new ArrayList<>();
        List<String> names = cellColumns();
        for (int i = 0; i < names.size(); i++) {
            DuckDBReadableVector vector = chunk.vector(i + 2);
            long[] values = new long[rows];
            DuckDbVectors.read(vector, values, 0, rows);
            out.add(new Cells(values, DuckDbVectors.known(vector, rows)));
        }
        return out;
    }

    /**
     * A view, so that the columns are made where they are used and nowhere else. The driver keeps functions for ever; the arrays
     * are let go with the view.
     */
    private Made view(String name) throws SQLException {
        AtomicReference<@Nullable List<Filled>> held = new AtomicReference<>(filled);
        String whole = name + "_whole";
        String number = name + "_number";
        register(whole, DuckDBColumnType.BIGINT, held);
        register(number, DuckDBColumnType.DOUBLE, held);
        StringBuilder columns = new StringBuilder();
        for (int i = 0; i < pivot.columns().size(); i++) {
            DataType type = type(pivot, pivot.columns().get(i));
            String value = dialect.name(type == DataType.NUMBER ? number : whole) + "(" + i + "::INTEGER, "
                    + dialect.name(pivot.keys().row()) + ")";
            columns.append(", ")
                    .append(type == DataType.MONEY ? money(value) : value)
                    .append(" AS ")
                    .append(dialect.name(pivot.columns().get(i).name()));
        }
        String rows = org.steelyard.data.relational.RelationalSql.render(pivot.rows(), dialect);
        try (Statement statement = connection.createStatement()) {
            // in the order of the arrays, which is quicker, and that of most who sort the result
            statement.execute("CREATE TEMP VIEW " + dialect.name(name) + " AS SELECT *" + columns + " FROM (" + rows
                    + " ORDER BY " + dialect.name(pivot.keys().row()) + ") AS pivoted");
        }
        return () -> held.set(null);
    }

    /** Columns that can be asked for. */
    public interface Made {

        /** Lets the arrays go; the view can no longer be asked. */
        void release();
    }

    private String money(String hundredths) {
        return "CAST(CAST(" + hundredths + " AS DECIMAL(18,0)) * 0.01 AS " + dialect.type(DataType.MONEY) + ")";
    }

    private void register(String name, DuckDBColumnType type, AtomicReference<@Nullable List<Filled>> held)
            throws SQLException {
        try (DuckDBScalarFunctionBuilder builder = DuckDBFunctions.scalarFunction()) {
            builder.withName(name)
                    .withParameter(DuckDBColumnType.INTEGER)
                    .withParameter(DuckDBColumnType.BIGINT)
                    .withReturnType(type)
                    .withVectorizedFunction((in, out) -> {
                        List<Filled> columns = held.get();
                        if (columns != null && in.rowCount() > 0) {
                            values(columns, in, out);
                        }
                    })
                    .register(connection);
        }
    }

    private void values(List<Filled> columns, DuckDBDataChunkReader in, DuckDBWritableVector out) {
        Filled column = columns.get(in.vector(0).getInt(0));
        long[] values = new long[(int) in.rowCount()];
        DuckDbVectors.read(in.vector(1), values, 0, values.length);
        long @Nullable [] known = DuckDbVectors.known(in.vector(1), values.length);
        int[] places = new int[values.length];
        int nowhere = column.size() - 1;
        for (int i = 0; i < places.length; i++) {
            long place = values[i] - least;
            boolean inside = DuckDbVectors.isKnown(known, i) && values[i] >= least && place >= 0 && place < nowhere;
            places[i] = inside ? (int) place : nowhere;
        }
        column.take(places, values);
        DuckDbVectors.write(values, DuckDbVectors.known(values, Long.MIN_VALUE), out, values.length);
    }
}
