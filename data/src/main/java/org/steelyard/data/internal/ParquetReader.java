package org.steelyard.data.internal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;
import org.jspecify.annotations.Nullable;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.Problems;
import org.steelyard.kernel.Text;

/**
 * A Parquet file, through a DuckDB of its own that may open this file and nothing else. There is no header row: the first
 * row is row 1. A null is an empty cell, and is missing only if empty is declared to be.
 */
public final class ParquetReader implements CellReader, CellReader.Columnar {

    /** @param bits as from {@link DuckDbVectors#known} */
    private record Known(long @Nullable [] bits) {}

    private enum As {
        NUMBER,
        /** A whole number whose text is wanted. */
        WHOLE,
        FLAG,
        DAY,
        TEXT
    }

    private record ParquetColumn(String name, String type) {}

    /** Texts of small numbers, such as flags are. */
    private static final List<String> SMALL =
            java.util.stream.IntStream.range(0, 256).mapToObj(Integer::toString).toList();

    private final Files.Resolved file;
    private final Connection connection;
    private final Facts facts;
    private final List<ParquetColumn> columns;
    private final RowFindings findings = new RowFindings();
    private List<As> kinds = List.of();
    private @Nullable DuckDBPreparedStatement statement;
    private @Nullable DuckDBChunkedResult result;
    private DuckDBReadableVector[] vectors = new DuckDBReadableVector[0];
    private Object[] values = new Object[0];
    private List<Known> known = List.of();
    private int inChunk;
    private int at;
    private int block;
    private long row;
    private final long[] one = new long[1];

