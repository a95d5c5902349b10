package org.steelyard.data.raw.internal;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.steelyard.data.internal.RowFindings;
import org.steelyard.data.raw.IntakeSettings.Limits;
import org.steelyard.data.raw.RawColumn;
import org.steelyard.data.raw.RawError;
import org.steelyard.kernel.Digest;
import org.steelyard.kernel.Place;
import org.steelyard.kernel.SteelyardException;
import org.steelyard.kernel.Text;

/**
 * A table of a database, in portions, in the order of its primary key (of all its columns where it has none), so that its rows
 * have the same numbers whenever they are read. A digest over all cells stands for the digest of a file.
 */
final class JdbcRows implements BufferedRows {

    /** The type of a column whose values are no single values; it can only be dropped. */
    static final String UNSUPPORTED = "BLOB";

    private static final int PORTION = 10_000;

    private final String name;
    private final PreparedStatement statement;
    private final ResultSet rows;
    private final List<RawColumn> columns;
    private final RowBuffer buffer;
    private final RowFindings findings = new RowFindings();
    private final MessageDigest digest;
    private long row;
    private long bytes;

    private JdbcRows(String name, PreparedStatement statement, Limits limits) throws SQLException {
        this.name = name;
        this.statement = statement;
        rows = statement.executeQuery();
        columns = columns(rows.getMetaData());
        Headers.check(columns.stream().map(RawColumn::name).toList(), Place.file(name), limits);
        buffer = new RowBuffer(columns.size());
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static JdbcRows open(String name, Jdbc jdbc, Jdbc.Found table, Limits limits) {
        try {
            String from = (table.schema().isEmpty() ? "" : jdbc.quote(table.schema()) + ".") + jdbc.quote(table.name());
            PreparedStatement statement = jdbc.connection()
                    .prepareStatement("SELECT * FROM " + from + " ORDER BY " + order(jdbc, table, from));
            statement.setFetchSize(PORTION);
            return new JdbcRows(name, statement, limits);
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private static String order(Jdbc jdbc, Jdbc.Found table, String from) throws SQLException {
        List<String> by = new ArrayList<>();
        for (String column : table.primaryKey()) {
            by.add(jdbc.quote(column));
        }
        if (by.isEmpty()) {
            try (PreparedStatement s = jdbc.connection().prepareStatement("SELECT * FROM " + from + " WHERE 1 = 0");
                    ResultSet r = s.executeQuery()) {
                for (int i = 1; i <= r.getMetaData().getColumnCount(); i++) {
                    if (!type(r.getMetaData(), i).equals(UNSUPPORTED)) {
                        by.add(Integer.toString(i));
                    }
                }
            }
        }
        return by.isEmpty() ? "1" : String.join(", ", by);
    }

    private static List<RawColumn> columns(ResultSetMetaData data) throws SQLException {
        List<RawColumn> out = new ArrayList<>();
        for (int i = 1; i <= data.getColumnCount(); i++) {
            out.add(new RawColumn(data.getColumnLabel(i), type(data, i)));
        }
        return out;
    }

    private static String type(ResultSetMetaData data, int i) throws SQLException {
        String named = data.getColumnTypeName(i);
        if ("timestamptz".equalsIgnoreCase(named)) {
            return "TIMESTAMP WITH TIME ZONE";
        }
        return Jdbc.duckdbType(data.getColumnType(i), data.getPrecision(i), data.getScale(i))
                .orElse(UNSUPPORTED);
    }

    @Override
    public List<RawColumn> columns() {
        return columns;
    }

    @Override
    public boolean next() {
        try {
            if (!rows.next()) {
                return false;
            }
            row++;
            buffer.clear();
            for (int c = 0; c < columns.size(); c++) {
                String text = text(c);
                buffer.add(text);
                digest.update((byte) (text == null ? 0 : 1));
                digest.update(buffer.bytes(), buffer.from(c), buffer.to(c) - buffer.from(c));
                bytes += buffer.to(c) - buffer.from(c);
            }
            return true;
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }

    private @Nullable String text(int column) throws SQLException {
        int i = column + 1;
        String type = columns.get(column).duckdbType();
        if (type.startsWith("DECIMAL")) {
            BigDecimal value = rows.getBigDecimal(i);
            return value == null ? null : value.toPlainString();
        }
        return switch (type) {
            case UNSUPPORTED -> null;
            case "DATE" -> string(rows.getObject(i, LocalDate.class));
            case "TIMESTAMP" -> {
                LocalDateTime moment = rows.getObject(i, LocalDateTime.class);
                yield moment == null ? null : Moments.text(moment);
            }
            case "TIMESTAMP WITH TIME ZONE" -> string(rows.getObject(i, java.time.OffsetDateTime.class));
            case "BOOLEAN" -> {
                boolean value = rows.getBoolean(i);
                yield rows.wasNull() ? null : Boolean.toString(value);
            }
            default -> rows.getString(i);
        };
    }

    private static @Nullable String string(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    static SteelyardException failed(String name, SQLException e) {
        return SteelyardException.of(
                RawError.READING_FAILED,
                Place.file(name),
                Text.of(
                        "读取数据库时出错（SQLSTATE " + Jdbc.state(e) + "）",
                        "the database failed while reading (SQLSTATE " + Jdbc.state(e) + ")"),
                Text.of("核对读取权限与连接，再次运行", "check the right to read and the connection, and run again"));
    }

    /** Of everything read so far. */
    Digest digest() {
        try {
            return new Digest(HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest()));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
    }

    long byteCount() {
        return bytes;
    }

    @Override
    public long row() {
        return row;
    }

    @Override
    public RowBuffer buffer() {
        return buffer;
    }

    @Override
    public RowFindings findings() {
        return findings;
    }

    @Override
    public void close() {
        try {
            rows.close();
            statement.close();
        } catch (SQLException e) {
            throw failed(name, e);
        }
    }
}