    private ParquetReader(Files.Resolved file, Connection connection, List<ParquetColumn> columns) throws IOException {
        this.file = file;
        this.connection = connection;
        this.columns = columns;
        facts = new Facts(
                "parquet",
                Digest.ofFile(file.path()),
                java.nio.file.Files.size(file.path()),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ParquetReader open(Files.Resolved file) throws IOException {
        checkMagic(file);
        Connection connection = connect(file);
        try {
            return new ParquetReader(file, connection, describe(connection, file));
        } catch (SQLException e) {
            close(connection);
            throw Files.damaged(file.name());
        }
    }

    /** Refuses what does not begin and end like a Parquet file. */
    public static void checkMagic(Files.Resolved file) throws IOException {
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        byte[] four = new byte[4];
        try (RandomAccessFile in = new RandomAccessFile(file.path().toFile(), "r")) {
            if (in.length() < 4) {
                throw Files.wrongContent(file.name(), Text.of("不是 Parquet 文件", "it is not a Parquet file"));
            }
            in.readFully(four);
            if (!java.util.Arrays.equals(four, magic)) {
                throw Files.wrongContent(file.name(), Text.of("不是 Parquet 文件", "it is not a Parquet file"));
            }
            in.seek(in.length() - 4);
            in.readFully(four);
            if (in.length() < 12 || !java.util.Arrays.equals(four, magic)) {
                throw Files.damaged(file.name());
            }
        }
    }

    private static Connection connect(Files.Resolved file) {
        String path = literal(file.path().toString());
        List<String> settings = List.of(
                "SET temp_directory = ''",
                "SET TimeZone = 'UTC'",
                "SET autoinstall_known_extensions = false",
                "SET autoload_known_extensions = false",
                "SET allowed_paths = [" + path + "]",
                "SET enable_external_access = false",
                "SET lock_configuration = true");
        try {
            Connection connection = DriverManager.getConnection("jdbc:duckdb:");
            for (String setting : settings) {
                try (Statement statement = connection.createStatement()) {
                    statement.execute(setting);
                }
            }
            return connection;
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }

    /** The engine renames a column whose name occurs twice; the file's own schema tells. */
    private static List<ParquetColumn> describe(Connection connection, Files.Resolved file) throws SQLException {
        String path = literal(file.path().toString());
        List<ParquetColumn> columns = new ArrayList<>();
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("DESCRIBE SELECT * FROM read_parquet(" + path + ")")) {
            while (r.next()) {
                columns.add(new ParquetColumn(r.getString("column_name"), r.getString("column_type")));
            }
        }
        List<String> names = new ArrayList<>();
        boolean nested = false;
        try (Statement s = connection.createStatement();
                ResultSet r = s.executeQuery("SELECT name, num_children FROM parquet_schema(" + path + ")")) {
            r.next();
            while (r.next()) {
                names.add(r.getString(1));
                nested |= r.getLong(2) > 0;
            }
        }
        if (!nested && names.size() == columns.size()) {
            for (int i = 0; i < names.size(); i++) {
                columns.set(i, new ParquetColumn(names.get(i), columns.get(i).type()));
            }
        }
        Set<String> instants = ParquetMoments.instants(connection, path);
        columns.replaceAll(c -> instants.contains(c.name()) && c.type().startsWith("TIMESTAMP")
                ? new ParquetColumn(c.name(), ParquetMoments.ZONED)
                : c);
        return columns;
    }

    @Override
    public List<String> header() {
        return columns.stream().map(c -> Cell.trim(c.name())).toList();
    }

    @Override
    public void select(List<Selection> selections) {
        Problems problems = new Problems();
        StringBuilder sql = new StringBuilder("SELECT file_row_number");
        List<As> wanted = new ArrayList<>();
        for (Selection selection : selections) {
            ParquetColumn column = columns.get(selection.column());
            As kind = kind(column, selection, problems);
            wanted.add(kind);
            sql.append(", ").append(expression(column, kind));
        }
        problems.throwIfAny();
        kinds = List.copyOf(wanted);
        sql.append(" FROM read_parquet(")
                .append(literal(file.path().toString()))
                .append(", file_row_number = true)");
        query(sql.toString());
    }

    private As kind(ParquetColumn column, Selection selection, Problems problems) {
        String type = column.type();
        if (ColumnTypes.unreadable(type)) {
            ColumnTypes.refuse(type, Place.of(file.name(), Cell.trim(column.name())), problems);
        }
        return switch (type) {
            case "BOOLEAN" -> As.FLAG;
            case "DATE" -> As.DAY;
            case "FLOAT", "DOUBLE" -> As.NUMBER;
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                selection.number() ? As.NUMBER : As.WHOLE;
            case "HUGEINT", "UBIGINT" -> selection.number() ? As.NUMBER : As.TEXT;
            default -> type.startsWith("DECIMAL") ? As.NUMBER : As.TEXT;
        };
    }

    private static String expression(ParquetColumn column, As kind) {
        String name = "\"" + column.name().replace("\"", "\"\"") + "\"";
        return switch (kind) {
            case NUMBER -> "CAST(" + name + " AS DOUBLE)";
            case WHOLE -> "CAST(" + name + " AS BIGINT)";
            case FLAG -> name;
            case DAY -> "CAST(" + name + " - DATE '1970-01-01' AS INTEGER)";
            case TEXT ->
                "CAST("
                        + (column.type().equals(ParquetMoments.ZONED)
                                ? ParquetMoments.local(name, ParquetMoments.CHINA)
                                : name)
                        + " AS VARCHAR)";
        };
    }

    private void query(String sql) {
        try {
            DuckDBPreparedStatement prepared = connection.prepareStatement(sql).unwrap(DuckDBPreparedStatement.class);
            statement = prepared;
            result = prepared.query();
        } catch (SQLException e) {
            throw Files.damaged(file.name());
        }
    }

    @Override
    public boolean next() {
        return block(one) == 1;
    }

    @Override
    public int block(long[] rows) {
        at += block;
        block = 0;
        if (at >= inChunk && !nextChunk()) {
            return 0;
        }
        block = (int) Math.min(rows.length, inChunk - at);
        for (int i = 0; i < block; i++) {
            rows[i] = ((long[]) values[0])[at + i] + 1;
            if (rows[i] != row + 1) {
                throw new IllegalStateException("the engine gave rows out of order");
            }
            row = rows[i];
        }
        return block;
    }

    private boolean nextChunk() {
        DuckDBChunkedResult rows = result;
        if (rows == null) {
            throw new IllegalStateException("columns must be selected first");
        }
        at = 0;
        try {
            if (!rows.nextChunk()) {
                inChunk = 0;
                return false;
            }
        } catch (RuntimeException e) {
            throw Files.damaged(file.name());
        }
        take(rows.chunk());
        return inChunk > 0;
    }

    private void take(DuckDBDataChunkReader chunk) {
        inChunk = (int) chunk.rowCount();
        vectors = new DuckDBReadableVector[kinds.size() + 1];
        values = new Object[vectors.length];
        List<Known> found = new ArrayList<>();
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = chunk.vector(i);
            values[i] = i == 0 ? longs(vectors[0]) : values(vectors[i], kinds.get(i - 1));
            found.add(new Known(DuckDbVectors.known(vectors[i], inChunk)));
        }
        known = found;
    }

    private long[] longs(DuckDBReadableVector vector) {
        long[] out = new long[inChunk];
        DuckDbVectors.read(vector, out, 0, inChunk);
        return out;
    }

    /** An array of what comes in numbers; texts and truths are read one by one. */
    private Object values(DuckDBReadableVector vector, As kind) {
        return switch (kind) {
            case NUMBER -> {
                double[] out = new double[inChunk];
                DuckDbVectors.read(vector, out, 0, inChunk);
                yield out;
            }
            case WHOLE -> longs(vector);
            case DAY -> {
                int[] out = new int[inChunk];
                DuckDbVectors.read(vector, out, 0, inChunk);
                yield out;
            }
            case FLAG, TEXT -> vector;
        };
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public void read(int column, Cell cell) {
        read(column, 0, cell);
    }

    @Override
    public void read(int column, int of, Cell cell) {
        int i = at + of;
        if (!DuckDbVectors.isKnown(known.get(column + 1).bits(), i)) {
            cell.text("");
            return;
        }
        Object from = values[column + 1];
        switch (kinds.get(column)) {
            case NUMBER -> cell.number(((double[]) from)[i]);
            case WHOLE -> cell.text(text(((long[]) from)[i]));
            case FLAG -> cell.flag(((DuckDBReadableVector) from).getBoolean(i));
            case DAY -> cell.day(((int[]) from)[i]);
            case TEXT -> cell.text(((DuckDBReadableVector) from).getString(i));
        }
    }

    @Override
    public Block values(int column) {
        return new Block(values[column + 1], known.get(column + 1).bits(), at);
    }

    private static String text(long number) {
        return number >= 0 && number < SMALL.size() ? SMALL.get((int) number) : Long.toString(number);
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public Facts facts() {
        return facts;
    }

    @Override
    public void close() {
        try {
            if (result != null) {
                result.close();
            }
            if (statement != null) {
                statement.close();
            }
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        } finally {
            close(connection);
        }
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw DuckDbLoader.failure(e);
        }
    }

    private static String literal(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
